package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several inputs, several branches: who waits for whom, and who does not. */
@Timeout(20)
class FanTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Long> stuck = new Flows.Gate<>();
    private final Flows.Gate<Long> open = new Flows.Gate<>();

    private <R> Running<R> manual(Pipeline<R> flow) {
        open.open();
        Running<R> run = flow.on(engine).start();
        engine.runAll();
        return run;
    }

    private void openForOne() {
        stuck.openForOne();
        engine.runAll();
    }

    private <R> R opened(Running<R> run) {
        stuck.open();
        engine.runAll();
        assertQuiet(run);
        return result(run);
    }

    // T50, P41: nothing is dropped, and nobody is ahead by more than what the slowest one's link holds.
    @Test
    void broadcast_withAStuckBranch_holdsBackTheSourceAndTheOther() {
        Flows.Counted counted = new Flows.Counted();
        var run = manual(counted.source(1_000)
                .to(Sink.broadcast(
                        Branch.waiting(Capacity.items(4), stuck.sink()),
                        Branch.waiting(Capacity.items(4), open.sink()))));
        for (int taken = 1; taken <= 20; taken++) {
            assertThat(stuck.items).hasSize(taken);
            assertThat(counted.pulled.get()).isLessThanOrEqualTo(taken + 4 + 1);
            assertThat(run.pressure().links())
                    .hasSize(2)
                    .allSatisfy(link -> assertThat(link.in())
                            .as("both have had the same")
                            .isEqualTo(run.pressure().links().getFirst().in()))
                    .allSatisfy(link -> assertThat(link.dropped()).isZero());
            assertThat(open.items).isEqualTo(longs(0, open.items.size())).hasSizeGreaterThanOrEqualTo(taken);
            openForOne();
        }
        assertThat(opened(run)).containsExactly(longs(0, 1_000), longs(0, 1_000));
    }

    @Test
    void merge_ofReadySourcesBehindASinkThatTakesOneAtATime_alternates() { // T57
        var run =
                manual(Source.merge(Source.range(0, 40), Source.range(100, 140)).to(stuck.sink()));
        for (int taken = 1; taken <= 60; taken++) {
            assertThat(stuck.items).hasSize(taken);
            openForOne();
        }
        for (int i = 1; i < 60; i++) {
            assertThat(stuck.items.get(i) < 100)
                    .as("in turn: " + stuck.items)
                    .isNotEqualTo(stuck.items.get(i - 1) < 100);
        }
        assertThat(opened(run)).hasSize(80);
    }

    // A few at once from each cost less; none waits for more than those of the others.
    @Test
    void merge_ofReadySourcesBehindAFastSink_takesAFewFromEachInTurn() {
        var run = manual(Source.merge(Source.range(0, 400), Source.range(1_000, 1_400), Source.range(2_000, 2_400))
                .to(Sink.toList()));
        List<Long> all = opened(run);
        assertThat(all).hasSize(1_200);
        int first = 0;
        for (int i = 1; i < 1_000; i++) {
            if (all.get(i) / 1_000 != all.get(first) / 1_000) {
                first = i;
            }
            assertThat(i - first)
                    .as("one after the other of one source, at %s", i)
                    .isLessThan(16);
        }
    }

    @Test
    void merge_withAnInputThatFails_failsUnlessItRecovers() { // T59
        Source<Long> failing = Source.of(1L).through(Flows.failing());
        assertThatThrownBy(() -> Source.merge(failing, Source.range(10, 20)).toList())
                .hasRootCauseMessage("it fails");
        assertThat(Source.merge(failing.recover(e -> Source.of(2L)), Source.range(10, 20))
                        .toList())
                .hasSize(12)
                .contains(1L, 2L, 19L);
    }

    @Test
    void route_toALaneThatThereIsNot_failsWithTheLanes() { // T63
        Pipeline<?> flow = Graph.of(graph -> {
            List<Source<Long>> lanes = graph.route(Source.range(0, 9), 2, n -> n < 3 ? 1 : 7);
            graph.end(lanes.getFirst(), Sink.ignore());
            return graph.end(lanes.getLast(), Sink.toList());
        });
        assertThat(failure(flow.start())).hasRootCauseMessage("a lane must be in 0..1 but was 7");
    }

    @Test
    void controlLane_besideABulkLaneThatIsStuck_isServed() { // P53
        Junction junction = Junction.named("lanes");
        Junction.In<Long> control = junction.in(Source.entry("control", 4));
        Junction.In<Long> bulk = junction.in(Source.range(0, 1_000));
        Junction.Out<Long> answers = junction.out();
        Junction.Out<Long> loads = junction.out();
        junction.runs(() -> ports -> ports.move(control, answers) || ports.move(bulk, loads));
        var run = manual(Graph.of(graph -> {
            graph.end(answers.source(), open.sink());
            return graph.end(loads.source(), stuck.sink());
        }));
        for (long ping = 1; ping <= 200; ping++) {
            assertThat(run.<Long>entry("control").offer(ping).accepted()).isTrue();
            engine.runAll();
            assertThat(open.items).hasSize((int) ping);
        }
        assertThat(stuck.items).hasSize(1);
        run.entry("control").close();
        assertThat(opened(run)).hasSize(1_000);
    }

    @Test
    void mergePreferred_withBulkThatWaits_givesControlNext() { // P53
        var run = manual(Source.mergePreferred(Source.<Long>entry("control", 4), Source.range(0, 1_000))
                .to(stuck.sink()));
        for (int i = 1; i < 10; i++) {
            assertThat(run.<Long>entry("control").offer(-1L).accepted()).isTrue();
            openForOne();
            assertThat(stuck.items).hasSize(2 * i).endsWith(-1L);
            openForOne();
        }
        run.entry("control").close();
        assertThat(opened(run)).hasSize(1_009);
    }
}
