package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.Graph;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan says of itself: its text, its drawing, its bound, its names, and whether it joins what it has split. */
class DrawingTest {
    private static final Source<Long> LONGS = Source.range(0, 9);

    // One box for each island and one node for each stage; what holds items is round, and says how many.
    @Test
    void drawing_ofTwoIslands_showsEachStageOnce() {
        Plan plan = LONGS.map(n -> n)
                .named("a \"b\" <c>")
                .buffer(3)
                .to(Sink.count())
                .plan();
        assertThat(plan.toMermaid()).isEqualTo("""
                        flowchart LR
                          subgraph i0[ ]
                            n2(["buffer-2<br/>holds 3"])
                            n3["count-3"]
                          end
                          subgraph i1[ ]
                            n0["range-0"]
                            n1["a #quot;b#quot; #lt;c#gt;<br/>map"]
                          end
                          n2 --> n3
                          n1 --> n2
                          n0 --> n1
                        """);
        assertThat(plan).hasToString("""
                        #0 range-0 -> #1
                        #1 a "b" <c> (map) -> #2
                        #2 buffer-2 holds [3] -> #3
                        #3 count-3
                        """);
    }

    // A way back is drawn from where it ends to where it begins again, and nowhere else.
    @Test
    void drawing_ofACircle_showsTheWayBack() {
        Pipeline<Long> circle = Graph.of(graph -> {
            Graph.Loop<Long> loop = graph.loop("back", Capacity.items(3));
            List<Source<Long>> ways = graph.broadcast(Source.merge(LONGS, loop.source()), 2);
            graph.close(loop, ways.getFirst().filter(n -> false));
            return graph.end(ways.getLast(), Sink.count());
        });
        List<String> dotted = circle.plan()
                .toMermaid()
                .lines()
                .filter(line -> line.contains("-.->"))
                .toList();
        Node begins = node(circle.plan(), "loop");
        assertThat(dotted).hasSize(1);
        assertThat(dotted.getFirst()).endsWith("-.-> n" + begins.id());
    }

    private static Node node(Plan plan, String kind) {
        return plan.nodes().stream()
                .filter(node -> node.operator().kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> shapes() {
        Source<Long> twice = LONGS.<Long>branch(lane -> lane.map(n -> n), lane -> lane);
        return Stream.of(
                Arguments.of(false, LONGS.to(Sink.count())),
                Arguments.of(false, LONGS.zip(LONGS, Long::sum).to(Sink.count())),
                Arguments.of(false, twice.to(Sink.count())),
                Arguments.of(false, Source.concat(twice, LONGS).to(Sink.count())),
                Arguments.of(
                        false, LONGS.to(Sink.broadcast(Branch.waiting(Sink.count()), Branch.waiting(Sink.count())))),
                Arguments.of(
                        true, LONGS.both(lane -> lane, lane -> lane, Long::sum).to(Sink.count())),
                Arguments.of(
                        true,
                        LONGS.both(lane -> lane.buffer(2).map(n -> n), lane -> lane.map(n -> n), Long::sum)
                                .to(Sink.count())));
    }

    // Only what was split and is joined by a stage that waits for each of its inlets can wait for itself.
    @ParameterizedTest
    @MethodSource("shapes")
    void rejoins_ofWhatWasSplit_isOnlyWhereEachIsWaitedFor(boolean rejoins, Pipeline<?> pipeline) {
        assertThat(pipeline.plan().rejoins()).as("%s", pipeline.plan()).isEqualTo(rejoins);
    }

    // Names are told apart by a number, however many are alike.
    @Test
    void names_thatAreAlike_areNumbered() {
        Source<Long> three =
                LONGS.map(n -> n).named("x").map(n -> n).named("x").map(n -> n).named("x");
        assertThat(three.to(Sink.count()).plan().nodes())
                .extracting(Node::name)
                .containsExactly("range-0", "x", "x-2", "x-3", "count-4");
    }

    // The bound by weight is told where all is weighed, and otherwise which places count none.
    @Test
    void bound_asText_tellsTheWeightOrWhatHasNone() {
        Capacity heavy = Capacity.items(7).<Long>weighing(100, 10, n -> 1);
        assertThat(LONGS.buffer(heavy).to(Sink.count()).bound()).hasToString("items=9 weight=120");
        assertThat(LONGS.buffer(heavy).buffer(3).to(Sink.count()).bound())
                .hasToString("items=13 (no bound by weight: buffer-2)");
        assertThat(LONGS.to(Sink.count()).bound()).hasToString("items=1");
        assertThat(LONGS.buffer(Capacity.unbounded("so be it")).to(Sink.count()).bound())
                .hasToString("items=unbounded (no bound by weight: buffer-1)");
    }

    // So many stages that a call through all of them would be too deep get links in between, and more of them the
    // longer.
    @Test
    void plan_ofVeryManyStages_hasLinksInBetween() {
        Source<Long> chain = LONGS;
        for (int i = 0; i < 2_000; i++) {
            chain = chain.map(n -> n);
        }
        Pipeline<Long> pipeline = chain.to(Sink.count());
        long links = pipeline.plan().nodes().stream()
                .filter(node -> node.operator().kind().equals("buffer"))
                .count();
        assertThat(links).isBetween(2L, 100L);
        assertThat(pipeline.plan().islands()).isEqualTo((int) links + 1);
        assertThat(pipeline.run()).isEqualTo(9);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("a plan", "{\"version\""),
                Arguments.of("a node", "{\"id\":1"),
                Arguments.of("a capacity", "{\"items\""),
                Arguments.of("an edge", "{\"from\":0"));
    }

    // A field that nobody asks for is refused, wherever it stands.
    @ParameterizedTest
    @MethodSource("places")
    void fromJson_withAFieldTooMany_isRefused(String what, String begin) {
        String json = LONGS.buffer(3).to(Sink.count()).plan().toJson();
        assertThat(json).contains(begin);
        String more = json.replace(begin, "{\"more\":1," + begin.substring(1));
        assertThatThrownBy(() -> Plan.fromJson(more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have no other fields than")
                .hasMessageContaining("but has 'more'");
    }
}
