package dev.weir.examples.cookbook;

import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;

/** Limits the rate of several flows together: one flow hands out tokens at that rate, the others take one for each item. */
public final class GlobalRateLimit {
    private GlobalRateLimit() {}

    /**
     * Hands out tokens; to be started once, and cancelled at the end.
     *
     * @param items how many, at least 1
     * @param per in how long a time
     * @param hatch where they are handed out: a fair {@code SynchronousQueue}, or one that saves up a burst
     * @return the flow
     */
    public static Pipeline<Long> tokens(long items, Duration per, BlockingQueue<Long> hatch) {
        // region tokens
        return Source.range(0, Long.MAX_VALUE).throttle(items, per).to(Sink.putting(hatch));
        // endregion
    }

    /**
     * Lets an item pass for each token.
     *
     * @param hatch where tokens are handed out
     * @param <T> the items
     * @return a piece for each of the flows
     */
    public static <T> Pipe<T, T> solve(BlockingQueue<Long> hatch) {
        // region solve
        return items -> items.peek(_ -> hatch.take()); // blocks, and so holds back
        // endregion
    }
}
