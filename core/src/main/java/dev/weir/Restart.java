package dev.weir;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a source that fails is started again: after a wait as in {@link Retry}, and not too often.
 *
 * @param first the first wait; waits begin anew with it once an item has come
 * @param longest the longest wait
 * @param most how many restarts there may be, at least 0
 * @param within in how long a time there may be so many
 */
public record Restart(Duration first, Duration longest, int most, Duration within) implements Serializable {
    /** Checks the numbers. */
    public Restart {
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
        return new Restart(first, longest, Integer.MAX_VALUE, Duration.ZERO);
    }

    /**
     * Gives up, and fails, when there were so many restarts in so long a time.
     *
     * @param restarts how many, at least 0
     * @param time in how long a time
     * @return the same otherwise
     */
    public Restart atMost(int restarts, Duration time) {
        return new Restart(first, longest, restarts, time);
    }
}
