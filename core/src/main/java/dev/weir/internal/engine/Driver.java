package dev.weir.internal.engine;

import dev.weir.Ending;

/**
 * A part of an island that moves items of its own accord: a source, the reading end of a link, a stage that holds the
 * rest of an expansion, a timer. An island runs its drivers until none has moved.
 */
public interface Driver {
    /**
     * Moves items while there is something to move, room for it, and {@link Island#mayMove()}.
     *
     * @return whether anything moved
     */
    boolean drive();

    /** Whether this will never move anything again. An island is over when all its drivers are. */
    boolean over();

    /** The run was cancelled: stop, let go of what is held and tell it downstream. Only what feeds an island must. */
    default void abort(Ending ending) {}

    /** The run drains: take in nothing new, hand on what is held, then end. Only sources do. */
    default void drain() {}

    /** Whether it has something to move and no room for it, as far as it knows. */
    default boolean heldBack() {
        return false;
    }
}
