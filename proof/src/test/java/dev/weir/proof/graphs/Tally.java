package dev.weir.proof.graphs;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What was run, by engine and by way of ending. */
public final class Tally {
    private final ConcurrentSkipListMap<String, AtomicLong> counts = new ConcurrentSkipListMap<>();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    void count(Ground.Kind kind, Round.Way way, Round.Taker taker) {
        runs.incrementAndGet();
        one("on " + kind);
        one("by " + way);
        one("to " + taker);
    }

    void repeated() {
        repeated.incrementAndGet();
    }

    private void one(String what) {
        counts.computeIfAbsent(what, w -> new AtomicLong()).incrementAndGet();
    }

    /** How many graphs were run to their end. */
    public long runs() {
        return runs.get();
    }

    @Override
    public String toString() {
        return runs + " runs, " + repeated + " pairs alike, " + counts;
    }
}
