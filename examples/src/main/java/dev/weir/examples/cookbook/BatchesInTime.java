package dev.weir.examples.cookbook;

import dev.weir.Source;
import java.time.Duration;
import java.util.List;

/** Batches by number and time, before something slow. */
public final class BatchesInTime {
    private BatchesInTime() {}

    /**
     * Batches.
     *
     * @param items the items
     * @param most the longest batch
     * @param within how long an item waits for others
     * @param <T> the items
     * @return a source of batches; while it is held back, so are the items
     */
    public static <T> Source<List<T>> solve(Source<T> items, int most, Duration within) {
        // region solve
        return items.groupedWithin(most, within);
        // endregion
    }
}
