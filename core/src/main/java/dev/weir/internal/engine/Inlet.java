package dev.weir.internal.engine;

import dev.weir.Ending;

/**
 * A running stage as the one before it sees it. All calls come from one island, one at a time.
 *
 * @param <T> the items
 */
public interface Inlet<T> {
    /**
     * Takes the item, always. True: there is room for the next one. False: not now; whoever handed it on stops, and
     * goes on when its island runs again and {@link #room()} holds.
     */
    boolean accept(T item);

    /** Whether there is room for an item. A link that answers false wakes this island when that has changed. */
    boolean room();

    /** Tells how this direction ended, once, after the last item. A cancel need not wait for items held on the way. */
    void end(Ending ending);

    /** Tells who feeds this inlet, once, before anything flows. */
    void fedBy(Upstream upstream);
}
