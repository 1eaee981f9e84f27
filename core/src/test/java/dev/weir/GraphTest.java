package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any shape, circles included, and what becomes of those that cannot move. */
@Timeout(20)
class GraphTest {
    /** Collatz: each number goes round until it is 1. */
    private static Feedback<Long, Long> collatz(Long n) {
        return n <= 1 ? Feedback.out(n) : Feedback.again(n % 2 == 0 ? n / 2 : 3 * n + 1);
    }

    @Test
    void feedback_ofItemsThatGoRound_endsWhenAllAreOut() {
        for (int room : new int[] {1, 2, 3, 16}) {
            Running<Long> run = Source.range(1, 500)
                    .feedback(room, (Source<Long> in) -> in.map(GraphTest::collatz))
                    .to(Sink.count())
                    .start();
            assertThat(result(run)).isEqualTo(499);
            assertQuiet(run);
        }
    }

    @Test
    void feedback_throughCallsOutOfOrder_losesNothing() {
        assertThat(Source.range(1, 500)
                        .feedback(8, (Source<Long> in) -> in.mapConcurrentUnordered(4, GraphTest::collatz))
                        .count())
                .isEqualTo(499);
    }

    /** A result is there, its reader sleeps no more, and is woken a moment later: that moment is no rest. */
    @Test
    void feedback_throughCallsThatWakeTheirReader_isNeverTakenToBeStuck() {
        Pipeline<Long> circle = Source.range(1, 40)
                .feedback(8, (Source<Long> in) -> in.mapConcurrentUnordered(4, GraphTest::collatz))
                .to(Sink.count())
                .on(Engine.ownThread());
        for (int run = 0; run < 200; run++) {
            assertThat(circle.run()).isEqualTo(39);
        }
    }

    @Test
    void feedback_whenNothingMoreIsWanted_stops() {
        assertThat(Source.range(1, Long.MAX_VALUE)
                        .feedback(8, (Source<Long> in) -> in.buffer(2).map(GraphTest::collatz))
                        .limit(100)
                        .count())
                .isEqualTo(100);
    }

