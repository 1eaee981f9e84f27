package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The same pipeline gives the same results on every engine. */
@Timeout(30)
@Tag("oneEngine")
class EngineTest {
    private static Map<String, Source<Long>> flows() {
        Source<Long> source = Source.range(0, 300);
        Map<String, Source<Long>> all = new LinkedHashMap<>();
        all.put("fused", source.map(n -> n + 1).filter(n -> n % 3 == 0).skip(2).limit(50));
        all.put("links", source.buffer(1).map(n -> n + 1).buffer(2).buffer(3));
        all.put("merge", Source.merge(source, Source.range(300, 500).buffer(1), Source.range(500, 600)));
        all.put("zip", source.zip(Source.range(0, 1000).buffer(1), Long::sum));
        all.put(
                "concat",
                Source.concat(
                        source.buffer(2),
                        Source.range(0, 5),
                        Source.range(5, 200).buffer(1)));
        all.put("balance", source.<Long>balance(3, lane -> lane.map(n -> n * 2).buffer(1)));
        all.put("flatMap", source.flatMap(n -> Source.range(0, n % 4).buffer(1)));
        all.put("nested", source.limit(20).flatMap(n -> Source.range(0, 3).flatMap(m -> Source.of(n, m))));
        all.put(
                "mapMulti",
                source.<Long>mapMulti((n, out) -> {
                            for (long i = 0; i < n % 5; i++) {
                                out.emit(n + i);
                            }
                        })
                        .buffer(1));
        all.put(
                "inner mapMulti",
                source.flatMap(n -> Source.of(n).<Long>mapMulti((m, out) -> {
                            for (long i = 0; i < 4; i++) {
                                out.emit(m + i);
                            }
                        }))
                        .buffer(1));
        all.put(
                "gather",
                source.gather(Gatherers.windowFixed(7)).map(List::getFirst).buffer(1));
        all.put("mapConcurrent", source.mapConcurrent(3, n -> n + 1).mapConcurrentUnordered(2, n -> n));
        all.put(
                "mapAsync",
                source.mapAsync(3, n -> CompletableFuture.supplyAsync(() -> n + 1))
                        .buffer(1));
        all.put(
                "generate",
                Source.<Long>generate(Capacity.items(1), out -> {
                            for (long i = 0; i < 300; i++) {
                                out.emit(i);
                            }
                        })
                        .buffer(2));
        all.put(
                "recover",
                source.map(n -> 100 / (100 - n))
                        .buffer(2)
                        .recover(e -> Source.range(0, 50).buffer(1)));
        all.put("groupedWithin", source.groupedWithin(7, Duration.ofMinutes(1)).flatMap(Source::from));
        all.put(
                "throttle",
                source.limit(20).throttle(100_000, Duration.ofSeconds(1)).buffer(1));
        return all;
    }

    private static List<Long> sorted(Source<Long> source, Engine engine) {
        return Flows.result(source.to(Sink.toList()).on(engine).start()).stream()
                .sorted()
                .toList();
    }

