package dev.weir.admission;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why work was refused, and when to come back. What is meant for people is put into words only when it is asked for. */
public final class Refusal {
    /** The kinds of reasons. */
    public enum Reason {
        /** There is no room now. */
        FULL,
        /** Its turn would come too late. */
        TOO_LATE,
        /** Its turn did not come in time: it had been let wait. */
        EXPIRED,
        /** Somebody who matters more took its place: it had been let wait. */
        DISPLACED,
        /** Its tenant takes more than the others do. */
        UNFAIR,
        /** Nothing new is taken in any more. */
        CLOSED;

        /**
         * What it is called in answers.
         *
         * @return the name in small letters, words joined by {@code -}
         */
        public String token() {
            return switch (this) {
                case FULL -> "full";
                case TOO_LATE -> "too-late";
                case EXPIRED -> "expired";
                case DISPLACED -> "displaced";
                case UNFAIR -> "unfair";
                case CLOSED -> "closed";
            };
        }
    }

    private static final RefusalFields OF_SERVICE = new RefusalFields(Admission.SERVICE, false);

    private final Reason reason;
    private final @Nullable Stage stage;
    private final @Nullable String detail;
    private final Numbers numbers;
    private final long hint;
    private final long seconds;

    /** What a decision was made from. */
    record Numbers(boolean full, int inside, int waiting, double perSecond, double waits, double canWait) {
        static final Numbers NONE = new Numbers(false, 0, 0, 0, 0, 0);

        String inWords() {
            if (full) {
                return inside + " inside and " + waiting + " waiting, the most there may be";
            }
            return inside + " inside, " + waiting + " waiting, " + Math.round(perSecond) + " a second leave: a wait of "
                    + millis(waits) + " ms, longer than " + millis(canWait) + " ms";
        }

        private static long millis(double nanos) {
            return Math.round(Math.max(0, nanos) / 1e6);
        }
    }

    /**
     * A refusal.
     *
     * @param reason the kind of reason
     * @param detail the numbers behind it, for people
     * @param retryAfter when there will be room, as far as is known
     */
    public Refusal(Reason reason, String detail, Duration retryAfter) {
        this(
                reason,
                null,
                Objects.requireNonNull(detail),
                Numbers.NONE,
                retryAfter.toNanos(),
                (retryAfter.toNanos() + 999_999_999) / 1_000_000_000);
    }

    Refusal(Reason reason, @Nullable Stage stage, @Nullable String detail, Numbers numbers, long hint, long seconds) {
        this.reason = Objects.requireNonNull(reason);
        this.stage = stage;
        this.detail = detail;
        this.numbers = numbers;
        this.hint = hint;
        this.seconds = Math.clamp(seconds, 1, Appointments.LONGEST / 1_000_000_000);
    }

    /**
     * The kind of reason.
     *
     * @return it
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Which stage is short of room.
     *
     * @return its name; "service" for the service as a whole
     */
    public String stage() {
        return stage == null ? Admission.SERVICE : stage.name();
    }

    /**
     * Whether other instances are short of the same, so that they cannot help either.
     *
     * @return whether the stage is shared
     */
    public boolean isShared() {
        return stage != null && stage.isShared();
    }

    /**
     * Whether it is worth to come back: there is a place in sight.
     *
     * @return false if there is none within a minute, or nothing new is taken in any more
     */
    public boolean mayRetry() {
        return hint <= Appointments.LONGEST && reason != Reason.CLOSED;
    }

    /**
     * Whether the others will do no better: what is short is shared, or it is this tenant who asks for too much. In the terms
     * of gRPC that is RESOURCE_EXHAUSTED, and UNAVAILABLE otherwise.
     *
     * @return whether it would be refused elsewhere too
     */
    public boolean isElsewhereToo() {
        return isShared() || reason == Reason.UNFAIR;
    }

    /**
     * It, for programs: what answers say in {@code Weir-Refusal}.
     *
     * @return a structured field (RFC 9651): the reason, the stage, {@code shared} where other instances are short of the
     *     same, {@code retry=?0} where there is no place in sight
     */
    public String field() {
        return (stage == null ? OF_SERVICE : stage.fields()).of(reason, mayRetry());
    }

    /**
     * The numbers behind it, for people.
     *
     * @return a phrase
     */
    public String detail() {
        return detail == null ? numbers.inWords() : detail;
    }

    /**
     * When there will be room, as far as the measured rate can tell.
     *
     * @return in whole seconds, at least one: shorter ones bring everybody back at once
     */
    public Duration retryAfter() {
        return Duration.ofSeconds(retryAfterSeconds());
    }

    /**
     * The same, as a number.
     *
     * @return seconds, from 1 on; where there is no place in sight, a minute
     */
    public long retryAfterSeconds() {
        return seconds;
    }

    /**
     * The same, more exactly, for clients that understand it: it may be sooner, or a little later.
     *
     * @return milliseconds, at least 1
     */
    public long retryAfterMillis() {
        return Math.max(1, (Math.min(hint, Appointments.LONGEST) + 999_999) / 1_000_000);
    }

    @Override
    public String toString() {
        return "Refusal[" + reason.token() + " at '" + stage() + "': " + detail() + "; come back in "
                + retryAfterMillis() + " ms]";
    }
}
