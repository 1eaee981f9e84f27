package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sink that is subscribed takes what one publisher publishes, and asks for no more than there is room for. */
@Timeout(30)
class AsSubscriberTest {
    private final ManualEngine engine = new ManualEngine();
    private final Asked asked = new Asked();

    /** A subscription that counts. */
    private static final class Asked implements Flow.Subscription {
        final AtomicLong requested = new AtomicLong();
        final AtomicInteger cancels = new AtomicInteger();

        @Override
        public void request(long n) {
            assertThat(n).isPositive();
            requested.addAndGet(n);
        }

        @Override
        public void cancel() {
            cancels.incrementAndGet();
        }
    }

    private <R> SinkSubscriber<Long, R> subscribed(Sink<Long, R> sink, int capacity) {
        SinkSubscriber<Long, R> subscriber = sink.asSubscriber(Capacity.items(capacity), engine);
        subscriber.onSubscribe(asked);
        engine.runAll();
        return subscriber;
    }

    // ---- items

    @Test
    void result_ofAPublisher_isThatOfItsItems() {
        for (int capacity = 1; capacity <= 3; capacity++) {
            SinkSubscriber<Long, List<Long>> subscriber = Sink.<Long>toList().asSubscriber(Capacity.items(capacity));
            Source.range(0, 1_000).asPublisher().subscribe(subscriber);
            assertThat(Flows.result(subscriber.running())).isEqualTo(Flows.longs(0, 1_000));
            assertThat(subscriber.result().toCompletableFuture().join()).hasSize(1_000);
            Flows.assertQuiet(subscriber.running());
        }
    }

    // What was asked for and has not come, and what is held, are together at most the capacity.
    @Test
    void request_behindAFullSink_neverExceedsTheCapacity() {
        for (int capacity : new int[] {1, 2, 3, 10}) {
            Flows.Gate<Long> gate = new Flows.Gate<>();
            Asked demand = new Asked();
            SinkSubscriber<Long, List<Long>> subscriber = gate.sink().asSubscriber(Capacity.items(capacity), engine);
            subscriber.onSubscribe(demand);
            engine.runAll();
            long sent = 0;
            for (int taken = 1; taken < 40; taken++) {
                while (sent < demand.requested.get()) {
                    subscriber.onNext(sent++);
                    engine.runAll();
                }
                assertThat(gate.items).hasSize(taken);
                assertThat(demand.requested.get()).isBetween(taken + 1L, (long) taken + capacity);
                gate.openForOne();
                engine.runAll();
            }
            subscriber.running().cancel("seen enough");
            engine.runAll();
            assertThat(demand.cancels).hasValue(1);
        }
    }

    @Test
    void onNext_beforeAnythingWasAskedFor_fails() {
        SinkSubscriber<Long, List<Long>> subscriber = Sink.<Long>toList().asSubscriber(Capacity.items(1), engine);
        subscriber.onSubscribe(asked);
        subscriber.onNext(1L);
        engine.runAll();
        assertThat(Flows.failure(subscriber.running())).hasMessageContaining("more than was asked for");
    }

    // Reactive Streams 2.13
    @Test
    void null_inAnySignal_isRefusedInTheCall() {
        for (boolean begun : new boolean[] {false, true}) {
            SinkSubscriber<Long, List<Long>> subscriber = Sink.<Long>toList().asSubscriber(Capacity.items(1), engine);
            if (begun) {
                subscriber.onSubscribe(asked);
                engine.runAll();
            }
            assertThatNullPointerException().isThrownBy(() -> subscriber.onSubscribe(null));
            assertThatNullPointerException().isThrownBy(() -> subscriber.onNext(null));
            assertThatNullPointerException().isThrownBy(() -> subscriber.onError(null));
            engine.runAll();
            assertThat(subscriber.running().ended()).isFalse();
        }
    }

    // ---- the publisher ends

    @Test
    void onComplete_beforeTheRunHasBegun_endsIt() {
        SinkSubscriber<Long, Long> subscriber = Sink.<Long>count().asSubscriber(Capacity.items(1), engine);
        subscriber.onSubscribe(asked);
        subscriber.onComplete();
        engine.runAll();
        assertThat(Flows.result(subscriber.running())).isZero();
        assertThat(asked.cancels).hasValue(0);
    }

