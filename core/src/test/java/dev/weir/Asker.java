package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that asks when it is told to, and minds what it is told: first a subscription, then no more items than
 * it has asked for, one signal after the other, at most one end, and nothing after it.
 */
class Asker<T> implements Flow.Subscriber<T> {
    final List<T> items = new CopyOnWriteArrayList<>();
    final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicLong open = new AtomicLong();
    private Flow.@Nullable Subscription subscription;
    volatile @Nullable Throwable failure;

    /** What else to do with an item, in the signal. */
    void on(T item) {}

    void request(long n) {
        open.updateAndGet(before -> n > Long.MAX_VALUE - before ? Long.MAX_VALUE : before + n);
        subscription().request(n);
    }

    Flow.Subscription subscription() {
        try {
            Flows.await(subscribed);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return subscription;
    }

    private void signal(String what, Runnable does) {
        if (!inside.compareAndSet(false, true)) {
            wrong.add(what + " in the middle of another signal");
        }
        if (ended.getCount() == 0) {
            wrong.add(what + " after the end");
        }
        if (subscribed.getCount() != 0 && !what.equals("onSubscribe")) {
            wrong.add(what + " before onSubscribe");
        }
        try {
            does.run();
        } finally {
            inside.set(false);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        signal("onSubscribe", () -> {
            if (subscription != null) {
                wrong.add("onSubscribe twice");
            }
            subscription = given;
            subscribed.countDown();
        });
    }

    @Override
    public void onNext(T item) {
        signal("onNext", () -> {
            if (open.get() != Long.MAX_VALUE && open.decrementAndGet() < 0) {
                wrong.add("onNext without a request");
            }
            items.add(item);
            on(item);
        });
    }

    @Override
    public void onError(Throwable cause) {
        signal("onError", () -> {
            failure = cause;
            ended.countDown();
        });
    }

    @Override
    public void onComplete() {
        signal("onComplete", ended::countDown);
    }

    /** Nothing was against the rules. */
    void assertOrderly() {
        assertThat(wrong).isEmpty();
    }

    /** Waits for the end, which must be clean. */
    List<T> result() throws InterruptedException {
        Flows.await(ended);
        assertOrderly();
        assertThat(failure).isNull();
        return Collections.unmodifiableList(items);
    }

    /** Waits for the end, which must be a failure. */
    Throwable failed() throws InterruptedException {
        Flows.await(ended);
        assertOrderly();
        assertThat(failure).as("it must fail").isNotNull();
        return failure;
    }
}
