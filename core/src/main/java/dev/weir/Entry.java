package dev.weir;

import dev.weir.admission.Deadline;

/**
 * The door to a running pipeline for work that comes from outside. Any number of threads may use it; those that wait
 * are served in the order in which they came.
 *
 * @param <T> the items
 */
@CheckReturnValue
public interface Entry<T> {
    /**
     * Puts an item in, and waits for room as long as it takes.
     *
     * @param item the item
     * @throws InterruptedException if interrupted while it waits; the item is not in
     * @throws IllegalStateException if the entry is closed, also while it waits, or the run has ended; the item is not in
     * @throws IllegalArgumentException if it is heavier than the entry's capacity allows; it is not in
     */
    void put(T item) throws InterruptedException;

    /**
     * Puts an item in if there is room now and nobody waits before it. Never blocks.
     *
     * @param item the item
     * @return accepted, or why not and when to come back
     * @throws IllegalArgumentException if it is heavier than the entry's capacity allows; it is not in
     */
    Offer offer(T item);

    /**
     * Puts an item in if there is room now and it will be taken out before the deadline, judged by how fast items were
     * taken out lately. Never blocks.
     *
     * @param item the item
     * @param deadline until when its turn must have come
     * @return accepted, or why not and when to come back
     * @throws IllegalArgumentException if it is heavier than the entry's capacity allows; it is not in
     */
    Offer offer(T item, Deadline deadline);

    /** Takes in nothing more: what is in flows out, then the source ends cleanly. Those that wait are refused. */
    void close();
}
