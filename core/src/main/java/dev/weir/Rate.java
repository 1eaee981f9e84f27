package dev.weir;

import dev.weir.internal.engine.Nanos;
import java.time.Duration;

/**
 * A rate that several stages and pipelines share, such as the quota of a service that all of them call: together they let
 * through so many items in each stretch of time, evenly spaced after a burst that was saved up. Who has an item that must
 * wait is given the next free moment, in the order of asking; as each stage asks for one item at a time, each gets the same
 * share while all have items. Any thread may use it; all pipelines must run on engines with one clock. The
 * moment of an item that is discarded while it waits is lost.
 */
public final class Rate {
    private final double nanosPerItem;
    private final long ahead;
    private double next;
    private boolean begun;

    private Rate(long items, Duration per, long burst) {
        this.nanosPerItem = (double) Nanos.of(per) / items;
        this.ahead = (long) Math.min(nanosPerItem * (burst - 1), (double) Nanos.FOR_EVER);
    }

    /**
     * So many items in each stretch of time, one at a time.
     *
     * @param items how many, at least 1
     * @param per in how long a time
     * @return the rate
     */
    public static Rate of(long items, Duration per) {
        return of(items, per, 1);
    }

    /**
     * So many items in each stretch of time, after a burst.
     *
     * @param items how many, at least 1
     * @param per in how long a time
     * @param burst the most at once, at least 1
     * @return the rate
     */
    public static Rate of(long items, Duration per, long burst) {
        if (items < 1 || burst < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "items, time and burst must be > 0 but were " + items + ", " + per + " and " + burst);
        }
        return new Rate(items, per, burst);
    }

    /**
     * Takes the next free moment.
     *
     * @param now what the engine's clock reads
     * @param cost how many items this one counts for, at least 0
     * @return when the item may pass, on that clock; not later than now if it may at once
     */
    public synchronized long reserve(long now, long cost) {
        if (!begun) {
            begun = true;
            next = now;
        }
        next = Math.max(next, (double) now); // time in which nobody came is saved up to the burst, which is ahead of it
        long at = Math.round(next) - ahead;
        next += cost * nanosPerItem;
        return at;
    }
}
