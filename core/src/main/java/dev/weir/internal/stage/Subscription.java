package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Producer;
import dev.weir.Producing;
import dev.weir.Receiver;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code from(Publisher)}: never asks for more than there is room for. What was asked for and has not come, and what is
 * held, are together at most the capacity; it asks again when half of that has come, or when there is room again.
 *
 * <p>The subscription is called by one thread at a time (Reactive Streams 2.7), outside of the lock: who finds it being
 * called leaves a note for the thread that does, and that one looks again. So a publisher that publishes inside of a
 * request is not asked inside of it either.
 */
final class Subscription<T> implements Flow.Subscriber<T>, Producing {
    private final Receiver<T> out;
    private Flow.@Nullable Subscription subscription; // guarded by this
    private long outstanding; // guarded by this
    private long batch; // guarded by this
    private boolean stopped; // guarded by this
    private boolean cancelled; // guarded by this
    private @Nullable Thread calling; // guarded by this
    private boolean again; // guarded by this

    private Subscription(Receiver<T> out) {
        this.out = out;
    }

    static <T> Producer<T> to(Flow.Publisher<? extends T> publisher) {
        return out -> {
            var subscriber = new Subscription<T>(out);
            publisher.subscribe(subscriber);
            return subscriber;
        };
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "a subscription must be given but it was null");
        boolean unwanted;
        synchronized (this) {
            unwanted = stopped || subscription != null;
            if (!unwanted) {
                subscription = given;
            }
        }
        if (unwanted) {
            given.cancel();
        } else {
            call();
        }
    }

    private void call() {
        boolean more = true;
        while (more) {
            Runnable next = begin();
            if (next == null) {
                return;
            }
            try {
                next.run();
            } finally {
                more = end();
            }
        }
    }

    /** What the subscription is to be told now, if anything. */
    private synchronized @Nullable Runnable begin() {
        Flow.Subscription to = subscription;
        again = calling != null;
        if (again || to == null || cancelled) {
            return null;
        }
        if (stopped) {
            cancelled = true;
            calling = Thread.currentThread();
            return to::cancel;
        }
        long more = out.room() - outstanding;
        if (more <= 0) {
            return null;
        }
        outstanding += more;
        batch = outstanding;
        calling = Thread.currentThread();
        return () -> to.request(more);
    }

    private synchronized boolean end() {
        calling = null;
        return again;
    }

    @Override
    public void onNext(T item) {
        Objects.requireNonNull(item, "an item must be published but it was null");
        if (!asked()) {
            stop(Ending.DONE);
            out.fail(new IllegalStateException("a publisher must not publish more than was asked for but did;"
                    + " put a stage that follows the protocol before it"));
            return;
        }
        out.push(item);
        boolean half;
        synchronized (this) {
            outstanding--; // after the push: on its way it counts as outstanding, or its place would be given away
            half = outstanding <= batch / 2;
        }
        if (half) {
            call();
        }
    }

    private synchronized boolean asked() {
        return outstanding > 0;
    }

    @Override
    public void onError(Throwable cause) {
        out.fail(cause);
    }

    @Override
    public void onComplete() {
        out.end();
    }

    @Override
    public void resume() {
        call();
    }

    @Override
    public void stop(Ending reason) {
        Flow.Subscription inside;
        synchronized (this) {
            stopped = true;
            inside = calling == Thread.currentThread() && !cancelled ? subscription : null;
            cancelled |= inside != null;
        }
        if (inside == null) {
            call();
        } else {
            inside.cancel(); // at once: a publisher that breaks the rules may not return before
        }
    }
}
