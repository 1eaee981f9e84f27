package dev.weir;

import java.io.Serializable;

/**
 * Something done with an item, that may throw and may travel. It may block where the engine may.
 *
 * @param <T> what it is done with
 */
@FunctionalInterface
public interface Action<T> extends Serializable {
    /**
     * Does it.
     *
     * @param item the item, never null
     * @throws Exception to fail the flow with this cause
     */
    void on(T item) throws Exception;
}
