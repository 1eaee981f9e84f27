package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running flow can be seen, and changed. */
@Timeout(20)
class LiveTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Long> gate = new Flows.Gate<>();

    private Running<List<Long>> stuck(Source<Long> source) {
        Running<List<Long>> run =
                source.to(gate.sink()).named("load").on(engine).start();
        engine.runAll();
        return run;
    }

    private List<Long> opened(Running<List<Long>> run) {
        gate.open();
        engine.runAll();
        assertQuiet(run);
        return result(run);
    }

    // ---- settings

    @Test
    void capacity_thatIsLoweredBelowWhatIsHeld_makesTheWriterWait() { // P9
        Flows.Counted counted = new Flows.Counted();
        Running<List<Long>> run = stuck(counted.source(100).buffer(10).named("b"));
        assertThat(counted.pulled).hasValue(10);
        run.set("b", new Setting.Capacity(4));
        engine.runAll();
        for (int i = 0; i < 7; i++) {
            gate.openForOne();
            engine.runAll();
            assertThat(counted.pulled)
                    .as("nothing more is taken while more is held")
                    .hasValue(10);
        }
        assertThat(run.pressure().link("b").held()).isEqualTo(2);
        gate.openForOne();
        engine.runAll();
        assertThat(run.pressure().link("b").held()).isEqualTo(4);
        run.set("b", new Setting.Capacity(10));
        engine.runAll();
        assertThat(run.pressure().link("b").held()).isEqualTo(10);
        assertThat(opened(run)).isEqualTo(longs(0, 100));
    }

    @Test
    void capacity_beyondWhatWasDeclared_isRefused() {
        Running<List<Long>> run = stuck(Source.range(0, 100).buffer(10).named("b"));
        assertThatThrownBy(() -> run.set("b", new Setting.Capacity(11)))
                .hasMessage("a link must hold at most what was declared, which is 10 for 'b', but was set to 11;"
                        + " declare more");
        assertThatThrownBy(() -> run.set("b", new Setting.Concurrency(1)))
                .hasMessageContaining("stage 'b' has no such setting as Concurrency[calls=1]; those that can be changed"
                        + " are [b]");
        assertThatThrownBy(() -> new Setting.Capacity(0)).hasMessageContaining("to stop a flow, pause it");
        opened(run);
    }

    @Test
    void concurrency_thatIsLowered_isKept() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(8);
        CountDownLatch lowered = new CountDownLatch(1);
        Running<Long> run = Source.range(0, 2_000)
                .mapConcurrent(8, n -> {
                    int here = now.incrementAndGet();
                    first.countDown();
                    Flows.await(lowered);
                    if (n > 100) {
                        peak.accumulateAndGet(here, Math::max);
                    }
                    now.decrementAndGet();
                    return n;
                })
                .named("calls")
                .to(Sink.count())
                .start();
        Flows.await(first);
        run.set("calls", new Setting.Concurrency(2));
        lowered.countDown();
        assertThat(result(run)).isEqualTo(2_000);
        assertThat(peak.get()).isBetween(1, 2);
    }

    @Test
    void rate_thatIsChanged_countsFromThen() {
        List<Long> times = new ArrayList<>();
        Running<?> run = Source.range(0, 12)
                .throttle(1, Duration.ofSeconds(1))
                .named("rate")
                .to(Sink.forEach(n -> times.add(engine.nanoTime() / 1_000_000)))
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(2));
        assertThat(times).containsExactly(0L, 1_000L, 2_000L);
        run.set("rate", new Setting.Rate(10, Duration.ofSeconds(1)));
        engine.advance(Duration.ofSeconds(5));
        assertThat(times.subList(3, 12))
                .containsExactly(3_000L, 3_100L, 3_200L, 3_300L, 3_400L, 3_500L, 3_600L, 3_700L, 3_800L);
    }

    // ---- seeing

    @Test
    void drawing_ofARunningFlow_hasItsNumbers() { // T104
        Running<List<Long>> run = stuck(Source.range(0, 100).buffer(8).named("queue"));
        assertThat(run.toMermaid()).contains("flowchart LR").contains("7 of 8 (peak 8), out 1");
        try (Pause _ = run.pause("backup")) {
            assertThat(run.toString())
                    .startsWith("'load', paused by {backup=PT0S}, bottleneck ")
                    .contains("#1 queue; 7 of 8 (peak 8), out 1");
        }
        opened(run);
    }

    // What was dropped, and what was let go at the end.
    @Test
    void drawing_ofAFlowThatHasLostItems_saysHowMany() {
        Running<List<Long>> run =
                stuck(Source.range(0, 10).buffer(3, Overflow.DROP_NEWEST).named("queue"));
        assertThat(run.toString()).contains("#1 queue; 2 of 3 (peak 3), out 1, lost 7");
        run.cancel("enough");
        engine.runAll();
        assertThat(run.toString()).contains("#1 queue; 0 of 3 (peak 3), out 1, lost 9");
    }

    @Test
    void waiting_inAChain_tellsWhoWaitsForWhom() { // P69
        Running<List<Long>> run = stuck(Source.range(0, 100).buffer(8).named("queue"));
        engine.advance(Duration.ofSeconds(3));
        List<Waiting> chain = run.waiting();
        assertThat(chain.getFirst().stages()).containsExactly("range-0");
        assertThat(chain.getFirst().what()).isEqualTo("waits for room in 'queue' (7 of 8)");
        assertThat(chain.getFirst().since()).isEqualTo(Duration.ofSeconds(3));
        assertThat(chain.getLast().what()).isEqualTo("waits for what follows");
        opened(run);
        assertThat(run.waiting()).isEmpty();
    }

    @Test
    void watchdog_ofAStalledFlow_tellsOnceWithTheChain() {
        List<Stall> stalls = new ArrayList<>();
        Running<List<Long>> run = Source.range(0, 100)
                .buffer(8)
                .to(gate.sink())
                .named("load")
                .watched(Duration.ofSeconds(10), stalls::add)
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(9));
        assertThat(stalls).isEmpty();
        engine.advance(Duration.ofSeconds(60));
        assertThat(stalls).hasSize(1);
        assertThat(stalls.getFirst().toString())
                .startsWith("'load' has not moved for PT1")
                .contains("and holds 7");
        gate.openForOne();
        engine.advance(Duration.ofSeconds(20));
        assertThat(stalls).as("a new stall").hasSize(2);
        gate.open();
        engine.advance(Duration.ofSeconds(20));
        result(run);
        assertThat(engine.timers()).as("no timer is left").isZero();
    }

    @Test
    void watchdog_ofARunThatHasEnded_leavesNoTimer() {
        Running<Long> run = Source.range(0, 100)
                .to(Sink.count())
                .watched(Duration.ofDays(1), stall -> {})
                .on(engine)
                .start();
        engine.runAll();
        assertThat(result(run)).isEqualTo(100);
        assertThat(engine.timers()).as("no timer is left").isZero();
    }

    @Test
    void watchdog_ofTwoRunsThatWaitForEachOther_tellsOfBoth() { // P37
        Hub<Long> there = Hub.named("there");
        Hub<Long> back = Hub.named("back");
        List<String> stalls = new ArrayList<>();
        Running<Long> one = Source.merge(back.source(Capacity.items(4), Overflow.WAIT), Source.range(0, 1_000))
                .to(there.sink())
                .named("one")
                .watched(Duration.ofSeconds(10), stall -> stalls.add(stall.toString()))
                .on(engine)
                .start();
        Running<Long> other = there.source(Capacity.items(4), Overflow.WAIT)
                .flatMap(n -> Source.of(n, n))
                .to(back.sink())
                .named("other")
                .watched(Duration.ofSeconds(10), stall -> stalls.add(stall.toString()))
                .on(engine)
                .start();
        engine.advance(Duration.ofMinutes(1));
        assertThat(stalls)
                .hasSize(2)
                .anyMatch(stall -> stall.startsWith("'one' has not moved"))
                .anyMatch(stall -> stall.startsWith("'other' has not moved"));
        one.cancel("seen");
        other.cancel("seen");
        engine.runAll();
        assertQuiet(one);
        assertQuiet(other);
    }

    @Test
    void watchdog_ofAPausedOrIdleFlow_isQuiet() {
        List<Stall> stalls = new ArrayList<>();
        Running<Long> run = Source.<Long>entry("in", 4)
                .to(Sink.count())
                .watched(Duration.ofSeconds(1), stalls::add)
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(10));
        try (Pause _ = run.pause("x")) {
            var _ = run.<Long>entry("in").offer(1L);
            engine.advance(Duration.ofSeconds(10));
        }
        run.entry("in").close();
        engine.advance(Duration.ofSeconds(10));
        assertThat(stalls).isEmpty();
        assertThat(result(run)).isEqualTo(1);
    }

    @Test
    void all_ofWhatRuns_isListed() {
        Running<List<Long>> run = stuck(Source.range(0, 100).buffer(8));
        assertThat(Running.all()).contains(run);
        assertThat(run.name()).isEqualTo("load");
        opened(run);
        assertThat(Running.all()).doesNotContain(run);
    }

    @Test
    @Tag("realTime")
    void pause_thatIsForgotten_isReleasedAndTold() { // T6
        List<String> told = new CopyOnWriteArrayList<>();
        Handler handler = listening(told);
        Logger log = Logger.getLogger("dev.weir");
        log.addHandler(handler);
        try {
            Running<Long> run =
                    Source.<Long>entry("in", 4).to(Sink.<Long>count()).start();
            forget(run);
            Flows.awaitThat("the pause is released", () -> {
                System.gc();
                return run.pausedBy().isEmpty();
            });
            run.entry("in").close();
            result(run);
            Flows.awaitThat(
                    "its holder is named", () -> told.stream().anyMatch(text -> text.contains("of 'forgetful' was")));
        } finally {
            log.removeHandler(handler);
        }
    }

    private static Handler listening(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static void forget(Running<?> run) {
        Pause pause = run.pause("forgetful");
        assertThat(pause.holder()).isEqualTo("forgetful");
    }

    @Test
    void events_whileRecorded_tellOfWaitsDropsRefusalsAndRetries(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("weir.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.weir.Wait").withoutThreshold();
            for (String name : List.of("Drop", "Refuse", "Retry")) {
                recording.enable("dev.weir." + name);
            }
            recording.start();
            opened(stuck(Source.range(0, 100).buffer(8)));
            Source.range(0, 10_000).buffer(1, Overflow.DROP_OLDEST).count();
            Running<Long> entry = Source.<Long>entry("in", 1)
                    .to(Sink.<Long>count())
                    .on(engine)
                    .start();
            var _ = entry.<Long>entry("in").offer(1L);
            var _ = entry.<Long>entry("in").offer(2L);
            entry.cancel("done");
            engine.runAll();
            AtomicInteger tries = new AtomicInteger();
            Retry atOnce = Retry.times(1).backoff(Duration.ZERO, Duration.ZERO);
            Source.of(1)
                    .mapConcurrent(Calls.atMost(1).retrying(atOnce), n -> 10 / tries.getAndIncrement())
                    .count();
            recording.stop();
            recording.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file).stream()
                        .map(event -> event.getEventType().getName()))
                .contains("dev.weir.Wait", "dev.weir.Drop", "dev.weir.Refuse", "dev.weir.Retry");
    }
}
