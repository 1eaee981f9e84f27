package dev.weir.internal.engine;

import dev.weir.Ending;

/** A running stage as the one after it sees it. */
@FunctionalInterface
public interface Upstream {
    /**
     * No more items are wanted, because of this: done (enough was had), failed or cancelled. Nothing may be handed on
     * after it, not even an ending. Repeated calls have no effect.
     */
    void cancel(Ending reason);
}
