package dev.weir.admission;

import java.time.Duration;

/**
 * A decision that was made, and from what.
 *
 * @param ago how long ago
 * @param route on which route
 * @param work for what
 * @param outcome what was decided
 * @param stage the stage at which the wait was longest, in what it may be
 * @param waits how long the work would have waited there, or, of what was let wait, was let wait already
 * @param canWait how long it could wait
 * @param perSecond what left that stage a second, as measured; 0: not known yet
 * @param inside how much was in service there
 * @param waiting how many waited for their turn
 */
public record Decided(
        Duration ago,
        String route,
        Work work,
        Outcome outcome,
        String stage,
        Duration waits,
        Duration canWait,
        double perSecond,
        int inside,
        int waiting) {
    /** What can be decided. */
    public enum Outcome {
        /** Let in at once. */
        ADMITTED,
        /** Let wait for its turn. */
        WAITS,
        /** Refused as there is no room. */
        FULL,
        /** Refused as its turn would come too late. */
        TOO_LATE,
        /** Refused as its tenant takes more than others. */
        UNFAIR,
        /** Refused when its turn had not come in time. */
        EXPIRED,
        /** Refused in favour of somebody who matters more. */
        DISPLACED,
        /** Refused as nothing new is taken in. */
        CLOSED;

        static Outcome of(Refusal.Reason reason) {
            return switch (reason) {
                case FULL -> FULL;
                case TOO_LATE -> TOO_LATE;
                case UNFAIR -> UNFAIR;
                case EXPIRED -> EXPIRED;
                case DISPLACED -> DISPLACED;
                case CLOSED -> CLOSED;
            };
        }
    }

    /** Rounds what cannot be told. */
    static Duration time(double nanos) {
        return Duration.ofNanos((long) Math.clamp(nanos, 0.0, 1e17));
    }

    /**
     * The decision in a sentence.
     *
     * @return which work, what was decided, and why
     */
    public String explained() {
        return "%s work on '%s' %s: at '%s' %d were in service, %d waited, %.0f a second left; it would wait %d ms of %d"
                .formatted(
                        work.criticality().name().toLowerCase(java.util.Locale.ROOT),
                        route,
                        outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        stage,
                        inside,
                        waiting,
                        perSecond,
                        waits.toMillis(),
                        canWait.toMillis());
    }
}
