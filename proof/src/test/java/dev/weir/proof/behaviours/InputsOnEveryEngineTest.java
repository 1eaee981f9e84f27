package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Graph;
import dev.weir.Junction;
import dev.weir.Running;
import dev.weir.Source;
import dev.weir.Weighted;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.Books;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many to one, and both ways at once: who has his turn, and who goes on while another is stuck. */
@Timeout(60)
class InputsOnEveryEngineTest {
    private static SourceProbe<Long> input() {
        return SourceProbe.create(Capacity.items(300));
    }

    /** A run that is stuck with one item, while each input has three hundred of its number, and its link is full of it. */
    private static Running<List<Long>> ready(
            Ground ground, Source<Long> merged, SinkProbe<Long> sink, List<SourceProbe<Long>> inputs)
            throws InterruptedException {
        Running<List<Long>> run = ground.start(merged.to(sink.sink()));
        ground.until("all begin", () -> inputs.stream().allMatch(SourceProbe::started));
        inputs.getFirst().emit(-1L);
        ground.until("one has come", () -> sink.items().size() == 1);
        for (int i = 0; i < inputs.size(); i++) {
            long number = i;
            SourceProbe<Long> input = inputs.get(i);
            Stream.generate(() -> number).limit(300).forEach(input::emit);
            input.end();
            ground.until(
                    "it is ready",
                    () -> run.pressure().link("inputs[" + number + "]").held() == 32);
        }
        return run;
    }

