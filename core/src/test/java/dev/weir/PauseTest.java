package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A paused run moves nothing, whoever pauses it and wherever its items are, and loses nothing either. */
@Timeout(20)
class PauseTest {
    private final ManualEngine engine = new ManualEngine();

    // T1
    @Test
    void pause_takenByTheSinkInItsFirstItem_producesNoOther() {
        List<Long> produced = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        AtomicReference<Running<?>> self = new AtomicReference<>();
        AtomicReference<Pause> pause = new AtomicReference<>();
        var run = Source.range(1, 4)
                .peek(produced::add)
                .to(Sink.forEach(n -> {
                    seen.add(n);
                    if (n == 1) {
                        pause.set(self.get().pause("the sink"));
                    }
                }))
                .on(engine)
                .start();
        self.set(run);
        engine.runAll();
        assertThat(produced).containsExactly(1L);
        pause.get().release();
        engine.runAll();
        assertThat(seen).containsExactly(1L, 2L, 3L);
        Flows.result(run);
    }

    // T2, P38
    @Test
    void pause_ofTwoHolders_flowsWhenBothHaveLetGo() {
        var run = Source.range(0, 10).buffer(2).to(Sink.toList()).on(engine).start();
        Pause first = run.pause("first");
        Pause second = run.pause("second");
        engine.runAll();
        first.release();
        engine.runAll();
        assertThat(run.ended()).isFalse();
        assertThat(run.pressure().held()).isZero();
        second.release();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(10);
    }

    // T3, P38
    @Test
    void release_twice_isAnErrorAndReleasesNobodyElse() {
        var run = Source.range(0, 10).to(Sink.toList()).on(engine).start();
        Pause first = run.pause("backup");
        Pause second = run.pause("backup");
        first.release();
        assertThatThrownBy(first::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'backup'")
                .hasMessageContaining("released again");
        first.close();
        engine.runAll();
        assertThat(run.ended()).isFalse();
        assertThat(run.pausedBy()).containsOnlyKeys("backup");
        second.close();
        second.close();
        engine.runAll();
        assertThat(run.ended()).isTrue();
        assertThat(run.pausedBy()).isEmpty();
    }

    // T7
    @Test
    void pause_beforeTheFirstItem_letsNothingFlow() {
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(5).buffer(1).to(Sink.toList()).on(engine).start();
        Pause pause = run.pause("early");
        engine.runAll();
        assertThat(counted.pulled).hasValue(0);
        pause.release();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(5);
    }

    // T9
    @Test
    void pausedBy_whileHeld_namesTheHoldersAndForHowLong() {
        var run = Source.range(0, 10).to(Sink.toList()).on(engine).start();
        Pause first = run.pause("first");
        engine.advance(Duration.ofSeconds(3));
        Pause second = run.pause("second");
        engine.advance(Duration.ofSeconds(2));
        assertThat(run.pausedBy())
                .containsExactly(
                        java.util.Map.entry("first", Duration.ofSeconds(5)),
                        java.util.Map.entry("second", Duration.ofSeconds(2)));
        assertThat(first.holder()).isEqualTo("first");
        first.release();
        assertThat(run.pausedBy()).containsOnlyKeys("second");
        second.release();
    }

    // T16: data, then the end, once.
    @Test
    void pause_withDataAndEndOnTheirWay_deliversBothAfterwards() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.range(0, 3).buffer(5).to(gate.sink()).on(engine).start();
        engine.runAll();
        assertThat(run.pressure().held()).isEqualTo(2);
        Pause pause = run.pause("me");
        gate.open();
        engine.runAll();
        assertThat(gate.items).containsExactly(0L);
        assertThat(run.ended()).isFalse();
        pause.release();
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly(0L, 1L, 2L);
    }

