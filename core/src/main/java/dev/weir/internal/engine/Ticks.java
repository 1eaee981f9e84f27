package dev.weir.internal.engine;

import dev.weir.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The time for items that come one after the other, without a reading of the clock for each while they come fast: then a
 * stretch of up to {@value #LONGEST} items of one activation shares one. The stretch doubles as long as it takes less
 * than a tenth of a millisecond, and is one item again when it took longer.
 */
final class Ticks {
    private static final int LONGEST = 64;
    private static final long SHORT_NANOS = 100_000;

    private final Engine engine;
    private final @Nullable Island from;
    private int activation;
    private long last;
    private int stretch = 1;
    private long end; // the number of the item after the stretch

    /** For items that come from this island; null: from wherever, each with a time of its own. */
    Ticks(Engine engine, @Nullable Island from) {
        this.engine = engine;
        this.from = from;
    }

    /** Whether the item of this number shares the time of the one before it. */
    boolean cover(long number) {
        return number < end && goOn();
    }

    /** Whether there was no rest since the last reading of the clock. */
    boolean goOn() {
        return from != null && from.activation() == activation;
    }

    /** The number of the first item that has a time of its own again, even if there is no rest before it. */
    long end() {
        return end;
    }

    /** The time for the item of this number. */
    long at(long number) {
        if (!cover(number)) {
            long now = engine.nanoTime();
            stretch = now - last < SHORT_NANOS ? Math.min(LONGEST, 2 * stretch) : 1;
            last = now;
            end = number + stretch;
            activation = from == null ? 0 : from.activation();
        }
        return last;
    }
}