    // T57: inputs that are ready take turns: one item each for a sink that pauses after each, else a few at most.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void merge_ofReadySources_alternates(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<SourceProbe<Long>> inputs = List.of(input(), input());
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ready(
                    ground,
                    Source.<Long>merge(inputs.get(0).source(), inputs.get(1).source())
                            .named("inputs"),
                    sink,
                    inputs);
            for (int i = 2; i <= 41; i++) {
                int come = i;
                sink.makeRoom(1);
                ground.until("one more has come", () -> sink.items().size() == come);
            }
            for (int i = 2; i < 41; i++) {
                assertThat(sink.items().get(i))
                        .as("%d of %s", i, sink.items())
                        .isNotEqualTo(sink.items().get(i - 1));
            }
            ground.until(
                    "there is enough in both",
                    () -> run.pressure().links().stream().limit(2).allMatch(link -> link.held() >= 20));
            sink.makeRoom(32);
            ground.until("as many more have come", () -> sink.items().size() == 73);
            assertThat(sink.items().subList(41, 73).stream().filter(n -> n == 0))
                    .hasSizeBetween(8, 24);
            sink.makeRoom();
            assertThat(ground.result(run)).hasSize(601);
        });
    }

    // P19: sources get their share by weight, and none starves.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void mergePrioritized_whileAllAreReady_givesInProportion(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            List<SourceProbe<Long>> inputs = List.of(input(), input(), input());
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            Source<Long> merged = Source.<Long>mergePrioritized(
                            new Weighted<>(inputs.get(0).source(), 6),
                            new Weighted<>(inputs.get(1).source(), 3),
                            new Weighted<>(inputs.get(2).source(), 1))
                    .named("inputs");
            var run = ready(ground, merged, sink, inputs);
            sink.makeRoom(50);
            ground.until("fifty have come", () -> sink.items().size() == 51);
            assertThat(Collections.frequency(sink.items(), 0L)).isBetween(27, 32);
            assertThat(Collections.frequency(sink.items(), 1L)).isBetween(13, 17);
            assertThat(Collections.frequency(sink.items(), 2L))
                    .as("it does not starve")
                    .isBetween(4, 6);
            sink.makeRoom();
            assertThat(ground.result(run)).hasSize(901);
        });
    }

    // P53: what waits in the preferred input comes next, however much bulk waits beside it.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void mergePreferred_withBulkThatWaits_givesControlNext(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(Source.mergePreferred(Source.<Long>entry("control", 4), Source.range(0, 100))
                    .named("inputs")
                    .to(sink.sink()));
            ground.until("bulk has come", () -> sink.items().size() == 1);
            for (int i = 1; i < 10; i++) {
                int taken = 2 * i;
                assertThat(run.<Long>entry("control").offer(-1L).accepted()).isTrue();
                ground.until(
                        "it is there", () -> run.pressure().link("inputs[0]").held() == 1);
                sink.makeRoom(1);
                ground.until("the next comes", () -> sink.items().size() == taken);
                assertThat(sink.items()).endsWith(-1L);
                sink.makeRoom(1);
                ground.until("bulk comes", () -> sink.items().size() == taken + 1);
            }
            run.entry("control").close();
            sink.makeRoom();
            assertThat(ground.result(run)).hasSize(109);
        });
    }

    // P53: a ping is answered while the load beside it is stuck.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void controlLane_besideABulkLaneThatIsStuck_isServed(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> answered = SinkProbe.open();
            SinkProbe<Long> stuck = SinkProbe.withRoomFor(1);
            Junction junction = Junction.named("lanes");
            Junction.In<Long> control = junction.in(Source.entry("control", 4));
            Junction.In<Long> bulk = junction.in(Source.range(0, 200));
            Junction.Out<Long> answers = junction.out();
            Junction.Out<Long> loads = junction.out();
            junction.runs(() -> ports -> ports.move(control, answers) || ports.move(bulk, loads));
            var run = ground.start(Graph.of(graph -> {
                graph.end(answers.source(), answered.sink());
                return graph.end(loads.source(), stuck.sink());
            }));
            ground.until("the load has begun", () -> stuck.items().size() == 1);
            for (long ping = 1; ping <= 50; ping++) {
                long sent = ping;
                assertThat(run.<Long>entry("control").offer(ping).accepted()).isTrue();
                ground.until("it is answered", () -> answered.items().size() == sent);
            }
            assertThat(stuck.items()).hasSize(1);
            run.entry("control").close();
            stuck.makeRoom();
            assertThat(ground.result(run)).isEqualTo(longs(0, 200));
        });
    }

    // T67, T68, P36: each direction of a proxy goes as fast as its reader, and is held back within its links.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void junction_ofBothDirections_movesEachOnItsOwn(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> client = SinkProbe.withRoomFor(1);
            SinkProbe<Long> server = SinkProbe.withRoomFor(1);
            AtomicInteger fromServer = new AtomicInteger();
            Junction proxy = Junction.named("proxy");
            Junction.In<Long> there = proxy.in(Source.range(0, 100), Capacity.items(2));
            Junction.In<Long> back =
                    proxy.in(Source.range(0, 300).peek(n -> fromServer.incrementAndGet()), Capacity.items(2));
            Junction.Out<Long> toClient = proxy.out(Capacity.items(2));
            Junction.Out<Long> toServer = proxy.out(Capacity.items(2));
            proxy.runs(() -> ports -> {
                boolean moved = ports.move(there, toServer);
                return ports.move(back, toClient) || moved;
            });
            var run = ground.start(Graph.of(graph -> {
                graph.end(toServer.source(), server.sink());
                return graph.end(toClient.source(), client.sink());
            }));
            // both are stuck; then one reads three while the other reads one, or none
            for (int round = 0; round < 10; round++) {
                int asked = round;
                ground.until("the client reads", () -> client.items().size() == 1 + 3 * asked);
                ground.until("the server reads", () -> server.items().size() == 1 + asked);
                ground.settle();
                assertThat(client.items()).hasSize(1 + 3 * round);
                assertThat(server.items()).hasSize(1 + round);
                assertThat(fromServer.get()).isLessThanOrEqualTo(client.items().size() + 2 + 2 + 1);
                Books.assertKept(run);
                client.makeRoom(3);
                server.makeRoom(1);
            }
            ground.until("the client is stuck again", () -> client.items().size() == 31);
            server.makeRoom();
            ground.until("the other direction flows", () -> server.items().size() == 100);
            ground.settle();
            assertThat(client.items()).hasSize(31);
            client.makeRoom();
            assertThat(ground.result(run)).isEqualTo(longs(0, 300));
            assertThat(server.items()).isEqualTo(longs(0, 100));
        });
    }
}
