package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the starter of a run can do with it, and what it is told. */
@Timeout(30)
class RunningTest {
    private static Map<String, Fn<CountDownLatch, Pipeline<?>>> blocked() {
        Source<Long> source = Source.range(0, 100);
        Map<String, Fn<CountDownLatch, Pipeline<?>>> all = new LinkedHashMap<>();
        all.put("map", in -> source.map(n -> block(in)).buffer(1).to(Sink.ignore()));
        all.put("forEach", in -> source.buffer(3).to(Sink.forEach(n -> block(in))));
        all.put("mapConcurrent", in -> source.mapConcurrent(3, n -> block(in)).to(Sink.ignore()));
        all.put("mapMulti", in -> source.<Long>mapMulti((n, out) -> block(in)).to(Sink.ignore()));
        all.put("generate", in -> Source.generate(out -> block(in)).to(Sink.ignore()));
        all.put(
                "inner",
                in -> source.flatMap(n -> Source.of(n).map(m -> block(in)).buffer(1))
                        .to(Sink.ignore()));
        all.put(
                "lane",
                in -> source.<Long>balance(2, lane -> lane.map(n -> block(in))).to(Sink.ignore()));
        return all;
    }

    private static Long block(CountDownLatch in) throws InterruptedException {
        in.countDown();
        return Flows.blockForEver(1L);
    }

    // T22, P21: a cancel interrupts user code wherever it blocks, and the run ends.
    @Test
    @Tag("blocks")
    void cancel_ofBlockedUserCode_interruptsIt() throws Exception {
        for (var each : blocked().entrySet()) {
            for (int round = 0; round < 30; round++) {
                CountDownLatch in = new CountDownLatch(1);
                var run = each.getValue().apply(in).start();
                Flows.await(in);
                run.cancel("enough of " + each.getKey());
                assertThat(Flows.failure(run))
                        .isInstanceOf(FlowCancelledException.class)
                        .hasMessage("enough of " + each.getKey());
                Flows.assertQuiet(run);
                run.cancel("again");
            }
        }
    }

