package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each of these hung, lost items or told the wrong thing once. */
@Timeout(30)
class RegressionsTest {
    // A look at more inputs than an activation's budget found out about none of them.
    @Test
    void merge_ofMoreInputsThanABudget_losesNoWakeUp() {
        CountDownLatch end = new CountDownLatch(1);
        List<Source<Integer>> sources = new ArrayList<>();
        sources.add(Source.generate(Capacity.items(1), out -> {
            for (int i = 0; i < 50; i++) {
                out.emit(i);
            }
            end.countDown();
        }));
        for (int i = 0; i < 4500; i++) {
            sources.add(Source.generate(Capacity.items(1), out -> Flows.await(end)));
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        Source<Integer>[] all = sources.toArray(new Source[0]);
        assertThat(Flows.result(Source.merge(all).to(Sink.count()).start())).isEqualTo(50);
    }

    // T24: stopped before it began, it does not begin.
    @Test
    void generator_stoppedBeforeItBegan_doesNotBlockTheRun() {
        for (int round = 0; round < 500; round++) {
            var run = Source.<Integer>generate(out -> Flows.blockForEver(1))
                    .limit(0)
                    .to(Sink.toList())
                    .start();
            assertThat(Flows.result(run)).isEmpty();
        }
    }

    // T22, T1: code that emits for ever with room after it heeds a cancel.
    @Test
    void cancel_ofAnExpansionWithoutEnd_endsIt() throws Exception {
        CountDownLatch some = new CountDownLatch(100);
        var run = Source.of(1)
                .<Integer>mapMulti((n, out) -> {
                    while (true) {
                        out.emit(n);
                    }
                })
                .to(Sink.forEach(n -> some.countDown()))
                .start();
        Flows.await(some);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
    }

    // P63: a drain lets the rest of an expansion out.
    @Test
    @Tag("blocks")
    void drain_inTheMiddleOfAnExpansion_losesNothing() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        var run = Source.of(1)
                .<Integer>mapMulti((n, out) -> {
                    for (int i = 0; i < 100; i++) {
                        out.emit(i);
                    }
                })
                .buffer(1)
                .to(Sink.forEach(n -> {
                    seen.add(n);
                    first.countDown();
                    Flows.await(go);
                }))
                .start();
        Flows.await(first);
        Thread opener = Thread.ofVirtual().start(go::countDown);
        assertThat(run.drain(Flows.LONG)).isEqualTo(new DrainReport(true, 0));
        opener.join();
        assertThat(seen).hasSize(100);
    }

