package dev.weir.examples.cookbook;

import dev.weir.Calls;
import dev.weir.Fn;
import dev.weir.Retry;
import dev.weir.RetryBudget;
import dev.weir.Source;
import java.io.IOException;
import java.time.Duration;

/** Tries a call again, after waits that grow, while there is hope and a budget. */
public final class RetryWithBackoff {
    private RetryWithBackoff() {}

    /**
     * Calls for each item. Only the call that failed is made again: what has been answered is not asked again.
     *
     * @param items what is asked
     * @param first the first wait; each next one is twice as long, 10 seconds at most, and partly random
     * @param budget what the retries of all flows together may spend
     * @param call may fail
     * @param <T> what is asked
     * @param <R> what is answered
     * @return a source of the answers, in order
     */
    public static <T, R> Source<R> solve(Source<T> items, Duration first, RetryBudget budget, Fn<T, R> call) {
        // region solve
        Retry policy = Retry.times(3)
                .backoff(first, Duration.ofSeconds(10))
                .on(IOException.class::isInstance)
                .spending(budget);
        return items.mapConcurrent(Calls.<T>atMost(8).retrying(policy), call);
        // endregion
    }
}
