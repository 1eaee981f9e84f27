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

/** Logic of one's own between any inlets and outlets. */
@Timeout(20)
class JunctionTest {
    private final ManualEngine engine = new ManualEngine();

    /** Both directions of a proxy in one. */
    private record Proxy(Source<Long> toClient, Source<Long> toServer) {}

    private static Proxy proxy(Source<Long> fromClient, Source<Long> fromServer) {
        Junction junction = Junction.named("proxy");
        Junction.In<Long> client = junction.in(fromClient);
        Junction.In<Long> server = junction.in(fromServer);
        Junction.Out<Long> toClient = junction.out();
        Junction.Out<Long> toServer = junction.out();
        junction.runs(() -> ports -> {
            boolean there = ports.move(client, toServer);
            boolean back = ports.move(server, toClient);
            return there || back;
        });
        return new Proxy(toClient.source(), toServer.source());
    }

    private static Pipeline<List<Long>> both(
            Proxy proxy, Sink<Long, List<Long>> client, Sink<Long, List<Long>> server) {
        return Graph.of(graph -> {
            graph.end(proxy.toServer(), server);
            return graph.end(proxy.toClient(), client);
        });
    }

    @Test
    void junction_ofBothDirections_movesEachOnItsOwn() { // T67, T68, P36
        Flows.Gate<Long> client = new Flows.Gate<>();
        Flows.Gate<Long> server = new Flows.Gate<>();
        Flows.Counted fromServer = new Flows.Counted();
        Running<?> run = both(proxy(Source.range(0, 100), fromServer.source(1_000)), client.sink(), server.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(client.items).hasSize(1);
        assertThat(server.items).hasSize(1);
        server.open();
        engine.runAll();
        assertThat(server.items).as("the other direction is stuck").isEqualTo(longs(0, 100));
        assertThat(client.items).hasSize(1);
        assertThat(fromServer.pulled.get()).as("two links, and what is in hand").isLessThanOrEqualTo(32 + 32 + 2);
        client.open();
        engine.runAll();
        result(run);
        assertThat(client.items).isEqualTo(longs(0, 1_000));
        assertQuiet(run);
    }

    @Test
    void junction_withAnInletThatFailsWhileOthersGoOn_ends() {
        Source<Long> endless = Source.range(0, Long.MAX_VALUE);
        Source<Long> failing = Source.range(0, 3).through(Flows.failing());
        Proxy proxy = proxy(endless, failing);
        Running<?> run = Graph.<List<Long>>of(graph -> {
                    graph.end(proxy.toServer(), Sink.count());
                    return graph.end(proxy.toClient(), Sink.toList());
                })
                .start();
        assertThat(failure(run)).hasRootCauseMessage("it fails");
    }

    @Test
    void junction_asARouter_putsWhereThereIsRoom() {
        Junction junction = Junction.named("router");
        Junction.In<Long> in = junction.in(Source.range(0, 1_000), Capacity.items(1));
        Junction.Out<Long> even = junction.out(Capacity.items(1));
        Junction.Out<Long> odd = junction.out(Capacity.items(2));
        junction.runs(() -> ports -> {
            Long next = ports.peek(in);
            return next != null && ports.move(in, next % 2 == 0 ? even : odd);
        });
        List<Long> all = Source.<Long>merge(even.source(), odd.source()).toList();
        assertThat(all).containsExactlyInAnyOrderElementsOf(longs(0, 1_000));
    }

    @Test
    void junction_thatPutsWithoutRoom_failsClearly() {
        Junction junction = Junction.named("greedy");
        Junction.In<Long> in = junction.in(Source.range(0, 1_000));
        Junction.Out<Long> out = junction.out(Capacity.items(1));
        junction.runs(() -> ports -> {
            if (ports.ready(in)) {
                ports.put(out, ports.take(in));
                return true;
            }
            return false;
        });
        assertThatThrownBy(() -> out.source().count())
                .hasRootCauseMessage("an outlet must have room when an item is put but outlet 0 of 'greedy' had none;"
                        + " ask room(...) first");
    }

    @Test
    void junction_whenAnInletFails_failsItsOutlets() {
        Junction junction = Junction.named("mix");
        Junction.In<Long> in = junction.in(Source.<Long>of(1L).through(Flows.failing()));
        Junction.In<Long> other = junction.in(Source.range(0, Long.MAX_VALUE));
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> ports.move(in, out) || ports.move(other, out));
        assertThatThrownBy(() -> out.source().count()).hasRootCauseMessage("it fails");
    }

