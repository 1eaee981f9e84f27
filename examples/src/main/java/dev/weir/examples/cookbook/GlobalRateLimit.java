package dev.weir.examples.cookbook;

import dev.weir.Pipe;
import dev.weir.Rate;

/** Limits the rate of several flows together: they share one rate, which gives each item its moment. */
public final class GlobalRateLimit {
    private GlobalRateLimit() {}

    /**
     * Lets an item pass when its moment has come.
     *
     * @param rate the one that all the flows share, such as {@code Rate.of(100, Duration.ofSeconds(1), 10)}
     * @param <T> the items
     * @return a piece for each of the flows
     */
    public static <T> Pipe<T, T> solve(Rate rate) {
        // region solve
        return items -> items.throttle(rate);
        // endregion
    }
}
