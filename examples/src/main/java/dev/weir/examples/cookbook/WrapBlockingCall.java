package dev.weir.examples.cookbook;

import dev.weir.Fn;
import dev.weir.Source;

/** Makes blocking calls, several at a time. */
public final class WrapBlockingCall {
    private WrapBlockingCall() {}

    /**
     * Calls for each item.
     *
     * @param items what is asked
     * @param call blocks, and may throw what it likes
     * @param <T> what is asked
     * @param <R> what is answered
     * @return a source of the answers, in order
     */
    public static <T, R> Source<R> solve(Source<T> items, Fn<T, R> call) {
        // region solve
        return items.mapConcurrent(16, call);
        // endregion
    }
}
