package dev.weir;

/**
 * Where a {@link Producer} puts its items. Calls may come from any thread, one at a time.
 *
 * @param <T> the items
 */
public interface Receiver<T> {
    /**
     * Takes an item.
     *
     * @param item the item
     * @return true: there is room for another one now. False: stop; {@link Producing#resume} will be called when there
     *     is room again, unless it has ended. An item pushed in spite of a false answer fails the flow
     */
    boolean push(T item);

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
