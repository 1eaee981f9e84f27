package dev.weir.bench.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request: when it was meant to be sent, and what became of it. */
final class Ask {
    final long meant;
    final List<Tally> counts; // in these
    boolean over;

    @Nullable
    Caller caller; // whose connection it is on; null: it waits for one

    Ask(long meant, List<Tally> counts) {
        this.meant = meant;
        this.counts = counts;
    }
}
