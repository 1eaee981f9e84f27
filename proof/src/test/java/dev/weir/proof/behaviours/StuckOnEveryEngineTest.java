package dev.weir.proof.behaviours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Bottleneck;
import dev.weir.Capacity;
import dev.weir.DrainReport;
import dev.weir.FlowCancelledException;
import dev.weir.Source;
import dev.weir.Waiting;
import dev.weir.admission.Deadline;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be seen of a flow that is stuck, and what becomes of items that wait too long in it. */
@Timeout(60)
class StuckOnEveryEngineTest {
    // P64: a drain of what is stuck is over in time, and says how much remained.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void drain_ofAStuckFlow_reportsWhatRemained(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(Source.range(0, 100).buffer(4).to(sink.sink()));
            ground.until("it is full", () -> run.pressure().held() >= 3);
            ground.settle();
            long held = run.pressure().held();
            long began = ground.now();
            assertThat(run.drain(Duration.ofMillis(20))).isEqualTo(new DrainReport(false, held));
            assertThat(ground.now() - began).isGreaterThanOrEqualTo(20_000_000);
            assertThat(ground.failure(run)).isInstanceOf(FlowCancelledException.class);
            assertThat(sink.items()).containsExactly(0L);
        });
    }

    // P69: one call says which stage is the slow one, another who waits for whom.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void bottleneck_ofAStuckFlow_namesTheSlowStage(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var writes = ground.start(Source.range(0, 100).buffer(8).to(sink.sink()));
            ground.until(
                    "it is full, and its source waits",
                    () -> writes.pressure().held() >= 7
                            && writes.waiting().getFirst().stages().contains("range-0")
                            && writes.waiting().getFirst().what().startsWith("waits for room")
                            && writes.waiting().getLast().what().equals("waits for what follows"));
            assertThat(writes.pressure().bottleneck().stage()).startsWith("writing");
            List<Waiting> chain = writes.waiting();
            assertThat(chain.getFirst().stages()).containsExactly("range-0");
            assertThat(chain.getFirst().what()).startsWith("waits for room in 'buffer-1' (");
            ground.cancel(writes);
            List<CompletableFuture<Long>> calls = new CopyOnWriteArrayList<>();
            var asks = ground.start(Source.range(0, 100)
                    .buffer(8)
                    .mapAsync(4, n -> {
                        calls.add(new CompletableFuture<>());
                        return calls.getLast();
                    })
                    .named("lookup")
                    .buffer(8)
                    .to(SinkProbe.<Long>open().sink()));
            ground.until("all are called", () -> calls.size() == 4);
            ground.settle();
            Bottleneck slow = asks.pressure().bottleneck();
            assertThat(slow.stage()).isEqualTo("lookup");
            assertThat(slow.why()).contains("4 of 4");
            ground.cancel(asks);
        });
    }

    // P27: an item that has become too late is let go and counted, and its sender told, though nobody takes.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void expiring_pastTheDeadline_letsGoAndTells(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            long soon = ground.now() + Duration.ofMillis(5).toNanos();
            long never = ground.now() + Duration.ofHours(1).toNanos();
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            List<Long> told = new CopyOnWriteArrayList<>();
            var run = ground.start(Source.range(0, 4)
                    .expiring(8, n -> new Deadline(n == 1 ? soon : never), told::add)
                    .named("mail")
                    .to(sink.sink()));
            ground.until("it is told", () -> !told.isEmpty());
            assertThat(ground.now()).isGreaterThanOrEqualTo(soon);
            ground.until("it is counted", () -> run.pressure().link("mail").expired() == 1);
            sink.makeRoom();
            assertThat(ground.result(run)).containsExactly(0L, 2L, 3L);
            assertThat(told).containsExactly(1L);
        });
    }

    // P29: a deadline is the same moment in every stage.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void expiring_furtherOn_goesByTheSameDeadline(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Deadline all = new Deadline(ground.now() + Duration.ofMillis(200).toNanos());
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            List<Long> first = new CopyOnWriteArrayList<>();
            List<Long> second = new CopyOnWriteArrayList<>();
            var run = ground.start(Source.range(0, 6)
                    .expiring(8, n -> all, first::add)
                    .delay(Duration.ofMillis(10), Capacity.items(1))
                    .expiring(1, n -> all, second::add)
                    .to(sink.sink()));
            ground.until("all are told", () -> first.size() + second.size() == 5);
            assertThat(ground.now()).isGreaterThanOrEqualTo(all.nanoTime());
            assertThat(second).as("held behind the delay").startsWith(1L);
            assertThat(first).as("held before it").isNotEmpty().endsWith(5L);
            sink.makeRoom();
            assertThat(ground.result(run)).containsExactly(0L);
        });
    }
}
