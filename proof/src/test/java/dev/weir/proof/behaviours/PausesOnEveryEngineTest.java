package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Pause;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A paused run moves nothing, whoever pauses it, and loses nothing either. */
@Timeout(60)
class PausesOnEveryEngineTest {
    private static void offer(Running<?> run, List<Long> items) {
        items.forEach(
                item -> assertThat(run.<Long>entry("in").offer(item).accepted()).isTrue());
    }

    // T1: with the first item in its hands, a sink that pauses is given no second one, and none is made.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_takenByTheSinkInItsFirstItem_producesNoOther(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<Long> produced = new CopyOnWriteArrayList<>();
            List<Long> seen = new CopyOnWriteArrayList<>();
            CompletableFuture<Running<?>> self = new CompletableFuture<>();
            CompletableFuture<Pause> pause = new CompletableFuture<>();
            var run = ground.start(Source.range(1, 4).peek(produced::add).to(Sink.forEach(n -> {
                seen.add(n);
                if (n == 1) {
                    pause.complete(self.join().pause("the sink"));
                }
            })));
            self.complete(run);
            ground.until("it pauses", pause::isDone);
            ground.settle();
            assertThat(produced).containsExactly(1L);
            pause.join().release();
            ground.result(run);
            assertThat(seen).containsExactly(1L, 2L, 3L);
        });
    }

    // T2, P38: while one of two holders has not let go, nothing moves.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_ofTwoHolders_flowsWhenBothHaveLetGo(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.open();
            var run = ground.start(Source.<Long>entry("in", 10).buffer(2).to(sink.sink()));
            Pause first = run.pause("first");
            Pause second = run.pause("second");
            offer(run, longs(0, 10));
            ground.settle();
            first.release();
            ground.settle();
            assertThat(sink.items()).isEmpty();
            assertThat(run.pressure().link("in").held()).isEqualTo(10);
            second.release();
            run.entry("in").close();
            assertThat(ground.result(run)).isEqualTo(longs(0, 10));
        });
    }

    // T3, P38: letting go a second time is an error, and lets nobody else go.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void release_twice_isAnErrorAndReleasesNobodyElse(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.open();
            var run = ground.start(Source.<Long>entry("in", 10).to(sink.sink()));
            Pause first = run.pause("backup");
            Pause second = run.pause("backup");
            offer(run, longs(0, 10));
            first.release();
            assertThatThrownBy(first::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'backup'")
                    .hasMessageContaining("released again");
            first.close();
            ground.settle();
            assertThat(sink.items()).isEmpty();
            assertThat(run.pausedBy()).containsOnlyKeys("backup");
            second.close();
            second.close();
            run.entry("in").close();
            assertThat(ground.result(run)).hasSize(10);
        });
    }

    // T5: a sink that pauses at each item gets one for each release, and only that one is made.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_takenAgainAtEachItem_letsOneItemPassAtATime(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<Long> produced = new CopyOnWriteArrayList<>();
            List<Pause> pauses = new CopyOnWriteArrayList<>();
            CompletableFuture<Running<?>> self = new CompletableFuture<>();
            var run = ground.start(Source.range(0, 5)
                    .peek(produced::add)
                    .to(Sink.forEach(n -> pauses.add(self.join().pause("the sink")))));
            self.complete(run);
            for (int seen = 1; seen <= 5; seen++) {
                int taken = seen;
                ground.until("the next comes", () -> pauses.size() >= taken);
                ground.settle();
                assertThat(pauses).hasSize(seen);
                assertThat(produced).hasSize(seen);
                pauses.getLast().release();
            }
            ground.result(run);
        });
    }

    // T5: so it is with a backlog, of which whoever pushes hears nothing.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_takenAgainWithABacklog_resumesNobody(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(4));
            List<Long> seen = new CopyOnWriteArrayList<>();
            List<Pause> pauses = new CopyOnWriteArrayList<>();
            CompletableFuture<Running<?>> self = new CompletableFuture<>();
            var run = ground.start(source.source().to(Sink.forEach(n -> {
                seen.add(n);
                pauses.add(self.join().pause("the sink"));
            })));
            self.complete(run);
            ground.until("it begins", source::started);
            source.emit(0L);
            ground.until("the first comes", () -> pauses.size() == 1);
            longs(1, 5).forEach(source::emit);
            assertThat(source.hasRoom()).isFalse();
            pauses.getLast().release();
            ground.until("the next comes", () -> pauses.size() >= 2);
            ground.settle();
            assertThat(seen).containsExactly(0L, 1L);
            assertThat(source.resumed()).isZero();
            assertThat(run.pressure().held()).isEqualTo(3);
            ground.cancel(run);
            pauses.getLast().release();
        });
    }

    // T7: a run that is paused at once takes nothing.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_beforeTheFirstItem_letsNothingFlow(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<Long> taken = new CopyOnWriteArrayList<>();
            var run = ground.start(
                    Source.<Long>entry("in", 5).peek(taken::add).buffer(1).to(Sink.toList()));
            Pause pause = run.pause("early");
            offer(run, longs(0, 5));
            ground.settle();
            assertThat(taken).isEmpty();
            pause.release();
            run.entry("in").close();
            assertThat(ground.result(run)).isEqualTo(longs(0, 5));
        });
    }

    // T9: a run says who pauses it, in which order, and for how long on its engine's clock.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausedBy_whileHeld_namesTheHoldersAndForHowLong(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var run = ground.start(Source.<Long>entry("in", 5).to(Sink.toList()));
            assertThat(run.pausedBy()).isEmpty();
            Duration some = Duration.ofMillis(5);
            Pause first = run.pause("first");
            ground.sleep(some.multipliedBy(3));
            Pause second = run.pause("second");
            ground.sleep(some);
            var held = run.pausedBy();
            assertThat(held.keySet()).containsExactly("first", "second");
            assertThat(held.get("first"))
                    .isGreaterThanOrEqualTo(some.multipliedBy(4))
                    .isGreaterThan(held.get("second"));
            assertThat(held.get("second")).isGreaterThanOrEqualTo(some);
            first.release();
            assertThat(run.pausedBy()).containsOnlyKeys("second");
            second.release();
            assertThat(run.pausedBy()).isEmpty();
            ground.cancel(run);
        });
    }

    // T16, P50: what was on its way during a pause comes afterwards, and the end behind it.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_withDataAndEndOnTheirWay_deliversBothAfterwards(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(5));
            SinkProbe<Long> sink = SinkProbe.open();
            var run = ground.start(source.source().to(sink.sink()));
            ground.until("it begins", source::started);
            Pause pause = run.pause("me");
            longs(0, 3).forEach(source::emit);
            source.end();
            ground.settle();
            assertThat(sink.items()).isEmpty();
            assertThat(sink.ending()).isEmpty();
            assertThat(run.ended()).isFalse();
            pause.release();
            assertThat(ground.result(run)).containsExactly(0L, 1L, 2L);
            assertThat(sink.ending()).contains(Ending.DONE);
        });
    }

    // T101: what calls answer during a pause is there after it, in order.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pause_whileCallsAreUnderWay_keepsTheirResults(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<CompletableFuture<Long>> calls = new CopyOnWriteArrayList<>();
            SinkProbe<Long> sink = SinkProbe.open();
            var run = ground.start(Source.range(0, 2)
                    .mapAsync(2, n -> {
                        CompletableFuture<Long> call = new CompletableFuture<>();
                        calls.add(call);
                        return call;
                    })
                    .to(sink.sink()));
            ground.until("both are called", () -> calls.size() == 2);
            Pause pause = run.pause("me");
            calls.get(1).complete(11L);
            calls.get(0).complete(10L);
            ground.settle();
            assertThat(sink.items()).isEmpty();
            assertThat(run.ended()).isFalse();
            pause.release();
            assertThat(ground.result(run)).containsExactly(10L, 11L);
        });
    }
}
