package dev.weir;

import java.util.function.Consumer;

/**
 * Where a {@link Producer}, or an API that calls back, puts its items. Calls may come from any thread, one at a time.
 * It is a {@link Consumer}, so that it can be given to an API that knows only those; it is no less strict for that.
 *
 * @param <T> the items
 */
public interface Receiver<T> extends Consumer<T> {
    /**
     * Takes an item.
     *
     * @param item the item
     * @return true: there is room for another one now. False: stop; {@link Producing#resume} will be called when there
     *     is room again, unless it has ended. An item pushed in spite of a false answer fails the flow, unless there
     *     are places for late ones
     */
    boolean push(T item);

    /**
     * Takes an item from an API that is held back otherwise than by an answer: as {@link #push}.
     *
     * @param item the item
     */
    @Override
    default void accept(T item) {
        push(item);
    }

    /**
     * How many items may be pushed now, for producers that ask for several. Where weight is counted, as many as there is
     * room for if each of them is as heavy as may be.
     *
     * @return 0 if it is full
     */
    int room();

    /** No more items will come, all was well. What is in comes first. Later calls have no effect. */
    void end();

    /**
     * No more items will come because of this. What is in comes first. Later calls have no effect.
     *
     * @param cause what went wrong
     */
    void fail(Throwable cause);
}
