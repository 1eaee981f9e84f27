package dev.weir.admission;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of work that asks to be let in: how much it matters, for whom it is, how long its caller can still wait,
 * and whether it was tried before. A value; one that says nothing special is a constant and costs nothing.
 *
 * @param criticality how much it matters
 * @param tenant for whom it is, so that nobody takes the share of the others; null: not told apart
 * @param canWaitNanos how long its caller can wait for the answer, from now on; {@link Long#MAX_VALUE}: not known
 * @param attempt how often it was tried before
 */
public record Work(Criticality criticality, @Nullable String tenant, long canWaitNanos, int attempt) {
    private static final Work ALWAYS = new Work(Criticality.ALWAYS, null, Long.MAX_VALUE, 0);
    private static final Work CRITICAL = new Work(Criticality.CRITICAL, null, Long.MAX_VALUE, 0);
    private static final Work NORMAL = new Work(Criticality.NORMAL, null, Long.MAX_VALUE, 0);
    private static final Work SHEDDABLE = new Work(Criticality.SHEDDABLE, null, Long.MAX_VALUE, 0);

    /** Checks what it is made of. */
    public Work {
        Objects.requireNonNull(criticality);
        if (attempt < 0) {
            throw new IllegalArgumentException(
                    "work must have been tried 0 times or more before but was " + attempt + "; the first attempt is 0");
        }
    }

    /**
     * Work of which nothing else is known.
     *
     * @param criticality how much it matters
     * @return the work
     */
    public static Work of(Criticality criticality) {
        return switch (criticality) {
            case ALWAYS -> ALWAYS;
            case CRITICAL -> CRITICAL;
            case NORMAL -> NORMAL;
            case SHEDDABLE -> SHEDDABLE;
        };
    }

    /**
     * Work of which nothing is known.
     *
     * @return the work
     */
    public static Work normal() {
        return NORMAL;
    }

    /**
     * The same for somebody.
     *
     * @param whom for whom it is
     * @return other work
     */
    public Work tenant(String whom) {
        return new Work(criticality, Objects.requireNonNull(whom), canWaitNanos, attempt);
    }

    /**
     * The same with a caller who can wait only so long.
     *
     * @param time until the caller must have the answer; 0 or less: it is too late already
     * @return other work
     */
    public Work canWait(Duration time) {
        return canWaitNanos(nanos(time));
    }

    /**
     * The same, in nanoseconds.
     *
     * @param nanos until the caller must have the answer
     * @return other work
     */
    public Work canWaitNanos(long nanos) {
        return new Work(criticality, tenant, nanos, attempt);
    }

    /**
     * The same, tried before.
     *
     * @param before how often, at least 0
     * @return other work
     */
    public Work attempt(int before) {
        return new Work(criticality, tenant, canWaitNanos, before);
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return time.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
