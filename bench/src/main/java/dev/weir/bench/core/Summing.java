package dev.weir.bench.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A subscriber that asks for all there is, and adds up. */
final class Summing implements Flow.Subscriber<Long> {
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private long sum;

    CompletableFuture<Long> result() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Long item) {
        sum += item;
    }

    @Override
    public void onError(Throwable cause) {
        result.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        result.complete(sum);
    }
}
