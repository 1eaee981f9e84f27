package dev.weir.admission;

import java.time.Duration;

/**
 * Why work was refused, and when to come back.
 *
 * @param reason the kind of reason
 * @param detail the numbers behind it, for people
 * @param retryAfter when there will be room, as far as the measured rate can tell; at least one second
 */
public record Refusal(Reason reason, String detail, Duration retryAfter) {
    /** The kinds of reasons. */
    public enum Reason {
        /** There is no room now. */
        FULL,
        /** Its turn would come too late. */
        TOO_LATE,
        /** Nothing new is taken in any more. */
        CLOSED
    }

    /** Rounds the time up to a whole second, at least one: shorter ones bring everybody back at once. */
    public Refusal {
        long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
        retryAfter = Duration.ofSeconds(seconds);
    }
}
