package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks for one to three items at a time, cancels after some, and minds what it is told and when. */
final class Asking implements Taking, Flow.Subscriber<Item> {
    private final World world;
    private final List<Item> seen;
    private final long most;
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicLong open = new AtomicLong();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    Asking(Flow.Publisher<Item> publisher, World world, List<Item> seen, long most) {
        this.world = world;
        this.seen = seen;
        this.most = most;
        publisher.subscribe(this);
    }

    @Override
    public @Nullable Running<?> running() {
        return null;
    }

    @Override
    public void stop(String reason) {
        subscription().cancel();
        over = true;
    }

    @Override
    public void drain(Duration within) {
        stop("a subscriber cannot drain");
    }

    @Override
    public @Nullable Throwable end() {
        long asked = 0;
        while (!over && asked < most) {
            long more = Math.min(world.small(), most - asked);
            asked += more;
            open.addAndGet(more);
            subscription().request(more);
            long upTo = asked;
            world.ground.await("what it has asked for comes", () -> over || seen.size() >= upTo);
        }
        subscription().cancel();
        assertThat(wrong).as("signals against the rules").isEmpty();
        return failure;
    }

    private Flow.Subscription subscription() {
        world.ground.await("it is given a subscription", () -> subscription != null);
        return subscription;
    }

    private void signal(String what, Runnable does) {
        if (!inside.compareAndSet(false, true)) {
            wrong.add(what + " in the middle of another signal");
        }
        if (subscription == null) {
            wrong.add(what + " before onSubscribe");
        }
        does.run();
        inside.set(false);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription != null) {
            wrong.add("onSubscribe twice");
        }
        subscription = given;
    }

    @Override
    public void onNext(Item item) {
        signal("onNext", () -> {
            if (open.decrementAndGet() < 0) {
                wrong.add("onNext without a request");
            }
            item.release();
            seen.add(item);
        });
    }

    @Override
    public void onError(Throwable cause) {
        signal("onError", () -> {
            failure = cause;
            over = true;
        });
    }

    @Override
    public void onComplete() {
        signal("onComplete", () -> over = true);
    }
}
