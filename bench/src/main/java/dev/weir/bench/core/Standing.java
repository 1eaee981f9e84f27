package dev.weir.bench.core;

import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Asks for nothing unless it is told to; neither Reactor nor RxJava puts anything around it. */
final class Standing implements CoreSubscriber<Long>, FlowableSubscriber<Long> {
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
    public void onNext(Long item) {}

    @Override
    public void onError(Throwable cause) {
        throw new IllegalStateException("a flow that stands still must not fail", cause);
    }

    @Override
    public void onComplete() {}
}
