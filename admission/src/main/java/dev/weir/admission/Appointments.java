package dev.weir.admission;

import java.time.Duration;

/**
 * Tells those who are refused when to come back: each gets a place of its own in what will be drained, one after the
 * other, so that they do not all return at once. (The virtual scheduling form of the generic cell rate algorithm, run
 * over capacity to come.) Not thread-safe.
 */
final class Appointments {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private long last;
    private boolean begun;

    /** When to come back, if so many a second are drained. */
    Duration next(long now, double perSecond) {
        last = begun && last - now > 0 ? last : now;
        begun = true;
        last += perSecond > 0 ? (long) Math.min((double) LONGEST, 1e9 / perSecond) : 0;
        if (last - now > LONGEST) {
            last = now + LONGEST;
        }
        return Duration.ofNanos(last - now);
    }
}