    // The flag does not stay on a thread of a pool.
    @Test
    void cancel_onAnExecutor_leaksNoInterrupt() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 100; round++) {
                CountDownLatch in = new CountDownLatch(1);
                var run = Source.range(0, 9)
                        .map(n -> block(in))
                        .to(Sink.ignore())
                        .on(Engine.on(pool))
                        .start();
                Flows.await(in);
                run.cancel("enough");
                Flows.failure(run);
                for (int i = 0; i < 2; i++) {
                    assertThat(pool.submit(() -> Thread.currentThread().isInterrupted())
                                    .get())
                            .isFalse();
                }
            }
        }
    }

    @Test
    @Tag("blocks")
    void join_withATimeOut_letsTheRunGoOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        var run = Source.of(1).peek(n -> Flows.await(go)).to(Sink.count()).start();
        assertThatThrownBy(() -> run.join(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        assertThat(run.ended()).isFalse();
        go.countDown();
        assertThat(run.join()).isEqualTo(1);
        assertThat(run.join(Duration.ZERO)).isEqualTo(1);
        assertThat(run.result().toCompletableFuture().join()).isEqualTo(1);
    }

    // P63: a drain lets out what is in, takes in nothing new and ends cleanly.
    @Test
    void drain_ofAnEndlessFlow_isComplete() {
        for (int round = 0; round < 50; round++) {
            AtomicInteger pulled = new AtomicInteger();
            AtomicInteger seen = new AtomicInteger();
            CountDownLatch some = new CountDownLatch(5);
            var run = Source.range(0, Long.MAX_VALUE)
                    .peek(n -> pulled.incrementAndGet())
                    .buffer(4)
                    .mapConcurrent(3, n -> n)
                    .<Long>mapMulti((n, out) -> {
                        out.emit(n);
                        out.emit(n);
                    })
                    .<Long>balance(2, lane -> lane)
                    .to(Sink.forEach(n -> {
                        seen.incrementAndGet();
                        some.countDown();
                    }))
                    .start();
            assertThat(run.drain(Flows.LONG)).isEqualTo(new DrainReport(true, 0));
            Flows.result(run);
            assertThat(seen.get()).isEqualTo(2 * pulled.get());
            Flows.assertQuiet(run);
        }
    }

    // P64: a drain that takes too long is cut, and says what remained.
    @Test
    @Tag("blocks")
    void drain_ofAStuckFlow_reportsWhatRemained() throws Exception {
        CountDownLatch full = new CountDownLatch(4);
        var run = Source.range(0, 100)
                .peek(n -> full.countDown())
                .buffer(4)
                .to(Sink.forEach(n -> Flows.blockForEver(n)))
                .start();
        Flows.await(full);
        DrainReport report = run.drain(Duration.ofMillis(20));
        assertThat(report.complete()).isFalse();
        assertThat(report.remained())
                .isBetween(2L, 4L); // its reader has taken one, perhaps, and the low mark is not reached
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        Flows.assertQuiet(run);
    }

    // Leaving the block cancels and waits until nothing of it runs.
    @Test
    void close_beforeTheEnd_waitsUntilNothingRuns() throws Exception {
        AtomicInteger running = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            CountDownLatch in = new CountDownLatch(2);
            try (var run = Source.range(0, 100)
                    .mapConcurrent(2, n -> {
                        running.incrementAndGet();
                        try {
                            return block(in);
                        } finally {
                            running.decrementAndGet();
                        }
                    })
                    .to(Sink.ignore())
                    .start()) {
                Flows.await(in);
                assertThat(run.ended()).isFalse();
            }
            assertThat(running).hasValue(0);
        }
    }

    // A pipeline is a value: any number of runs, also at once, each on its own.
    @Test
    void start_manyTimesAtOnce_runsEachOnItsOwn() {
        Pipeline<List<Long>> pipeline =
                Source.range(0, 500).buffer(3).mapConcurrent(2, n -> n + 1).to(Sink.toList());
        List<Running<List<Long>>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runs.add(pipeline.start());
        }
        runs.get(7).cancel("only this one");
        for (int i = 0; i < 20; i++) {
            if (i != 7) {
                assertThat(Flows.result(runs.get(i))).isEqualTo(Flows.longs(1, 501));
            }
        }
        assertThat(pipeline.run()).isEqualTo(Flows.longs(1, 501));
    }

    // P69
    @Test
    @Tag("blocks")
    void bottleneck_ofAStuckFlow_namesTheSlowStage() throws Exception {
        CountDownLatch full = new CountDownLatch(8);
        try (var run = Source.range(0, 100)
                .peek(n -> full.countDown())
                .buffer(8)
                .to(Sink.forEach(n -> Flows.blockForEver(n)))
                .start()) {
            Flows.await(full);
            assertThat(run.pressure().bottleneck().stage()).startsWith("forEach");
        }
        CountDownLatch calling = new CountDownLatch(4);
        try (var run = Source.range(0, 100)
                .buffer(8)
                .mapConcurrent(4, n -> block(calling))
                .named("lookup")
                .buffer(8)
                .to(Sink.ignore())
                .start()) {
            Flows.await(calling);
            assertThat(run.pressure().bottleneck().stage()).isEqualTo("lookup");
            assertThat(run.pressure().bottleneck().why()).contains("4 of 4");
        }
        CountDownLatch producing = new CountDownLatch(1);
        try (var run = Source.generate(out -> block(producing))
                .named("meter")
                .buffer(8)
                .to(Sink.ignore())
                .start()) {
            Flows.await(producing);
            assertThat(run.pressure().bottleneck().stage()).isEqualTo("meter");
        }
    }

    // T25, rule 4: a loop is told how the flow ended.
    @Test
    void open_aLoopOverAFailingFlow_isToldOfTheFailure() {
        List<Long> seen = new ArrayList<>();
        try (Items<Long> items =
                Source.range(0, 5).map(n -> 6 / (3 - n)).buffer(1).open()) {
            assertThatThrownBy(() -> items.forEachRemaining(seen::add)).isInstanceOf(FlowFailedException.class);
        }
        assertThat(seen).containsExactly(2L, 3L, 6L);
    }

    // P34: between two questions the loop's side takes nothing.
    @Test
    void open_askedForOne_takesNoMoreThanItsLinksHold() {
        Flows.Counted counted = new Flows.Counted();
        try (Items<Long> items = counted.source(100).open()) {
            assertThat(counted.pulled).hasValue(0);
            assertThat(items.next()).isZero();
            assertThat(counted.pulled).hasValue(1);
            assertThat(items.hasNext()).isTrue();
            assertThat(items.hasNext()).isTrue();
            assertThat(counted.pulled).hasValue(2);
        }
        assertThat(counted.closed).hasValue(1);
    }

    // T22: an interrupt of the thread in join cancels the run, and is kept.
    @Test
    @Tag("blocks")
    void join_interrupted_cancelsTheRun() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        var run = Source.of(1).map(n -> block(in)).to(Sink.ignore()).start();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread joining = Thread.ofVirtual().start(() -> {
            try {
                run.join();
            } catch (FlowCancelledException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        Flows.await(in);
        Flows.awaitWaiting(joining);
        joining.interrupt();
        assertThat(flag.get(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(run.ended()).isTrue();
    }
}
