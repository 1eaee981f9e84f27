package dev.weir;

import java.io.Serializable;

/**
 * Makes a thing when a flow starts, once per run; may throw and may travel.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface Make<T> extends Serializable {
    /**
     * Makes one.
     *
     * @return a new one, never null
     * @throws Exception to fail the flow with this cause
     */
    T make() throws Exception;
}
