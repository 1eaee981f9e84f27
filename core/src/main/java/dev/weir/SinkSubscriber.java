package dev.weir;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A running sink that takes what a publisher publishes. For one publisher: the subscription of another one is cancelled.
 * When the publisher fails, the run fails with the publisher's cause; when the run ends before the publisher does, the
 * subscription is cancelled.
 *
 * @param <I> the items it takes
 * @param <R> the result of the sink
 */
public interface SinkSubscriber<I, R extends @Nullable Object> extends Flow.Subscriber<I> {
    /**
     * The run, which began when this was made.
     *
     * @return the run
     */
    Running<R> running();

    /**
     * The result as a stage; see {@link Running#result()}.
     *
     * @return completes with the result, or with what the run ended with
     */
    default CompletionStage<R> result() {
        return running().result();
    }
}
