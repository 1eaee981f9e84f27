package dev.weir;

import java.util.Iterator;

/**
 * A flow that is driven by whoever asks for its items: between two questions its last island does nothing. For one
 * thread. Close it when done before the end, which a loop over all items does not need.
 *
 * @param <T> the items
 */
@SuppressWarnings("IterableAndIterator") // a loop and a look ahead are both wanted of what can be had once
public interface Items<T> extends Iterator<T>, Iterable<T>, AutoCloseable {
    /**
     * Whether there is another item; waits until that is known. An interrupt cancels the flow.
     *
     * @return false after a clean end
     * @throws FlowFailedException if the flow failed
     * @throws FlowCancelledException if it was cancelled
     */
    @Override
    boolean hasNext();

    /** Itself: the items can be had once. */
    @Override
    default Iterator<T> iterator() {
        return this;
    }

    /** Stops the flow if it has not ended, and waits until nothing of it runs. */
    @Override
    void close();
}
