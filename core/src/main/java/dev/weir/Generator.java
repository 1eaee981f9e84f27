package dev.weir;

import java.io.Serializable;

/**
 * Plain blocking code that produces items: a loop around {@link Emitter#emit}. The flow ends when it returns and fails
 * when it throws.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Generator<T> extends Serializable {
    /**
     * Produces all items, on a thread of its own. A drain is noticed at the next {@code emit}, which throws; until then
     * nothing is interrupted.
     *
     * @param out where they go; suspends when there is no room
     * @throws Exception to fail the flow with this cause
     */
    void run(Emitter<T> out) throws Exception;
}
