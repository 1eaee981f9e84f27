package dev.weir;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a source that fails is started again: after a wait as in {@link Retry}, and not too often.
 *
 * @param first the first wait; waits begin anew with it once an item has come
 * @param longest the longest wait
 * @param most how many restarts there may be, at least 0
 * @param within in how long a time there may be so many
 * @param when which failures are worth a restart; others fail the flow at once
 */
public record Restart(Duration first, Duration longest, int most, Duration within, Test<? super Throwable> when)
        implements Serializable {
    /** Checks the numbers. */
    public Restart {
        Objects.requireNonNull(when);
        if (first.isNegative() || longest.compareTo(first) < 0 || most < 0 || within.isNegative()) {
            throw new IllegalArgumentException("waits and restarts must be >= 0 and the longest >= the first"
                    + " but they were " + first + ", " + longest + ", " + most + " within " + within);
        }
    }

    /**
     * Waits between two times, and never gives up.
     *
     * @param first the first wait
     * @param longest the longest wait
     * @return the policy
     */
    public static Restart backoff(Duration first, Duration longest) {
        return new Restart(first, longest, Integer.MAX_VALUE, Duration.ZERO, failure -> true);
    }

    /**
     * Gives up, and fails, when there were so many restarts in so long a time.
     *
     * @param restarts how many, at least 0
     * @param time in how long a time
     * @return the same otherwise
     */
    public Restart atMost(int restarts, Duration time) {
        return new Restart(first, longest, restarts, time, when);
    }

    /**
     * Restarts only after some failures.
     *
     * @param worth asked for each failure, with what was thrown; if it throws itself, the flow fails with that
     * @return the same otherwise
     */
    public Restart on(Test<? super Throwable> worth) {
        return new Restart(first, longest, most, within, worth);
    }
}
