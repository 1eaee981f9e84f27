package dev.weir.internal.engine;

import dev.weir.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The time for items that come one after the other, without a reading of the clock for each while they come fast: then a
 * stretch of up to {@value #LONGEST} items of one activation shares one. The stretch doubles as long as it takes less
 * than a tenth of a millisecond, and is one item again when it took longer.
 */
final class Ticks {
    private static final int LONGEST = 16;
    private static final long SHORT_NANOS = 100_000;

    private final Engine engine;
    private final @Nullable Island from;
    private int activation;
    private long last;
    private int stretch = 1;
    private int left;

    /** For items that come from this island; null: from wherever, each with a time of its own. */
    Ticks(Engine engine, @Nullable Island from) {
        this.engine = engine;
        this.from = from;
    }

    /** The time for one more item. */
    long next() {
        if (--left < 0 || from == null || from.activation() != activation) {
            look();
        }
        return last;
    }

    private void look() {
        long now = engine.nanoTime();
        stretch = now - last < SHORT_NANOS ? Math.min(LONGEST, 2 * stretch) : 1;
        last = now;
        left = stretch - 1;
        activation = from == null ? 0 : from.activation();
    }
}
