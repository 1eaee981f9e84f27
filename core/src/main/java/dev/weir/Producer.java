package dev.weir;

import java.io.Serializable;

/**
 * A source that calls back and can be held: a socket, a reader with pause and resume, a subscription.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Producer<T> extends Serializable {
    /**
     * Begins to produce; called once a run, when the first item is wanted.
     *
     * @param out where the items go, from now on, from any thread
     * @return how to make it go on and stop
     * @throws Exception to fail the flow with this cause
     */
    Producing start(Receiver<T> out) throws Exception;
}
