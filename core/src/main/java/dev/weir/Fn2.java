package dev.weir;

import java.io.Serializable;

/**
 * A function of two that may throw, and that may travel.
 *
 * @param <A> the first
 * @param <B> the second
 * @param <R> what it answers, never null
 */
@FunctionalInterface
public interface Fn2<A, B, R> extends Serializable {
    /**
     * Answers for a pair.
     *
     * @param first the first, never null
     * @param second the second, never null
     * @return the answer, never null
     * @throws Exception to fail the flow with this cause
     */
    R apply(A first, B second) throws Exception;
}