    @Test
    void junction_thatIsStoppedFromBehind_stopsItsInlets() {
        Flows.Counted counted = new Flows.Counted();
        Junction junction = Junction.named("mix");
        Junction.In<Long> in = junction.in(counted.source(1_000_000));
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> ports.move(in, out));
        Running<List<Long>> run = out.source().limit(5).to(Sink.<Long>toList()).start();
        assertThat(result(run)).isEqualTo(longs(0, 5));
        assertThat(counted.closed).hasValue(1);
        assertQuiet(run);
    }

    @Test
    void junction_withAnEndedOutlet_goesOnWithTheOthers() {
        Junction junction = Junction.named("split");
        Junction.In<Long> in = junction.in(Source.range(0, 100));
        Junction.Out<Long> first = junction.out();
        Junction.Out<Long> rest = junction.out();
        junction.runs(() -> ports -> {
            Long next = ports.peek(in);
            if (next == null) {
                return false;
            }
            if (next == 10) {
                ports.end(first);
            }
            return ports.move(in, next < 10 ? first : rest);
        });
        List<Long> all = Source.<Long>concat(first.source(), rest.source()).toList();
        assertThat(all).isEqualTo(longs(0, 100));
    }

    @Test
    void junction_withoutLogic_saysSo() {
        Junction.Out<Long> out = Junction.named("empty").out();
        assertThatThrownBy(out::source)
                .hasMessage("junction 'empty' must have logic before its outlets are used but has none;"
                        + " call runs(...) first");
        assertThatThrownBy(() -> Junction.named("empty").runs(() -> ports -> false))
                .hasMessageContaining(">= 1 inlet and >= 1 outlet");
    }

    @Test
    void junction_whoseLogicFails_failsTheRun() {
        Junction junction = Junction.named("bad");
        Junction.In<Long> in = junction.in(Source.range(0, 10));
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> {
            ports.stop(in);
            throw new IllegalStateException("logic");
        });
        Running<Long> run = out.source().to(Sink.<Long>count()).start();
        assertThat(failure(run)).hasMessageContaining("bad").hasRootCauseMessage("logic");
    }

    // An inlet that has nothing gives nothing: who takes without looking is told which one.
    @Test
    void take_fromAnInletThatIsNotReady_failsWithItsNumber() {
        Junction junction = Junction.named("blind");
        var _ = junction.in(Source.of(1L));
        Junction.In<Long> idle = junction.in(Source.<Long>entry("idle", 1));
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> {
            ports.put(out, ports.take(idle));
            return true;
        });
        Running<Long> run = out.source().to(Sink.count()).on(engine).start();
        engine.runAll();
        assertThat(failure(run))
                .hasRootCauseMessage("an inlet must be ready when an item is taken but inlet 1 of 'blind'"
                        + " was not; look with peek(...) first");
        assertQuiet(run);
    }

    // The logic sees that an outlet is not wanted any more, and that an inlet has ended, and may leave it at that.
    @Test
    void logic_seesWhatHasEndedAndWhatIsWanted() {
        Junction junction = Junction.named("valve");
        Junction.In<Long> in = junction.in(Source.range(0, 100));
        Junction.Out<Long> few = junction.out();
        Junction.Out<Long> rest = junction.out();
        junction.runs(() -> ports -> ports.move(in, ports.wanted(few) ? few : rest));
        Running<?> run = Graph.of(graph -> {
                    graph.end(rest.source(), Sink.<Long>count());
                    return graph.end(few.source().limit(2), Sink.<Long>toList());
                })
                .on(engine)
                .start();
        engine.runAll();
        assertThat(result(run)).isEqualTo(List.of(0L, 1L));
        assertQuiet(run);
    }
}
