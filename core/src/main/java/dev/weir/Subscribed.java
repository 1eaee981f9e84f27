package dev.weir;

import dev.weir.internal.stage.Coupling;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A run whose source is told by a publisher, through a coupling. */
record Subscribed<I, R extends @Nullable Object>(Coupling<I> coupling, Running<R> running)
        implements SinkSubscriber<I, R> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        coupling.onSubscribe(subscription);
    }

    @Override
    public void onNext(I item) {
        coupling.onNext(item);
    }

    @Override
    public void onError(Throwable cause) {
        coupling.onError(cause);
    }

    @Override
    public void onComplete() {
        coupling.onComplete();
    }
}
