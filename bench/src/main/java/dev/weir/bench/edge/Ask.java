package dev.weir.bench.edge;

import org.jspecify.annotations.Nullable;

/** A request: when it was meant to be sent, and what became of it. */
final class Ask {
    final long meant;
    final boolean counts;
    boolean over;

    @Nullable
    Caller caller; // whose connection it is on; null: it waits for one

    Ask(long meant, boolean counts) {
        this.meant = meant;
        this.counts = counts;
    }
}
