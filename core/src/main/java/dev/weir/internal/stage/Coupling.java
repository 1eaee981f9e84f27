package dev.weir.internal.stage;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins a publisher outside with the subscriber inside of a run. Either may come first; an end that is told before both
 * are there waits here. An item cannot come before, as only the one inside asks for any.
 */
public final class Coupling<T> implements Flow.Processor<T, T> {
    private static final Flow.Subscription NOTHING = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private volatile Flow.@Nullable Subscriber<? super T> inside; // written by this lock's holder
    private Flow.@Nullable Subscription given; // guarded by this
    private @Nullable Consumer<Flow.Subscriber<? super T>> end; // guarded by this
    private boolean closed; // guarded by this

    // ---- from outside

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "a subscription must be given but it was null");
        boolean wanted;
        Flow.Subscriber<? super T> to;
        synchronized (this) {
            wanted = !closed && given == null;
            if (wanted) {
                given = subscription;
            }
            to = inside;
        }
        if (!wanted) {
            subscription.cancel();
        } else if (to != null) {
            to.onSubscribe(subscription);
        }
    }

    @Override
    public void onNext(T item) {
        Objects.requireNonNull(item, "an item must be published but it was null");
        Flow.Subscriber<? super T> to = inside;
        if (to != null) {
            to.onNext(item);
        } else {
            onError(new IllegalStateException("a publisher must not publish more than was asked for but did, before"
                    + " anything was; put a stage that follows the protocol before it"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        Objects.requireNonNull(cause, "a cause must be given but it was null");
        end(to -> to.onError(cause));
    }

    @Override
    public void onComplete() {
        end(Flow.Subscriber::onComplete);
    }

    private void end(Consumer<Flow.Subscriber<? super T>> how) {
        Flow.Subscriber<? super T> to;
        synchronized (this) {
            to = inside;
            if (to == null && end == null) {
                end = how;
            }
        }
        if (to != null) {
            how.accept(to);
        }
    }

    // ---- from inside

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        boolean first;
        Flow.Subscription asked;
        Consumer<Flow.Subscriber<? super T>> ended;
        synchronized (this) {
            first = inside == null;
            if (first) {
                inside = subscriber;
            }
            asked = given;
            ended = end;
        }
        if (!first) {
            subscriber.onSubscribe(NOTHING);
            subscriber.onError(new IllegalStateException("a subscriber's items can be had once but its sink used its"
                    + " source twice; broadcast them instead"));
            return;
        }
        if (asked != null) {
            subscriber.onSubscribe(asked);
        }
        if (ended != null) {
            ended.accept(subscriber);
        }
    }

    /** The run is over: what it has never seen is cancelled, now or when it comes. */
    public void close() {
        Flow.Subscription unseen;
        synchronized (this) {
            closed = true;
            unseen = inside == null && end == null ? given : null;
        }
        if (unseen != null) {
            unseen.cancel();
        }
    }
}
