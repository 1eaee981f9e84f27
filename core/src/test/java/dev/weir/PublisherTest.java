package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A publisher is asked for what there is room for, and what it does wrong fails the flow and nothing else. */
@Timeout(30)
class PublisherTest {
    private static final Flow.Subscription NOTHING = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    /** Publishes in the thread that asks, and counts. */
    private static final class Synchronous implements Flow.Publisher<Long>, Flow.Subscription {
        final AtomicLong requested = new AtomicLong();
        final AtomicInteger cancels = new AtomicInteger();
        private final long most;
        private final long tooMany;
        private Flow.Subscriber<? super Long> to;
        private long next;

        Synchronous(long most, long tooMany) {
            this.most = most;
            this.tooMany = tooMany;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Long> subscriber) {
            to = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested.addAndGet(n);
            for (long i = 0; i < n + tooMany && next < most && cancels.get() == 0; i++) {
                to.onNext(next++);
            }
            if (next == most) {
                next++;
                to.onComplete();
            }
        }

        @Override
        public void cancel() {
            cancels.incrementAndGet();
        }
    }

    @Test
    @Tag("blocks")
    void items_ofASubmissionPublisher_allComeInOrder() throws Exception {
        for (int capacity = 1; capacity <= 3; capacity++) {
            Running<List<Long>> run;
            try (SubmissionPublisher<Long> publisher = new SubmissionPublisher<>()) {
                run = Source.from(publisher, Capacity.items(capacity))
                        .buffer(1)
                        .to(Sink.toList())
                        .start();
                Flows.awaitThat("it has subscribed", () -> publisher.getNumberOfSubscribers() == 1);
                Flows.longs(0, 2000).forEach(publisher::submit);
            }
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 2000));
            Flows.assertQuiet(run);
        }
    }

    // Reactive Streams 3.3: no recursion without bound, however many items.
    @Test
    void items_ofASynchronousPublisher_doNotOverflowTheStack() {
        for (int capacity : new int[] {1, 2, 3, 32}) {
            Synchronous publisher = new Synchronous(100_000, 0);
            assertThat(Source.from(publisher, Capacity.items(capacity)).count()).isEqualTo(100_000);
            assertThat(publisher.cancels).hasValue(0);
        }
    }

    // T14: what was asked for and has not come, and what is held, are together at most the capacity.
    @Test
    void request_behindAFullSink_neverExceedsTheCapacity() {
        for (int capacity : new int[] {1, 2, 3, 10}) {
            ManualEngine engine = new ManualEngine();
            Synchronous publisher = new Synchronous(1_000, 0);
            Flows.Gate<Long> gate = new Flows.Gate<>();
            var run = Source.from(publisher, Capacity.items(capacity))
                    .to(gate.sink())
                    .on(engine)
                    .start();
            engine.runAll();
            for (int taken = 1; taken < 50; taken++) {
                assertThat(gate.items).hasSize(taken);
                assertThat(publisher.requested.get()).isLessThanOrEqualTo(taken + capacity);
                assertThat(run.pressure().held()).isLessThanOrEqualTo(capacity);
                gate.openForOne();
                engine.runAll();
            }
            gate.open();
            engine.runAll();
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 1_000));
        }
    }

    // Each of the items that were asked for may be as heavy as an item may be.
    @Test
    void request_whereWeightIsCounted_neverExceedsTheWeight() {
        for (long heaviest = 1; heaviest <= 5; heaviest++) {
            long most = heaviest;
            Capacity capacity = Capacity.items(10).weighing(10, heaviest, (Long n) -> n % (most + 1));
            Strict publisher = new Strict(1_000);
            var run =
                    Source.from(publisher, capacity).buffer(1).to(Sink.toList()).start();
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 1_000));
            assertThat(run.pressure().links()).allMatch(link -> link.weightPeak() <= 10);
        }
    }

    // T22: an early end cancels the subscription, once; items that come late are let go.
    @Test
    void limit_reached_cancelsTheSubscription() {
        Synchronous publisher = new Synchronous(1_000, 0);
        assertThat(Source.from(publisher).limit(3).toList()).containsExactly(0L, 1L, 2L);
        assertThat(publisher.cancels).hasValue(1);
        publisher.to.onNext(99L);
        publisher.to.onComplete();
        publisher.to.onError(new IllegalStateException("late"));
    }

    // Rule 1: more than was asked for fails the flow and ends the subscription.
    @Test
    void onNext_beyondWhatWasAskedFor_fails() {
        Synchronous publisher = new Synchronous(1_000, 3);
        var run = Source.from(publisher, Capacity.items(4)).to(Sink.toList()).start();
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("more than was asked for");
        Flows.assertQuiet(run);
    }

    @Test
    void onError_beforeOrAfterOnSubscribe_failsTheFlow() {
        var early = Source.from((Flow.Publisher<Long>) s -> s.onError(new IllegalStateException("early")))
                .to(Sink.toList())
                .start();
        assertThat(Flows.failure(early)).hasRootCauseMessage("early");
        List<Long> seen = new ArrayList<>();
        var late = Source.from((Flow.Publisher<Long>) s -> s.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        s.onNext(1L);
                        s.onError(new IllegalStateException("late"));
                        s.onComplete();
                    }

                    @Override
                    public void cancel() {}
                }))
                .to(Sink.forEach(seen::add))
                .start();
        assertThat(Flows.failure(late)).hasRootCauseMessage("late");
        assertThat(seen).containsExactly(1L);
    }

    // T29: what comes after the end has no effect.
    @Test
    void onComplete_twice_endsOnce() {
        var run = Source.from((Flow.Publisher<Long>) s -> {
                    s.onSubscribe(NOTHING);
                    s.onComplete();
                    s.onComplete();
                    s.onNext(1L);
                    s.onError(new IllegalStateException("late"));
                })
                .to(Sink.toList())
                .start();
        assertThat(Flows.result(run)).isEmpty();
    }

    // Reactive Streams 2.5: a second subscription is cancelled, the first goes on.
    @Test
    void onSubscribe_twice_cancelsTheSecond() {
        Synchronous first = new Synchronous(10, 0);
        AtomicInteger cancelled = new AtomicInteger();
        Flow.Publisher<Long> twice = s -> {
            first.subscribe(s);
            s.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                    cancelled.incrementAndGet();
                }
            });
        };
        assertThat(Source.from(twice).toList()).isEqualTo(Flows.longs(0, 10));
        assertThat(cancelled).hasValue(1);
    }

    // T24: a subscription that comes after the cancel is cancelled at once.
    @Test
    void onSubscribe_afterTheCancel_isCancelledAtOnce() throws Exception {
        AtomicReference<Flow.Subscriber<? super Long>> waiting = new AtomicReference<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        var run = Source.from((Flow.Publisher<Long>) s -> {
                    waiting.set(s);
                    subscribed.countDown();
                })
                .to(Sink.toList())
                .start();
        Flows.await(subscribed);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        Synchronous late = new Synchronous(10, 0);
        late.subscribe(waiting.get());
        assertThat(late.cancels).hasValue(1);
        assertThat(late.requested).hasValue(0);
    }

    /** Publishes on a thread of its own, and notes calls of its subscription that overlap. */
    private static final class Strict implements Flow.Publisher<Long>, Flow.Subscription {
        final AtomicInteger overlaps = new AtomicInteger();
        private final AtomicBoolean called = new AtomicBoolean();
        private final Semaphore demand = new Semaphore(0);
        private final long most;

        Strict(long most) {
            this.most = most;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Long> subscriber) {
            subscriber.onSubscribe(this);
            Thread.ofVirtual().start(() -> {
                for (long n = 0; n < most; n++) {
                    demand.acquireUninterruptibly();
                    subscriber.onNext(n);
                }
                subscriber.onComplete();
            });
        }

        @Override
        public void request(long n) {
            alone(() -> demand.release((int) n));
        }

        @Override
        public void cancel() {
            alone(() -> demand.release((int) most));
        }

        private void alone(Runnable call) {
            if (!called.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            call.run();
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait();
            }
            called.set(false);
        }
    }

    // Reactive Streams 2.7: whoever asks or cancels, the subscription is called by one thread at a time.
    @Test
    void subscription_usedByThePublisherAndTheFlow_isCalledByOneAtATime() {
        for (int round = 0; round < 200; round++) {
            Strict publisher = new Strict(100);
            int most = 20 + round % 60;
            var run = Source.from(publisher, Capacity.items(1 + round % 8))
                    .limit(most)
                    .to(Sink.count())
                    .start();
            assertThat(Flows.result(run)).isEqualTo(most);
            assertThat(publisher.overlaps).as("round %d", round).hasValue(0);
        }
    }
}