    // A cancel does not wait behind a pause.
    @Test
    void cancel_whilePaused_endsAtOnce() {
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(100)
                .buffer(3)
                .<Long>balance(2, lane -> lane.map(n -> n))
                .to(Sink.toList())
                .on(engine)
                .start();
        run.pause("for ever");
        engine.runAll();
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowCancelledException.class)
                .hasMessage("enough");
        Flows.assertQuiet(run);
    }

    // Every kind of island stands still, and goes on where it was.
    @Test
    void pause_ofManyIslands_stopsAllOfThem() {
        AtomicReference<Running<?>> self = new AtomicReference<>();
        List<Pause> pauses = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        var branch = Source.range(0, 50).buffer(1).flatMap(n -> Source.of(n, n).buffer(1));
        var run = Source.merge(branch, Source.concat(Source.range(0, 50).buffer(2), Source.range(50, 100)))
                .<Long>balance(3, lane -> lane.map(n -> n + 1).buffer(1))
                .to(Sink.forEach(n -> {
                    seen.add(n);
                    if (seen.size() % 7 == 0) {
                        pauses.add(self.get().pause("seventh"));
                    }
                }))
                .on(engine)
                .start();
        self.set(run);
        engine.runAll();
        while (!run.ended()) {
            assertThat(seen.size() % 7).isZero();
            assertThat(run.pressure().held())
                    .isLessThanOrEqualTo(run.plan().bound().items().getAsLong());
            pauses.removeFirst().release();
            engine.runAll();
        }
        assertThat(seen).hasSize(200);
    }

    // A generator is suspended in emit while the run is paused.
    @Test
    void pause_whileAGeneratorWorks_suspendsItsNextEmit() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean held = new AtomicBoolean();
        List<Boolean> seenWhileHeld = new ArrayList<>();
        var run = Source.<Integer>generate(out -> {
                    out.emit(1);
                    first.countDown();
                    Flows.await(go);
                    out.emit(2);
                })
                .to(Sink.forEach(n -> seenWhileHeld.add(held.get())))
                .start();
        Flows.await(first);
        Pause pause = run.pause("me");
        held.set(true);
        go.countDown();
        Pause other = run.pause("another");
        pause.release();
        held.set(false);
        other.release();
        Flows.result(run);
        assertThat(seenWhileHeld).hasSize(2).last().isEqualTo(false);
    }

    // T10: many pauses and releases from several threads leave it flowing; no wake-up is lost.
    @Test
    void pause_ofManyThreads_losesNoWakeUp() throws Exception {
        for (int round = 0; round < 100; round++) {
            var run = Source.<Integer>generate(Capacity.items(1), out -> {
                        for (int i = 0; i < 300; i++) {
                            out.emit(i);
                        }
                    })
                    .buffer(1)
                    .mapConcurrent(2, n -> n)
                    .to(Sink.count())
                    .start();
            List<Thread> holders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                holders.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 50; n++) {
                        run.pause("holder").release();
                    }
                }));
            }
            for (Thread holder : holders) {
                holder.join();
            }
            assertThat(Flows.result(run)).isEqualTo(300);
        }
    }

    // T5: each release lets one item pass, and what is before the sink goes on for that one alone.
    @Test
    void pause_takenAgainAtEachItem_letsOneItemPassAtATime() {
        Flows.Counted counted = new Flows.Counted();
        AtomicReference<Running<?>> self = new AtomicReference<>();
        List<Pause> pauses = new ArrayList<>();
        var run = counted.source(5)
                .to(Sink.forEach(n -> pauses.add(self.get().pause("the sink"))))
                .on(engine)
                .start();
        self.set(run);
        engine.runAll();
        for (int seen = 1; seen <= 4; seen++) {
            assertThat(pauses).hasSize(seen);
            assertThat(counted.pulled).hasValue(seen);
            pauses.getLast().release();
            engine.runAll();
        }
        pauses.getLast().release();
        engine.runAll();
        Flows.result(run);
    }

    // T5: so it is with a backlog, of which whoever pushes hears nothing.
    @Test
    void pause_takenAgainWithABacklog_resumesNobody() {
        AtomicReference<Receiver<Long>> api = new AtomicReference<>();
        AtomicReference<Running<?>> self = new AtomicReference<>();
        List<String> told = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        List<Pause> pauses = new ArrayList<>();
        var run = Source.<Long>pausable(
                        Capacity.items(4), 0, api::set, () -> told.add("pause"), () -> told.add("resume"))
                .to(Sink.forEach(n -> {
                    seen.add(n);
                    pauses.add(self.get().pause("the sink"));
                }))
                .on(engine)
                .start();
        self.set(run);
        engine.runAll();
        api.get().push(0L);
        engine.runAll();
        Flows.longs(1, 5).forEach(api.get());
        assertThat(told).containsExactly("pause");
        pauses.getLast().release();
        engine.runAll();
        assertThat(seen).containsExactly(0L, 1L);
        assertThat(told).containsExactly("pause");
        assertThat(run.pressure().held()).isEqualTo(3);
        run.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(run);
    }

    // T101
    @Test
    void pause_whileCallsAreUnderWay_keepsTheirResults() {
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        var run = Source.range(0, 2)
                .mapAsync(2, n -> {
                    calls.add(new CompletableFuture<>());
                    return calls.getLast();
                })
                .to(Sink.forEach(seen::add))
                .on(engine)
                .start();
        engine.runAll();
        Pause pause = run.pause("me");
        calls.get(1).complete(11L);
        calls.get(0).complete(10L);
        engine.runAll();
        assertThat(seen).isEmpty();
        assertThat(run.ended()).isFalse();
        pause.release();
        engine.runAll();
        assertThat(seen).containsExactly(10L, 11L);
        Flows.result(run);
        Flows.assertQuiet(run);
    }
}
