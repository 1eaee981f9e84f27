package dev.weir;

import java.io.Serializable;

/**
 * A function that may throw, and that may travel: what a declared flow calls for each item.
 *
 * @param <T> what it is given
 * @param <R> what it answers, never null
 */
@FunctionalInterface
public interface Fn<T, R> extends Serializable {
    /**
     * Answers for one item.
     *
     * @param item the item, never null
     * @return the answer, never null
     * @throws Exception to fail the flow with this cause
     */
    R apply(T item) throws Exception;
}