    // P63: a later part that ends early does not take an earlier one's turn.
    @Test
    void concat_whosePartsEndOutOfTurn_goesOnInOrder() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        Source<Long> slow = Source.generate(out -> {
            out.emit(0L);
            out.emit(1L);
        });
        assertThat(Source.concat(
                                slow,
                                Source.of(7L).limit(0),
                                Source.of(2L),
                                Source.of(8L).limit(0))
                        .toList())
                .containsExactly(0L, 1L, 2L);
        var run = Source.concat(Source.range(0, 1_000_000).buffer(10), Source.range(0, 10))
                .to(Sink.forEach(n -> first.countDown()))
                .start();
        Flows.await(first);
        assertThat(run.drain(Flows.LONG)).isEqualTo(new DrainReport(true, 0));
    }

    // T20, T54: a source that blocks before a broadcast is interrupted when a branch fails.
    @Test
    @Tag("blocks")
    void broadcast_whoseBranchFails_interruptsABlockedSource() {
        Iterable<Integer> items = () -> Stream.iterate(0, n -> n + 1)
                .peek(n -> {
                    if (n > 0) {
                        try {
                            Flows.blockForEver(n);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                })
                .iterator();
        for (int round = 0; round < 50; round++) {
            var run = Source.from(items)
                    .to(Sink.<Integer, Object>broadcast(
                            Branch.waiting(Sink.<Integer>count()), Branch.waiting(Sink.<Integer>forEach(n -> {
                                throw new IllegalStateException("branch");
                            }))))
                    .start();
            assertThat(Flows.failure(run)).hasRootCauseMessage("branch");
        }
    }

    // T26: a handler that throws what it was given fails with that.
    @Test
    void recover_thatThrowsItsCauseAgain_failsWithIt() {
        assertThatThrownBy(() -> Source.of(0)
                        .map(n -> 1 / n)
                        .recover(e -> {
                            throw (Exception) e;
                        })
                        .toList())
                .isInstanceOf(FlowFailedException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    // The inner stage is not entered again while it is suspended.
    @Test
    void expansion_inAnInnerSource_keepsItsOrder() {
        for (int round = 0; round < 50; round++) {
            assertThat(Source.of(1)
                            .flatMap(z -> Source.range(0, 100).<Long>mapMulti((n, out) -> {
                                for (int i = 0; i < 3; i++) {
                                    out.emit(n * 3 + i);
                                }
                            }))
                            .throttle(1_000_000, Duration.ofSeconds(1))
                            .toList())
                    .isEqualTo(Flows.longs(0, 300));
        }
    }

    // Rule 5: a stream that no run came to is closed all the same.
    @Test
    void stream_neverPulled_isClosed() {
        AtomicInteger closed = new AtomicInteger();
        assertThat(Source.from(Stream.of(1).onClose(closed::incrementAndGet))
                        .limit(0)
                        .toList())
                .isEmpty();
        assertThat(closed).hasValue(1);
    }

    // Callbacks of users that throw where it is not expected: the stage is named, a clean end stays one.
    @Test
    void callbacks_thatThrow_areToldByTheirStage() {
        assertThatThrownBy(
                        () -> Source.of(1).mapAsync(2, n -> null).named("ask").toList())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'ask'");
        assertThat(Source.from(Stream.of(1, 2).onClose(() -> {
                            throw new AssertionError("close");
                        }))
                        .limit(1)
                        .toList())
                .containsExactly(1);
        AtomicInteger made = new AtomicInteger();
        assertThatThrownBy(() -> Source.of(1).run(Sink.writing(() -> {
                    made.incrementAndGet();
                    throw new IllegalStateException("no writer");
                })))
                .hasRootCauseMessage("no writer");
        assertThat(made).hasValue(1);
        assertThatThrownBy(() -> Source.of(1)
                        .run(Sink.collect(java.util.stream.Collector.of(
                                () -> {
                                    throw new IllegalStateException("supplier");
                                },
                                (a, b) -> {},
                                (a, b) -> a))))
                .isInstanceOf(FlowFailedException.class)
                .hasRootCauseMessage("supplier");
    }

    // An interrupt of the thread in run() cancels, whatever it does, and its flag stays set.
    @Test
    void run_interrupted_isCancelled() throws Exception {
        List<Source<?>> flows = List.of(
                Source.range(0, Long.MAX_VALUE),
                Source.of(1).map(n -> Flows.blockForEver(n)),
                Source.<Integer>generate(out -> Flows.blockForEver(1)));
        for (Source<?> flow : flows) {
            List<Boolean> kept = Collections.synchronizedList(new ArrayList<>());
            Thread runner = Thread.ofPlatform().start(() -> {
                try {
                    flow.run(Sink.ignore());
                } catch (FlowCancelledException e) {
                    kept.add(Thread.currentThread().isInterrupted());
                }
            });
            runner.interrupt();
            runner.join();
            assertThat(kept).containsExactly(true);
        }
    }

    // Memory and time do not grow with the number of inner sources of one activation.
    @Test
    void innerSources_ofALongActivation_areForgotten() {
        long count = Source.of(1)
                .<Integer>mapMulti((n, out) -> {
                    for (int i = 0; i < 100_000; i++) {
                        out.emit(i);
                    }
                })
                .flatMap(n -> n % 2 == 0 ? Source.<Integer>of() : Source.of(n))
                .count();
        assertThat(count).isEqualTo(50_000);
    }

    // T66: an inner source that is driven when it is made is not driven again from inside of itself.
    @Test
    void expansion_behindAnInnerSource_keepsTheOrder() {
        List<Long> expected = new ArrayList<>();
        Flows.longs(0, 300).forEach(n -> expected.addAll(List.of(n, n)));
        for (int round = 0; round < 100; round++) {
            var run = Source.range(0, 100)
                    .flatMap(n -> Source.range(3 * n, 3 * n + 3))
                    .<Long>mapMulti((n, out) -> {
                        out.emit(n);
                        out.emit(n);
                    })
                    .buffer(1)
                    .to(Sink.toList())
                    .start();
            assertThat(Flows.result(run)).isEqualTo(expected);
        }
    }

    // P63: what a gatherer hands on at the end, when a drain ends it, may begin an inner flow.
    @Test
    void drain_ofAGathererBeforeAFlatMap_losesNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            CountDownLatch some = new CountDownLatch(50);
            var run = Source.range(0, Long.MAX_VALUE)
                    .peek(n -> some.countDown())
                    .gather(java.util.stream.Gatherers.windowFixed(1000))
                    .flatMap(Source::from)
                    .to(Sink.count())
                    .start();
            Flows.await(some);
            assertThat(run.drain(Flows.LONG).complete()).isTrue();
            assertThat(Flows.result(run)).isPositive();
        }
    }

    // Calls that are answered at once settled inside of each other, ten frames deep for each item.
    @Test
    void mapAsync_perKeyAndWithinABudget_doesNotGrowTheStack() {
        Calls<Long> settings = Calls.<Long>atMost(5_000).perKey(n -> 1).within(Budget.of(1));
        assertThat(Source.range(0, 5_000)
                        .mapAsync(settings, CompletableFuture::completedFuture)
                        .count())
                .isEqualTo(5_000);
    }

    // An interrupt of the thread that runs a flow was taken for the failure of an item.
    @Test
    void attempt_whenTheCallerIsInterrupted_isNotAFailureOfTheItem() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Source.of(1).attempt(Flows::blockForEver).count())
                    .isInstanceOf(FlowCancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            var _ = Thread.interrupted();
        }
    }

    // A listener that holds less than was kept got the oldest items, and a gap.
    @Test
    void hub_thatReplaysToASmallListener_givesTheLastItems() {
        Hub<Long> hub = Hub.replaying("history", 10);
        Source.range(0, 20).run(hub.sink());
        Running<List<Long>> late = hub.source(Capacity.items(3), Overflow.DETACH)
                .to(Sink.<Long>toList())
                .start();
        hub.close();
        assertThat(Flows.result(late)).containsExactly(17L, 18L, 19L);
    }

    // Items that were superseded before they met another were not released.
    @Test
    void zipLatest_ofItemsThatNeverMet_releasesThem() {
        List<Long> released = new ArrayList<>();
        Source.range(0, 10)
                .zipLatest(Source.<Long>of().releasing(Long.class, released::add), Long::sum)
                .count();
        assertThat(released).doesNotHaveDuplicates();
    }

    // Sums of capacities and very long times overflowed.
    @Test
    void numbers_thatAreVeryLarge_doNotOverflow() {
        Restart atOnce = Restart.backoff(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE));
        Capacity unbounded = Capacity.unbounded("a test");
        Pipeline<Long> flow = Source.range(0, 5)
                .buffer(unbounded)
                .buffer(unbounded)
                .restart(atOnce)
                .to(Sink.count());
        assertThat(flow.bound().items()).isEmpty();
        assertThat(flow.run()).isEqualTo(5);
        assertThat(Source.range(0, 5)
                        .throttle(1, Duration.ofHours(1), Long.MAX_VALUE)
                        .limit(5)
                        .count())
                .isEqualTo(5);
        assertThat(Source.range(0, 5)
                        .timeout(dev.weir.Timeout.whole(Duration.ofSeconds(Long.MAX_VALUE)))
                        .count())
                .isEqualTo(5);
    }

    // The thread that asked for an item was suspended in the middle of one, and waited for itself.
    @Test
    void open_behindAStageThatEmitsInTheMiddleOfAnItem_isNotSuspended() {
        Expander<Long, Long> twice = (n, out) -> {
            out.emit(n);
            out.emit(n);
        };
        try (Items<Long> items = Source.range(0, 3).mapMulti(twice).open()) {
            List<Long> all = new ArrayList<>();
            items.forEachRemaining(all::add);
            assertThat(all).containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
        }
    }

    // What was woken follows on the thread of whoever woke it: it must not wait for code there that waits for it.
    @Test
    @Tag("blocks")
    void code_thatBlocksUntilWhatItHasFedGoesOn_comesBack() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            CountDownLatch came = new CountDownLatch(1);
            Running<?> run = Source.range(0, 3)
                    .map(n -> {
                        if (n == 1) {
                            Flows.await(came);
                        }
                        return n;
                    })
                    .buffer(4)
                    .to(Sink.forEach(n -> came.countDown()))
                    .start();
            Flows.result(run);
        }
    }

    // An executor that has no thread to spare may run a task on the thread that gives it: never on the one that looks
    // after all.
    @Test
    @Tag("oneEngine")
    void watch_thatGivesAwayWhatWaits_runsNothingItself() throws InterruptedException {
        Set<String> givers = ConcurrentHashMap.newKeySet();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Engine engine = Engine.on(task -> {
                givers.add(Thread.currentThread().getName());
                pool.execute(task);
            });
            for (int round = 0; round < 5; round++) {
                CountDownLatch came = new CountDownLatch(1);
                Running<?> run = Source.range(0, 3)
                        .peek(n -> {
                            if (n == 1) {
                                Flows.await(came);
                            }
                        })
                        .buffer(4)
                        .to(Sink.forEach(n -> came.countDown()))
                        .on(engine)
                        .start();
                Flows.result(run);
            }
        }
        assertThat(givers).doesNotContain("weir-watch");
    }
}