    @Test
    void feedback_whoseBodyFails_fails() {
        assertThatThrownBy(() -> Source.range(1, Long.MAX_VALUE)
                        .feedback(8, (Source<Long> in) -> in.map(n -> collatz(n / Math.min(1, Math.abs(n - 97)))))
                        .count())
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void feedback_whoseBodyLosesItems_saysSo() {
        Running<Long> run = Source.range(1, 100)
                .feedback(8, (Source<Long> in) -> in.filter(n -> n != 16).map(GraphTest::collatz))
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasMessageMatching("(?s).*(have got no answer|cannot, and nothing outside).*");
    }

    @Test
    void feedback_whoseBodyMultiplies_saysSo() {
        Running<Long> run = Source.range(1, 1_000)
                .feedback(
                        8, (Source<Long> in) -> in.flatMap(n -> Source.of(n, n)).map(GraphTest::collatz))
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasMessageContaining("must answer each item once");
    }

    private static Pipeline<List<Long>> countdown(Source<Long> seeds, int room) {
        return Graph.of(graph -> {
            Graph.Loop<Long> again = graph.loop("again", Capacity.items(room));
            Source<Long> all = Source.mergePreferred(again.source(), seeds);
            List<Source<Long>> ways = graph.route(all, 2, n -> n > 0 ? 0 : 1);
            graph.close(again, ways.get(0).map(n -> n - 1));
            return graph.end(ways.get(1), Sink.toList());
        });
    }

    @Test
    void loop_whenNothingGoesRoundAnyMore_ends() {
        for (int i = 0; i < 50; i++) {
            Running<List<Long>> run = countdown(Source.range(0, 20), 64).start();
            assertThat(result(run)).hasSize(20).containsOnly(0L);
            assertQuiet(run);
        }
    }

    @Test
    void loop_withATimerInIt_endsToo() {
        ManualEngine engine = new ManualEngine();
        Pipeline<List<Long>> flow = Graph.of(graph -> {
            Graph.Loop<Long> again = graph.loop("again", Capacity.items(64));
            Source<Long> all = Source.merge(again.source(), Source.of(3L, 2L));
            List<Source<Long>> ways = graph.route(all, 2, n -> n > 0 ? 0 : 1);
            graph.close(again, ways.get(0).map(n -> n - 1).delay(Duration.ofMinutes(1)));
            return graph.end(ways.get(1).throttle(1, Duration.ofSeconds(1)), Sink.toList());
        });
        Running<List<Long>> run = flow.on(engine).start();
        engine.advance(Duration.ofMinutes(2));
        assertThat(run.ended()).isFalse();
        engine.advance(Duration.ofMinutes(2));
        assertThat(result(run)).containsExactly(0L, 0L);
    }

    // Writers that wait for the low mark must not keep a circle from using all of its room.
    @Test
    void loop_thatIsAlmostFull_stillMoves() {
        for (int items = 60; items <= 71; items++) {
            Running<List<Long>> run =
                    countdown(Source.range(0, items).map(n -> 300L), 4).start();
            assertThat(result(run)).hasSize(items);
        }
    }

    @Test
    void loop_thatMultipliesBeyondItsRoom_isFoundStuck() { // T73, P39
        Pipeline<List<Long>> flow = Graph.of(graph -> {
            Graph.Loop<Long> again = graph.loop("again", Capacity.items(4));
            Source<Long> all = Source.merge(again.source(), Source.range(0, 1_000));
            List<Source<Long>> both = graph.broadcast(all, 2);
            graph.close(again, both.get(0).flatMap(n -> Source.of(n, n)));
            return graph.end(both.get(1), Sink.toList());
        });
        Running<List<Long>> run = flow.start();
        assertThat(failure(run))
                .hasMessageContaining("must be able to move but this one cannot")
                .hasMessageContaining("'again' holds 4 of 4");
        assertQuiet(run);
    }

    @Test
    void branches_thatDriftApart_areFoundStuck() { // P39
        Running<Long> run = Source.range(0, 10_000)
                .<Long, Long, Long>both(in -> in, in -> in.filter(n -> n > 5_000), Long::sum)
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasMessageContaining("join branches that are one for one");
    }

    @Test
    void loop_thatIsNotClosed_isRefused() {
        assertThatThrownBy(() -> Graph.of(graph -> {
                    Graph.Loop<Long> again = graph.loop("again", Capacity.items(4));
                    return graph.end(again.source(), Sink.toList());
                }))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage("every loop must be closed but 'again' is not; call close(loop, source), or leave it out");
    }

    @Test
    void loop_thatIsUsedTwice_isRefused() {
        assertThatThrownBy(() -> Graph.of(graph -> {
                    Graph.Loop<Long> again = graph.loop("again", Capacity.items(4));
                    graph.close(again, again.source().map(n -> n));
                    return graph.end(again.source(), Sink.toList());
                }))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessageContaining("a loop's source must be used once");
    }

    @Test
    void graph_withAnOutletThatGoesNowhere_isRefused() {
        assertThatThrownBy(() -> Graph.of(graph ->
                        graph.end(graph.broadcast(Source.range(0, 3), 2).getFirst(), Sink.toList())))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessageContaining("every outlet must be joined");
    }

    @Test
    void graph_ofSeveralEnds_givesTheOneAsked() {
        Pipeline<Long> flow = Graph.of(graph -> {
            List<Source<Long>> ways = graph.balance(Source.range(0, 1_000), 3);
            graph.end(ways.get(0), Sink.ignore());
            Graph.End<Long> count = graph.end(Source.range(0, 7), Sink.count());
            graph.end(Source.merge(ways.get(1), ways.get(2)), Sink.toList());
            return count;
        });
        assertThat(flow.run()).isEqualTo(7);
    }

    @Test
    void plan_withACircle_drawsIt() {
        assertThat(countdown(Source.range(0, 3), 4).plan().toMermaid()).contains("-.->");
        assertThat(countdown(Source.range(0, 3), 4).bound().items()).isPresent();
    }
}
