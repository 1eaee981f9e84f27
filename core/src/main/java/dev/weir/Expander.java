package dev.weir;

import java.io.Serializable;

/**
 * Makes none, one or many items of one, by calling an {@link Emitter}.
 *
 * @param <T> what it is given
 * @param <R> what it makes
 */
@FunctionalInterface
public interface Expander<T, R> extends Serializable {
    /**
     * Expands one item.
     *
     * @param item the item, never null
     * @param out where the results go; suspends in the middle of the item when there is no room
     * @throws Exception to fail the flow with this cause
     */
    void expand(T item, Emitter<R> out) throws Exception;
}