    @Test
    void onError_atAnyTime_failsTheRunWithItsCause() {
        IllegalStateException cause = new IllegalStateException("theirs");
        SinkSubscriber<Long, Long> early = Sink.<Long>count().asSubscriber(Capacity.items(1), engine);
        early.onError(cause);
        engine.runAll();
        assertThat(Flows.failure(early.running())).hasCause(cause);
        SinkSubscriber<Long, Long> late = subscribed(Sink.count(), 3);
        late.onNext(1L);
        late.onError(cause);
        engine.runAll();
        assertThat(Flows.failure(late.running())).hasCause(cause);
        assertThat(asked.cancels).hasValue(0);
    }

    // ---- the run ends

    @Test
    void sink_thatWantsNoMore_cancelsTheSubscription() {
        Pipe<Long, Long> two = source -> source.limit(2);
        SinkSubscriber<Long, List<Long>> subscriber = subscribed(two.to(Sink.toList()), 5);
        subscriber.onNext(7L);
        subscriber.onNext(8L);
        engine.runAll();
        assertThat(Flows.result(subscriber.running())).containsExactly(7L, 8L);
        assertThat(asked.cancels).hasValue(1);
        subscriber.onNext(9L);
        subscriber.onComplete();
    }

    @Test
    void sink_thatFails_cancelsTheSubscription() {
        SinkSubscriber<Long, ?> subscriber = subscribed(
                Sink.<Long>forEach(n -> {
                    throw new IllegalStateException("at " + n);
                }),
                5);
        subscriber.onNext(7L);
        engine.runAll();
        assertThat(Flows.failure(subscriber.running())).hasRootCauseMessage("at 7");
        assertThat(asked.cancels).hasValue(1);
    }

    // Whenever the run ends without it, a subscription is cancelled.
    @Test
    void onSubscribe_ofARunThatIsOver_isCancelled() {
        Pipe<Long, Long> none = source -> source.limit(0);
        SinkSubscriber<Long, List<Long>> before = none.to(Sink.<Long>toList()).asSubscriber(Capacity.items(1), engine);
        engine.runAll();
        assertThat(Flows.result(before.running())).isEmpty();
        before.onSubscribe(asked);
        assertThat(asked.cancels).hasValue(1);

        SinkSubscriber<Long, List<Long>> meanwhile =
                none.to(Sink.<Long>toList()).asSubscriber(Capacity.items(1), engine);
        meanwhile.onSubscribe(asked);
        engine.runAll();
        assertThat(asked.cancels).hasValue(2);

        SinkSubscriber<Long, Long> cancelled = Sink.<Long>count().asSubscriber(Capacity.items(1), engine);
        engine.runAll();
        cancelled.running().cancel("enough");
        engine.runAll();
        cancelled.onSubscribe(asked);
        assertThat(asked.cancels).hasValue(3);
        assertThat(asked.requested).hasValue(0);
    }

    // Reactive Streams 2.5
    @Test
    void onSubscribe_twice_cancelsTheSecond() {
        SinkSubscriber<Long, Long> subscriber = subscribed(Sink.count(), 2);
        Asked second = new Asked();
        subscriber.onSubscribe(second);
        engine.runAll();
        assertThat(second.cancels).hasValue(1);
        assertThat(second.requested).hasValue(0);
        assertThat(asked.cancels).hasValue(0);
        assertThat(asked.requested).hasValue(2);
    }

    // The items can be had once: a sink that uses its source twice is told so, and does not wait for ever.
    @Test
    void sink_thatUsesItsSourceTwice_fails() {
        Pipe<Long, Long> twice = source -> Source.merge(source, source);
        SinkSubscriber<Long, Long> subscriber = subscribed(twice.to(Sink.count()), 2);
        assertThat(Flows.failure(subscriber.running())).hasMessageContaining("used its source twice; broadcast");
        assertThat(asked.cancels).hasValue(1);
    }
}
