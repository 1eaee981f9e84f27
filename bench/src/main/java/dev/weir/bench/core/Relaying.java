package dev.weir.bench.core;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stage between two {@link SubmissionPublisher}s, as its documentation shows it: it asks for the next item after each. */
final class Relaying extends SubmissionPublisher<Long> implements Flow.Processor<Long, Long> {
    private final UnaryOperator<Long> fn;
    private Flow.@Nullable Subscription subscription;

    Relaying(Executor executor, int capacity, UnaryOperator<Long> fn) {
        super(executor, capacity);
        this.fn = fn;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Long item) {
        submit(fn.apply(item));
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        closeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
    }
}
