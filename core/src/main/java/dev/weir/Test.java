package dev.weir;

import java.io.Serializable;

/**
 * A condition that may throw, and that may travel.
 *
 * @param <T> what it is asked about
 */
@FunctionalInterface
public interface Test<T> extends Serializable {
    /**
     * Whether the condition holds for this item.
     *
     * @param item the item, never null
     * @return whether it holds
     * @throws Exception to fail the flow with this cause
     */
    boolean holds(T item) throws Exception;
}
