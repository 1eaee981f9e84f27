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

    /** The item was taken, and there is room for the next one. */
    int GO_ON = 1;

    /** The item was taken; whether there is room for the next one, {@link #room} tells. */
    int LOOK = 0;

    /** The item was not taken: it is for {@link #accept}. */
    int NOT_TAKEN = -1;

    /**
     * Takes the item if that is simple: for loops, which do without what is done seldom. Answers {@link #GO_ON},
     * {@link #LOOK} or {@link #NOT_TAKEN}.
     */
    default int acceptPlain(T item) {
        return accept(item) ? GO_ON : LOOK;
    }

    /** Whether there surely is room for an item, and {@link #acceptPlain} will take it. */
    default boolean roomPlain() {
        return room();
    }

    /** Whether there is room for an item. A link that answers false wakes this island when that has changed. */
    boolean room();

    /** Tells how this direction ended, once, after the last item. A cancel need not wait for items held on the way. */
    void end(Ending ending);

    /** Tells who feeds this inlet, once, before anything flows. */
    void fedBy(Upstream upstream);
}