    // Rule 7, P71
    @TestFactory
    List<DynamicTest> results_onEachEngine_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            for (int threads : new int[] {1, 4}) {
                ExecutorService pool = Executors.newFixedThreadPool(threads);
                try {
                    for (int round = 0; round < 5; round++) {
                        assertThat(sorted(source, Engine.on(pool)))
                                .as("%d threads", threads)
                                .isEqualTo(expected);
                    }
                } finally {
                    pool.shutdown();
                }
            }
        })));
        return tests;
    }

    /** What is fused with nothing that blocks. */
    private static Source<Long> callsBack() {
        return Source.merge(
                        Source.range(0, 100).map(n -> n + 1),
                        Source.range(0, 50).buffer(1))
                .mapAsync(3, CompletableFuture::completedFuture)
                .groupedWithin(7, Duration.ofMinutes(1))
                .flatMap(Source::from);
    }

    // Rule 7: an event loop runs what calls back, and what blocks elsewhere if it is told where.
    @TestFactory
    List<DynamicTest> results_onAnEventLoop_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            try (var loop = Executors.newSingleThreadScheduledExecutor()) {
                assertThat(sorted(source, Engine.loop(loop, Engine.virtualThreads())))
                        .isEqualTo(expected);
            }
        })));
        return tests;
    }

    // Rule 7: so does the thread that waits for the result.
    @TestFactory
    List<DynamicTest> results_onTheThreadThatWaits_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            assertThat(sorted(source, Engine.ownThread())).isEqualTo(expected);
            assertThat(source.to(Sink.toList()).on(Engine.ownThread()).run().stream()
                            .sorted())
                    .isEqualTo(expected);
        })));
        return tests;
    }

    // A stage that blocks by nature is refused before anything runs.
    @Test
    void start_ofWhatBlocksOnAnEventLoop_isRefused() {
        Engine loop = Engine.loop(Runnable::run);
        var blocks = Source.<Long>generate(out -> out.emit(1L))
                .named("ticks")
                .mapConcurrent(2, n -> n)
                .named("calls")
                .to(Sink.count())
                .on(loop);
        assertThatThrownBy(() -> blocks.start().join())
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage(
                        "an event loop must never block but these stages do: ticks, calls; use stages that call back,"
                                + " such as mapAsync, or have them run elsewhere: Engine.loop(loop, Engine.virtualThreads())");
    }

    // What blocks inside of a stage is found when it is made.
    @Test
    void innerFlow_thatBlocksOnAnEventLoop_failsTheFlow() {
        try (var loop = Executors.newSingleThreadScheduledExecutor()) {
            var run = Source.of(1L)
                    .flatMap(n -> Source.<Long>generate(out -> out.emit(n)).named("inside"))
                    .to(Sink.count())
                    .on(Engine.loop(loop))
                    .start();
            assertThat(Flows.failure(run))
                    .hasStackTraceContaining("an event loop must never block but these stages do: inside");
        }
    }

    // All of it runs on the loop's thread, its clock included.
    @Test
    void functions_onAnEventLoop_runOnItsThread() throws Exception {
        try (var loop = Executors.newSingleThreadScheduledExecutor()) {
            Thread thread = loop.submit(Thread::currentThread).get();
            var run = callsBack()
                    .delay(Duration.ofNanos(1), Capacity.items(8))
                    .map(n -> Thread.currentThread())
                    .to(Sink.toList())
                    .on(Engine.loop(loop))
                    .start();
            assertThat(Flows.result(run)).hasSize(150).containsOnly(thread);
        }
    }

    // The JDK's pool keeps a timer that was cancelled until it is due; of a flow that is over nothing is to be left.
    @Test
    void timer_thatIsNotNeededAnyMore_doesNotStayInThePoolOfTheLoop() throws Exception {
        try (var loop = new ScheduledThreadPoolExecutor(1)) {
            Source.of(1)
                    .to(Sink.ignore())
                    .watched(Duration.ofHours(1), stall -> {})
                    .on(Engine.loop(loop))
                    .run();
            Flows.awaitThat("the timer is gone", () -> loop.getQueue().isEmpty());
        }
    }

    // An executor that keeps no time has timers from elsewhere; they too are taken back at the end.
    @Test
    void timer_ofALoopThatKeepsNoTime_goesOffAndIsTakenBack() {
        try (var loop = Executors.newSingleThreadExecutor()) {
            List<Long> all = Source.range(0, 3)
                    .throttle(1, Duration.ofMillis(1))
                    .to(Sink.toList())
                    .watched(Duration.ofHours(1), stall -> {})
                    .on(Engine.loop(loop))
                    .run();
            assertThat(all).containsExactly(0L, 1L, 2L);
        }
    }

    // Waiting on the loop's own thread would stop it: that is refused, and not begun.
    @Test
    void waits_onTheThreadOfAnEventLoop_areRefused() throws Exception {
        try (var loop = Executors.newSingleThreadScheduledExecutor()) {
            Engine engine = Engine.loop(loop);
            var entering = Source.<Long>entry("in", Capacity.items(1))
                    .to(new Flows.Gate<Long>().sink())
                    .on(engine);
            var run = entering.start();
            assertThat(run.<Long>entry("in").offer(1L)).isInstanceOf(Offer.Accepted.class);
            List<Fn<Running<?>, ?>> waits = List.of(
                    Running::join,
                    r -> r.join(Flows.LONG),
                    r -> r.drain(Flows.LONG),
                    r -> entering.run(),
                    r -> {
                        Entry<Long> entry = r.entry("in");
                        entry.put(1L);
                        entry.put(1L);
                        entry.put(1L);
                        return null;
                    },
                    r -> {
                        engine.sleep(Flows.LONG);
                        return null;
                    });
            Flows.awaitThat("the loop is known", () -> run.pressure().taken() == 1);
            for (Fn<Running<?>, ?> wait : waits) {
                assertThatThrownBy(() -> loop.submit(() -> wait.apply(run)).get())
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("nothing may wait on the thread of an event loop but pool-")
                        .hasMessageEndingWith("use what calls back (result(), offer), or wait on another thread");
            }
            loop.submit(run::close).get(); // it cancels, and does not wait
            assertThat(Flows.failure(run)).hasMessage("it was closed");
        }
    }

    // User functions run on the thread that waits, and on no other; nothing runs while it does not wait.
    @Test
    void functions_onTheThreadThatWaits_runThere() throws Exception {
        Engine engine = Engine.ownThread();
        var run = callsBack()
                .map(n -> Thread.currentThread())
                .to(Sink.toList())
                .on(engine)
                .start();
        assertThat(run.pressure().links()).allMatch(link -> link.in() == 0);
        assertThat(run.join()).hasSize(150).containsOnly(Thread.currentThread());
        var second = callsBack().to(Sink.count()).on(engine).start();
        while (!second.ended()) {
            engine.sleep(Duration.ofNanos(1));
        }
        assertThat(second.join()).isEqualTo(150);
    }

    // A door that is full makes its caller run what empties it.
    @Test
    void put_onTheThreadThatRunsIt_makesRoom() throws Exception {
        var run = Source.<Long>entry("in", Capacity.items(2))
                .buffer(1)
                .to(Sink.count())
                .on(Engine.ownThread())
                .start();
        Entry<Long> entry = run.entry("in");
        for (long i = 0; i < 1_000; i++) {
            entry.put(i);
        }
        entry.close();
        assertThat(run.join()).isEqualTo(1_000);
    }

    // What names no engine runs on the one of the code around; what names one does not.
    @Test
    void within_pipelinesThatNameNoEngine_runOnIt() {
        Engine own = Engine.ownThread();
        String made = Engine.within(own, () -> {
            assertThat(Engine.current()).isSameAs(own);
            assertThat(callsBack().buffer(1).map(n -> Thread.currentThread()).run(Sink.toList()))
                    .containsOnly(Thread.currentThread());
            assertThat(callsBack()
                            .map(n -> Thread.currentThread())
                            .to(Sink.toList())
                            .on(Engine.virtualThreads())
                            .start()
                            .join())
                    .doesNotContain(Thread.currentThread());
            return "made";
        });
        assertThat(made).isEqualTo("made");
        assertThat(Engine.current()).isSameAs(Engine.virtualThreads());
    }

    // The clock of the engine says how long a sleep is; an interrupt ends it.
    @Test
    void sleep_onAManualClock_lastsUntilItIsThere() throws Exception {
        ManualEngine engine = new ManualEngine();
        CompletableFuture<String> slept = new CompletableFuture<>();
        Thread sleeper = Thread.startVirtualThread(() -> {
            try {
                engine.sleep(Duration.ofHours(1));
                slept.complete("slept");
                engine.sleep(Duration.ofHours(1));
            } catch (InterruptedException e) {
                slept.obtrudeValue("interrupted");
            }
        });
        Flows.awaitThat("it sleeps", () -> engine.timers() == 1);
        engine.advance(Duration.ofMinutes(59));
        assertThat(slept).isNotDone();
        engine.advance(Duration.ofMinutes(1));
        assertThat(slept.get(10, TimeUnit.SECONDS)).isEqualTo("slept");
        Flows.awaitThat("it sleeps again", () -> engine.timers() == 1);
        sleeper.interrupt();
        sleeper.join();
        assertThat(slept).isCompletedWithValue("interrupted");
        assertThat(engine.timers()).isZero();
    }

    // What runs on an executor that is shut down ends all the same.
    @TestFactory
    List<DynamicTest> results_ofAnExecutorShutDownMeanwhile_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            ExecutorService pool = Executors.newFixedThreadPool(2);
            CountDownLatch some = new CountDownLatch(3);
            var run = source.peek(n -> some.countDown())
                    .to(Sink.toList())
                    .on(Engine.on(pool))
                    .start();
            Flows.await(some);
            pool.shutdown();
            assertThat(Flows.result(run).stream().sorted()).isEqualTo(expected);
        })));
        return tests;
    }

    // P18: an endless flow does not keep another from the only thread.
    @Test
    void anEndlessFlow_onOneThread_letsOthersRun() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Engine engine = Engine.on(pool);
        var endless =
                Source.range(0, Long.MAX_VALUE).to(Sink.ignore()).on(engine).start();
        var other = Source.range(0, 100).buffer(1).to(Sink.count()).on(engine).start();
        assertThat(Flows.result(other)).isEqualTo(100);
        endless.close();
        pool.shutdown();
    }

    // P18: nor do more of them than there are carriers keep others from virtual threads.
    @Test
    void endlessFlows_moreThanCarriers_letOthersRun() {
        List<Running<?>> endless = new ArrayList<>();
        for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
            endless.add(Source.range(0, Long.MAX_VALUE).to(Sink.ignore()).start());
        }
        assertThat(Flows.result(Source.range(0, 100).buffer(1).to(Sink.count()).start()))
                .isEqualTo(100);
        endless.forEach(Running::close);
    }

    // Who waits on threads of the common pool keeps neither flows nor their timers from going on.
    @Test
    void waits_onAllThreadsOfTheCommonPool_keepNothingFromGoingOn() throws Exception {
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> Source.range(0, 200)
                    .throttle(1, Duration.ofNanos(100_000))
                    .buffer(1)
                    .to(Sink.count())
                    .start()
                    .join()));
        }
        for (CompletableFuture<Long> each : waiting) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }
}
