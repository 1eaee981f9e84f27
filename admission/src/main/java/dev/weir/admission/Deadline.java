package dev.weir.admission;

import java.time.Duration;

/**
 * A moment on a nanosecond clock, the same one at every stage that looks at it.
 *
 * @param nanoTime the moment, as the clock reads then
 */
public record Deadline(long nanoTime) {
    /**
     * A while from now, on the clock of this process.
     *
     * @param whence how long from now
     * @return the deadline
     */
    public static Deadline in(Duration whence) {
        return new Deadline(Ticker.system().nanoTime() + whence.toNanos());
    }

    /**
     * How long it is until then.
     *
     * @param now what the clock reads
     * @return nanoseconds, negative when it has passed
     */
    public long nanosLeft(long now) {
        return nanoTime - now;
    }
}
