package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.shape;
import static dev.weir.proof.laws.Case.sink;
import static dev.weir.proof.laws.ItemPipes.unchecked;

import dev.weir.Branch;
import dev.weir.Bytes;
import dev.weir.Capacity;
import dev.weir.Graph;
import dev.weir.Hub;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Texts;
import dev.weir.testkit.SinkProbe;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that items can go to, and what is behind a source as a whole. */
final class Sinks {
    private Sinks() {}

    static List<Case> all() {
        return Stream.of(results(), outside(), fans(), graphs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> results() {
        return List.of(
                sink("toList", Sink::toList, SIX),
                sink(
                        "collect",
                        () -> Sink.collect(Collectors.summingLong((Long n) -> n)),
                        SIX,
                        21L,
                        laws -> laws.calling(
                                "collect",
                                called -> Sink.collect(Collectors.summingLong((Long n) -> {
                                    unchecked(called, n);
                                    return n;
                                })))),
                sink("count", Sink::count, 6L),
                sink(
                        "reduce",
                        () -> Sink.reduce(0L, (Long a, Long b) -> a + b),
                        SIX,
                        21L,
                        laws -> laws.calling(
                                "reduce",
                                called -> Sink.reduce(0L, (Long a, Long b) -> {
                                    called.on(b);
                                    return a + b;
                                }))),
                sink(
                        "forEach",
                        () -> Sink.forEach(n -> {}),
                        SIX,
                        null,
                        laws -> laws.calling("forEach", called -> Sink.forEach(called))),
                sink("ignore", Sink::ignore, null),
                sink(
                        "a pipe and a sink",
                        () -> ((Pipe<Long, Long>) source -> source.buffer(1).filter(n -> n > 2)).to(Sink.count()),
                        4L));
    }

    private static List<Case> outside() {
        Opened opened = new Opened();
        List<byte[]> bytes = List.of(new byte[2], new byte[3]);
        List<CharSequence> texts = List.of("ab", "cde");
        return List.of(
                sink("writing", () -> SinkProbe.<Long>open().sink(), SIX),
                sink("writing, told by runnables", () -> Sink.<Long>writing(n -> true, drained -> {}), 6L),
                sink("writing to what is full at once", Sinks::alwaysFull, 6L),
                sink("putting", () -> Sink.putting(new LinkedBlockingQueue<Long>()), 6L),
                sink("write bytes", () -> Bytes.write(opened::output), bytes, 5L, laws -> laws.opening(opened::left)),
                sink("write texts", () -> Texts.write(opened::writer), texts, 5L, laws -> laws.opening(opened::left)),
                sink("a hub's sink", () -> Hub.<Long>live("hub").sink(), 6L));
    }

    /** Says that it is full after each item, and has drained before it has said so. */
    private static Sink<Long, Long> alwaysFull() {
        Runnable[] drained = {() -> {}};
        return Sink.writing(
                n -> {
                    drained[0].run();
                    return false;
                },
                told -> drained[0] = told);
    }

    private static List<Case> fans() {
        return List.of(
                sink(
                        "broadcast",
                        () -> Sink.broadcast(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.waiting(Capacity.items(1), Sink.<Long>count())),
                        List.of(6L, 6L)),
                sink(
                        "broadcast to one that ends early",
                        () -> Sink.broadcast(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.waiting(((Pipe<Long, Long>) source -> source.limit(2)).to(Sink.count()))),
                        List.of(6L, 2L)),
                sink(
                        "broadcast to one that loses",
                        () -> Sink.teeing(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.dropOldest(1, Sink.<Long>ignore()),
                                (count, none) -> count),
                        6L),
                sink(
                        "broadcast to one that is detached",
                        () -> Sink.teeing(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.detach(64, Sink.<Long>ignore()),
                                (count, none) -> count),
                        6L),
                sink(
                        "broadcast to one that fails when it is full",
                        () -> Sink.teeing(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.failing(64, Sink.<Long>ignore()),
                                (count, none) -> count),
                        6L),
                sink(
                        "broadcast to the latest",
                        () -> Sink.teeing(
                                Branch.waiting(Sink.<Long>count()),
                                Branch.latest(Sink.<Long>ignore()),
                                (count, none) -> count),
                        6L),
                sink(
                        "unzip",
                        () -> Sink.unzip(
                                (Long n) -> n,
                                Sink.<Long>count(),
                                n -> -n,
                                Sink.reduce(0L, (Long a, Long b) -> a + b),
                                List::of),
                        List.of(6L, -21L)));
    }

    private static List<Case> graphs() {
        return List.of(
                shape("graph: broadcast", source -> graph(source, Shape.BROADCAST), 12L),
                shape("graph: balance", source -> graph(source, Shape.BALANCE), 6L),
                shape("graph: route", source -> graph(source, Shape.ROUTE), 6L),
                shape("graph: a loop", Sinks::loop, 6L));
    }

    private enum Shape {
        BROADCAST,
        BALANCE,
        ROUTE
    }

    private static Pipeline<Long> graph(Source<Long> source, Shape shape) {
        return Graph.of(graph -> {
            List<Source<Long>> parts = switch (shape) {
                case BROADCAST -> graph.broadcast(source, 2);
                case BALANCE -> graph.balance(source, 2);
                case ROUTE -> graph.route(source, 2, n -> (int) (n % 2));
            };
            return graph.end(Source.merge(parts.get(0), parts.get(1)), Sink.count());
        });
    }

    /** Each item goes round until it is nothing. */
    private static Pipeline<Long> loop(Source<Long> source) {
        return Graph.of(graph -> {
            Graph.Loop<Long> loop = graph.loop("round", Capacity.items(64));
            List<Source<Long>> either =
                    graph.route(Source.mergePreferred(loop.source(), source), 2, n -> n > 0 ? 1 : 0);
            graph.close(loop, either.get(1).map(n -> n - 1));
            return graph.end(either.get(0), Sink.count());
        });
    }
}
