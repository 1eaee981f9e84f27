package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A published source gives each subscriber a run of its own, and nothing that it has not asked for. */
@Timeout(30)
class AsPublisherTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Counted counted = new Flows.Counted();

    private <T> Asker<T> subscribed(Source<T> source) {
        Asker<T> asker = new Asker<>();
        source.asPublisher(engine).subscribe(asker);
        engine.runAll();
        return asker;
    }

    private void ask(Asker<?> asker, long n) {
        asker.request(n);
        engine.runAll();
    }

    // ---- demand

    // Reactive Streams 1.1
    @Test
    void request_withoutALink_pullsWhatWasAskedForAndNoMore() throws Exception {
        Asker<Long> asker = subscribed(counted.source(10).map(n -> n));
        assertThat(counted.pulled).hasValue(0);
        for (int n = 1; n <= 4; n++) {
            ask(asker, 1);
            assertThat(asker.items).hasSize(n);
            assertThat(counted.pulled).hasValue(n);
        }
        ask(asker, 3);
        assertThat(counted.pulled).hasValue(7);
        ask(asker, 4);
        assertThat(asker.result()).isEqualTo(Flows.longs(0, 10));
        assertThat(counted.closed).hasValue(1);
    }

    @Test
    void request_behindALinkOfOne_pullsOneAhead() throws Exception {
        Asker<Long> asker = subscribed(counted.source(10).buffer(1));
        for (int n = 0; n < 10; n++) {
            assertThat(counted.pulled).hasValue(Math.min(n + 1, 10));
            assertThat(asker.items).hasSize(n);
            ask(asker, 1);
        }
        assertThat(asker.result()).isEqualTo(Flows.longs(0, 10));
    }

    @Test
    void request_behindLinks_pullsNoMoreAheadThanTheyHold() throws Exception {
        assertAhead(3, source -> source.buffer(3));
        assertAhead(3, source -> source.buffer(1).map(n -> n).buffer(2));
        assertAhead(2, source -> source.mapAsync(2, CompletableFuture::completedFuture));
        assertAhead(0, source -> source.flatMap(Source::of));
    }

    private void assertAhead(int most, Pipe<Long, Long> stages) throws Exception {
        Flows.Counted from = new Flows.Counted();
        Asker<Long> asker = subscribed(from.source(50).through(stages));
        for (int n = 0; n < 50; n++) {
            assertThat(asker.items).hasSize(n);
            assertThat(from.pulled.get()).isBetween(n, n + most);
            ask(asker, 1);
        }
        ask(asker, 1);
        assertThat(asker.result()).isEqualTo(Flows.longs(0, 50));
    }

    // Reactive Streams 3.17
    @Test
    void request_ofMoreThanThereCanBe_givesAll() throws Exception {
        Asker<Long> asker = subscribed(Source.range(0, 10_000));
        asker.request(Long.MAX_VALUE - 1);
        asker.request(Long.MAX_VALUE - 1);
        engine.runAll();
        assertThat(asker.result()).hasSize(10_000);
    }

    // Reactive Streams 3.3: no recursion, however many items.
    @Test
    void request_insideOfEachItem_doesNotRecurse() throws Exception {
        AtomicInteger count = new AtomicInteger();
        Asker<Long> asker = new Asker<>() {
            @Override
            public void onNext(Long item) {
                count.incrementAndGet();
                request(1);
                request(1);
            }
        };
        Source.range(0, 100_000).asPublisher().subscribe(asker);
        asker.request(1);
        assertThat(asker.result()).isEmpty();
        assertThat(count).hasValue(100_000);
    }

    // Reactive Streams 1.3, 2.7: whoever asks, the signals are serial and as many as were asked for.
    @Test
    void request_byManyThreads_givesTheirSum() throws Exception {
        Asker<Long> asker = new Asker<>();
        Source.range(0, 3 * 2_000 + 1).asPublisher().subscribe(asker);
        assertThat(asker.subscription()).isNotNull();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 1_000; n++) {
                    asker.request(2);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(asker.ended.getCount()).isEqualTo(1);
        asker.request(2);
        assertThat(asker.result()).isEqualTo(Flows.longs(0, 3 * 2_000 + 1));
    }

    // Reactive Streams 3.9
    @Test
    void request_notPositive_failsWithTheRuleAndClosesTheSource() throws Exception {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            Flows.Counted from = new Flows.Counted();
            Asker<Long> asker = subscribed(from.source(10));
            ask(asker, 2);
            asker.subscription().request(n);
            asker.subscription().request(5);
            engine.runAll();
            assertThat(asker.failed())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a request must be > 0 but was " + n + " (Reactive Streams 3.9); to stop, cancel");
            assertThat(asker.items).hasSize(2);
            assertThat(from.closed).hasValue(1);
        }
    }

    // ---- subscribing

    // Reactive Streams 1.11
    @Test
    void subscribers_ofOnePublisher_haveEachARun() throws Exception {
        Flow.Publisher<Long> publisher = Source.range(0, 5).asPublisher();
        Asker<Long> first = new Asker<>();
        Asker<Long> second = new Asker<>();
        publisher.subscribe(first);
        publisher.subscribe(second);
        first.request(10);
        second.request(10);
        assertThat(first.result()).isEqualTo(Flows.longs(0, 5));
        assertThat(second.result()).isEqualTo(Flows.longs(0, 5));
    }

    @Test
    void subscribers_ofWhatCanBeHadOnce_failFromTheSecondOn() throws Exception {
        Source<Long> once = counted.source(5);
        ask(subscribed(once), 1);
        Asker<Long> second = subscribed(once);
        ask(second, 1);
        assertThat(second.failed()).isInstanceOf(IllegalStateException.class).hasMessageContaining("run again");
    }

    // Reactive Streams 1.9
    @Test
    void subscribe_null_isRefusedInTheCall() {
        Flow.Publisher<Long> publisher = Source.range(0, 5).asPublisher();
        assertThatNullPointerException()
                .isThrownBy(() -> publisher.subscribe(null))
                .withMessage("a subscriber must be given but it was null");
    }

    @Test
    void subscribe_toAnEmptySourceBehindALink_completesWithoutARequest() throws Exception {
        assertThat(subscribed(Source.range(0, 0).buffer(1)).result()).isEmpty();
    }

    // ---- failures

    // Reactive Streams 1.4
    @Test
    void failure_ofAStage_isToldByItsCauseAfterTheItemsBeforeIt() throws Exception {
        IllegalStateException cause = new IllegalStateException("seven");
        List<Pipe<Long, Long>> shapes =
                List.of(source -> source, source -> source.buffer(2), source -> source.mapConcurrent(2, n -> n));
        for (Pipe<Long, Long> shape : shapes) {
            Flows.Counted from = new Flows.Counted();
            Asker<Long> asker = new Asker<>();
            from.source(20)
                    .map(n -> {
                        if (n == 7) {
                            throw cause;
                        }
                        return n;
                    })
                    .through(shape)
                    .asPublisher()
                    .subscribe(asker);
            asker.request(Long.MAX_VALUE);
            assertThat(asker.failed()).isSameAs(cause);
            assertThat(asker.items).isEqualTo(Flows.longs(0, 7));
            assertThat(from.closed).hasValue(1);
        }
    }

    @Test
    void failure_ofTheEngine_isToldAsACancel() throws Exception {
        Engine broken = new FailingTimers(engine);
        Asker<Long> asker = new Asker<>();
        counted.source(5).throttle(1, Flows.LONG).asPublisher(broken).subscribe(asker);
        engine.runAll();
        ask(asker, 5);
        assertThat(asker.failed()).isInstanceOf(FlowCancelledException.class).hasMessageContaining("engine failed");
        assertThat(counted.closed).hasValue(1);
    }

    private record FailingTimers(Engine tasks) implements Engine {
        @Override
        public void execute(Runnable task) {
            tasks.execute(task);
        }

        @Override
        public void executeBlocking(Runnable task) {
            tasks.executeBlocking(task);
        }

        @Override
        public long nanoTime() {
            return tasks.nanoTime();
        }

        @Override
        public Runnable schedule(long delayNanos, Runnable task) {
            throw new IllegalStateException("no timers");
        }

        @Override
        public RandomGenerator random() {
            return tasks.random();
        }
    }

    // ---- cancel

    // Reactive Streams 3.5 to 3.8, 3.12
    @Test
    void cancel_betweenItems_closesTheSourceAndTellsNothingMore() throws Exception {
        List<Pipe<Long, Long>> shapes =
                List.of(source -> source, source -> source.buffer(2), source -> source.flatMap(Source::of));
        for (Pipe<Long, Long> shape : shapes) {
            Flows.Counted from = new Flows.Counted();
            Asker<Long> asker = subscribed(from.source(20).through(shape));
            ask(asker, 3);
            asker.request(5);
            asker.subscription().cancel();
            asker.subscription().cancel();
            ask(asker, 5);
            asker.subscription().request(-1);
            engine.runAll();
            assertThat(asker.items).hasSize(3);
            assertThat(from.closed).hasValue(1);
            assertThat(asker.ended.getCount()).isEqualTo(1);
            asker.assertOrderly();
        }
    }

    @Test
    void cancel_beforeTheFirstRequest_closesTheSource() {
        Asker<Long> asker = subscribed(counted.source(20));
        asker.subscription().cancel();
        engine.runAll();
        assertThat(counted.pulled).hasValue(0);
        assertThat(counted.closed).hasValue(1);
    }

    @Test
    void cancel_insideOfAnItem_isHeededAtOnceAndInterruptsNobody() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        Asker<Long> asker = new Asker<>() {
            @Override
            void on(Long item) {
                if (item == 3) {
                    subscription().cancel();
                    interrupted.add(Thread.currentThread().isInterrupted());
                }
            }
        };
        Source.from(Flows.longs(0, 20).stream().onClose(closed::countDown))
                .asPublisher()
                .subscribe(asker);
        asker.request(Long.MAX_VALUE);
        Flows.await(closed);
        assertThat(asker.items).isEqualTo(Flows.longs(0, 4));
        assertThat(interrupted).containsExactly(false);
        asker.assertOrderly();
    }

    @Test
    @Tag("blocks")
    void cancel_whileAStageBlocks_interruptsIt() throws Exception {
        List<Pipe<Long, Long>> shapes = List.of(source -> source, source -> source.buffer(1));
        for (Pipe<Long, Long> shape : shapes) {
            CountDownLatch blocks = new CountDownLatch(1);
            CountDownLatch closed = new CountDownLatch(1);
            Asker<Long> asker = new Asker<>();
            Source.from(Flows.longs(0, 20).stream().onClose(closed::countDown))
                    .map(n -> {
                        blocks.countDown();
                        return Flows.blockForEver(n);
                    })
                    .through(shape)
                    .asPublisher()
                    .subscribe(asker);
            asker.request(1);
            Flows.await(blocks);
            asker.subscription().cancel();
            Flows.await(closed);
            assertThat(asker.items).isEmpty();
            assertThat(asker.ended.getCount()).isEqualTo(1);
            asker.assertOrderly();
        }
    }

    @Test
    @Tag("blocks")
    @Tag("realTime")
    void cancel_thatWasNoticedLate_closesTheSourceWithoutAnInterrupt() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Asker<Long> asker = new Asker<>();
        Source.from(Flows.longs(0, 20).stream().onClose(() -> {
                    interrupted.set(Thread.currentThread().isInterrupted());
                    closed.countDown();
                }))
                .peek(n -> {
                    runs.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                })
                .asPublisher()
                .subscribe(asker);
        asker.request(5);
        Flows.await(runs);
        asker.subscription().cancel();
        Flows.await(closed);
        assertThat(interrupted).isFalse();
        assertThat(asker.items).isEmpty();
    }

    @Test
    @Tag("blocks")
    void cancel_whileTheSubscriberBlocks_doesNotInterruptIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Asker<Long> asker = new Asker<>() {
            @Override
            void on(Long item) {
                inside.countDown();
                try {
                    Flows.await(cancelled);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        Source.from(Flows.longs(0, 20).stream().onClose(closed::countDown))
                .asPublisher()
                .subscribe(asker);
        asker.request(5);
        Flows.await(inside);
        asker.subscription().cancel();
        cancelled.countDown();
        Flows.await(closed);
        assertThat(asker.items).containsExactly(0L);
        asker.assertOrderly();
    }

    // Whenever it comes: the source is closed, and no signal is interrupted.
    @Test
    void cancel_atAnyMoment_leavesNothingBehind() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        for (int round = 0; round < 1_000; round++) {
            Asker<Long> asker = new Asker<>() {
                @Override
                void on(Long item) {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                }
            };
            opened.incrementAndGet();
            Source<Long> source = Source.from(Flows.longs(0, 200).stream().onClose(closed::incrementAndGet));
            (round % 3 == 0 ? source.buffer(2) : source)
                    .asPublisher(round % 2 == 0 ? Engine.on(pool) : Engine.virtualThreads())
                    .subscribe(asker);
            asker.request(round % 5 == 0 ? Long.MAX_VALUE : 150);
            for (int spins = round * 7 % 1_000; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            asker.subscription().cancel();
            asker.assertOrderly();
        }
        Flows.awaitEqual(opened, closed);
        assertThat(interrupted).hasValue(0);
        for (int i = 0; i < 2; i++) {
            assertThat(pool.submit(Thread::interrupted).get()).isFalse();
        }
        pool.shutdown();
    }
}
