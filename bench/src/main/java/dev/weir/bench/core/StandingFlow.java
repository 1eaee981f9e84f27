package dev.weir.bench.core;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** As {@link Standing}, for the JDK's interfaces; Mutiny puts nothing around it. */
final class StandingFlow implements MultiSubscriber<Long> {
    private volatile @Nullable Subscription subscription;

    void request(long items) {
        Subscription one = subscription;
        while (one == null) { // some are subscribed by another thread
            Thread.onSpinWait();
            one = subscription;
        }
        one.request(items);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
    }

    @Override
    public void onItem(Long item) {}

    @Override
    public void onFailure(Throwable cause) {
        throw new IllegalStateException("a flow that stands still must not fail", cause);
    }

    @Override
    public void onCompletion() {}
}
