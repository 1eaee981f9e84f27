package dev.weir;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thing that is written to and says when it has had enough for now: a socket, a stream with a callback for drained. It
 * is opened, written to and closed by one thread at a time.
 *
 * @param <T> the items
 * @param <R> the result when all are written
 */
public interface Writer<T, R extends @Nullable Object> {
    /**
     * Called once, before anything is written.
     *
     * @param drained to be run, from any thread, when there is room again after {@link #write} has answered false; it
     *     may be run too early or too often, also from inside of {@code write}
     * @param broken to be called, from any thread, when nothing can be written any more; fails the flow
     * @throws Exception to fail the flow with this cause
     */
    void open(Runnable drained, Consumer<Throwable> broken) throws Exception;

    /**
     * Writes one item. Does not block.
     *
     * @param item the item
     * @return whether there is room for another one now
     * @throws Exception to fail the flow with this cause
     */
    boolean write(T item) throws Exception;

    /**
     * Nothing more is at hand: what was written goes out now, if it waits for more. Called after writes, as soon as
     * what feeds the flow rests, and at times before. Does nothing unless it says otherwise.
     *
     * @throws Exception to fail the flow with this cause
     */
    default void flush() throws Exception {}

    /**
     * All is written. Called once, and only after a clean end.
     *
     * @return the result
     * @throws Exception to fail the flow with this cause
     */
    R finish() throws Exception;

    /**
     * The flow ended otherwise after this was opened, or {@link #finish} has thrown: what stands for the end on the other side must not look like a clean one.
     *
     * @param ending failed or cancelled
     */
    void abort(Ending ending);
}
