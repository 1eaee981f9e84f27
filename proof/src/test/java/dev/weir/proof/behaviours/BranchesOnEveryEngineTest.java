package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.OverflowException;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One to many: who waits for whom, and who does not. */
@Timeout(60)
class BranchesOnEveryEngineTest {
    private final SourceProbe<Long> source = SourceProbe.create(Capacity.items(100));
    private final SinkProbe<Long> stuck = SinkProbe.withRoomFor(1);
    private final List<Long> others = new CopyOnWriteArrayList<>();

    /** The stuck branch has one item in its hands, the other one has had all hundred, and the source has ended. */
    private Running<List<Object>> lagging(Ground ground, Branch<Long, ?> slow) throws InterruptedException {
        Running<List<Object>> run =
                ground.start(source.source().to(Sink.broadcast(slow, Branch.waiting(Sink.<Long>forEach(others::add)))));
        ground.until("it begins", source::started);
        source.emit(0L);
        ground.until("the first comes", () -> stuck.items().size() == 1);
        longs(1, 100).forEach(source::emit);
        source.end();
        ground.until("the other branch has had all", () -> others.size() == 100);
        return run;
    }

    // T50, P41: nothing is dropped, and nobody is ahead by more than what the link of the slowest one holds.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void broadcast_withAStuckBranch_holdsBackTheSourceAndTheOther(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicInteger pulled = new AtomicInteger();
            SinkProbe<Long> open = SinkProbe.open();
            var run = ground.start(Source.range(0, 200)
                    .peek(n -> pulled.incrementAndGet())
                    .to(Sink.broadcast(
                            Branch.waiting(Capacity.items(4), stuck.sink()),
                            Branch.waiting(Capacity.items(4), open.sink()))));
            for (int taken = 1; taken <= 20; taken++) {
                int now = taken;
                ground.until("the stuck branch takes one", () -> stuck.items().size() >= now);
                ground.until("the other has had it", () -> open.items().size() >= now);
                ground.settle();
                assertThat(stuck.items()).hasSize(taken);
                assertThat(pulled.get()).isLessThanOrEqualTo(taken + 4 + 1);
                assertThat(open.items()).isEqualTo(longs(0, open.items().size()));
                assertThat(run.pressure().links())
                        .hasSize(2)
                        .allSatisfy(link -> assertThat(link.dropped()).isZero());
                stuck.makeRoom(1);
            }
            stuck.makeRoom();
            assertThat(ground.result(run)).isEqualTo(List.of(longs(0, 200), longs(0, 200)));
        });
    }

    // T51: a branch that lets go does so alone, keeps the newest, and what it missed is counted.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void broadcast_withASlowLossyBranch_doesNotHoldBackTheOther(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var run = lagging(ground, Branch.dropOldest(3, stuck.sink()));
            ground.until(
                    "it has let go", () -> run.pressure().link("broadcast-1[0]").dropped() == 96);
            stuck.makeRoom();
            ground.result(run);
            assertThat(stuck.items()).containsExactly(0L, 97L, 98L, 99L);
            assertThat(others).isEqualTo(longs(0, 100));
        });
    }

    // P42: a branch that may lag by so much is cut off beyond that, alone, and has what it held.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void broadcast_withABranchThatLagsTooFar_cutsOnlyThat(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var run = lagging(ground, Branch.detach(10, stuck.sink()));
            stuck.makeRoom();
            assertThat(ground.failure(run)).hasRootCauseInstanceOf(OverflowException.class);
            assertThat(stuck.items()).isEqualTo(longs(0, 11));
            assertThat(others).isEqualTo(longs(0, 100));
        });
    }

    // P43: a branch for the latest sees that, and how many it missed.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void broadcast_withTheLatest_showsTheNewestAndCountsTheRest(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var run = lagging(ground, Branch.latest(stuck.sink()));
            ground.until(
                    "it has let go", () -> run.pressure().link("broadcast-1[0]").dropped() == 98);
            stuck.makeRoom();
            ground.result(run);
            assertThat(stuck.items()).containsExactly(0L, 99L);
            assertThat(others).isEqualTo(longs(0, 100));
        });
    }
}
