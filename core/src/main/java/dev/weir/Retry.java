package dev.weir;

import dev.weir.internal.engine.Nanos;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often something that fails is tried again, and after how long: the first wait, doubled each time up to the longest,
 * of which a random part between a half and all is waited, so that those who failed together do not come back together.
 *
 * @param most how often it is tried again, at least 0
 * @param first the first wait
 * @param longest the longest wait
 * @param when which failures are worth another try
 * @param budget what all retries together may spend; null for no limit
 */
public record Retry(
        int most,
        Duration first,
        Duration longest,
        Test<? super Throwable> when,
        @Nullable RetryBudget budget) implements Serializable {
    /** Checks the numbers. */
    public Retry {
        Objects.requireNonNull(when);
        if (most < 0) {
            throw new IllegalArgumentException("retries must be >= 0 but were " + most);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "waits must be >= 0 and the longest >= the first but they were " + first + " and " + longest);
        }
    }

    /**
     * Tried again so often, after 100 ms at first and 10 s at most, whatever the failure, {@code Error}s and interrupts
     * aside.
     *
     * @param most how often, at least 0
     * @return the policy
     */
    public static Retry times(int most) {
        return new Retry(most, Duration.ofMillis(100), Duration.ofSeconds(10), failure -> true, null);
    }

    /**
     * With other waits.
     *
     * @param shortest the first wait
     * @param atMost the longest wait
     * @return the same otherwise
     */
    public Retry backoff(Duration shortest, Duration atMost) {
        return new Retry(most, shortest, atMost, when, budget);
    }

    /**
     * Only for some failures, of those that are tried again at all.
     *
     * @param worth which are worth another try
     * @return the same otherwise
     */
    public Retry on(Test<? super Throwable> worth) {
        return new Retry(most, first, longest, worth, budget);
    }

    /**
     * Only while a budget allows it.
     *
     * @param shared what all retries together may spend
     * @return the same otherwise
     */
    public Retry spending(RetryBudget shared) {
        return new Retry(most, first, longest, when, Objects.requireNonNull(shared));
    }

    /**
     * Whether to try again: never after an {@code Error} or an {@link InterruptedException}.
     *
     * @param failure what has been thrown
     * @param failures how often it has failed, this time included
     * @return whether it is worth it, and allowed
     * @throws Exception what the test throws
     */
    public boolean again(Throwable failure, int failures) throws Exception {
        boolean worth = !(failure instanceof Error)
                && !(failure instanceof InterruptedException)
                && failures <= most
                && when.holds(failure);
        return worth && (budget == null || budget.spend());
    }

    /**
     * How long to wait before trying again.
     *
     * @param failures how often it has failed
     * @param random decides which part of the wait
     * @return nanoseconds
     */
    public long waitNanos(int failures, RandomGenerator random) {
        double doubled = Nanos.of(first) * Math.pow(2, Math.min(failures - 1, 62));
        double wait = Math.min(doubled, (double) Nanos.of(longest));
        return (long) (wait * (0.5 + 0.5 * random.nextDouble()));
    }
}
