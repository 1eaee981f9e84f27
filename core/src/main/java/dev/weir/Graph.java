package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Balance;
import dev.weir.internal.stage.Broadcast;
import dev.weir.internal.stage.LoopSink;
import dev.weir.internal.stage.LoopSource;
import dev.weir.internal.stage.Outlet;
import dev.weir.internal.stage.Route;
import dev.weir.plan.IllegalPlanException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any shape, circles included. Flows are split into sources, which are used like any others, once each; every end is told
 * to the graph. Made by {@link #of}:
 *
 * {@snippet :
 * Pipeline<List<Page>> crawl = Graph.of(graph -> {
 *     Graph.Loop<Link> found = graph.loop("found", Capacity.items(10_000));
 *     Source<Page> pages = Source.mergePreferred(found.source(), seeds).mapConcurrent(8, client::fetch);
 *     List<Source<Page>> both = graph.broadcast(pages, 2);
 *     graph.close(found, both.get(0).flatMap(page -> Source.from(page.links())));
 *     return graph.end(both.get(1), Sink.toList());
 * });
 * }
 */
public final class Graph {
    private final List<Declared<?>> ends = new ArrayList<>();
    private final Map<String, Loop<?>> loops = new LinkedHashMap<>();

    private Graph() {}

    /**
     * One of the ends of a graph.
     *
     * @param <R> the result of its sink
     */
    public static final class End<R extends @Nullable Object> {
        private final int first;
        private final Declared<R> declared;

        private End(int first, Declared<R> declared) {
            this.first = first;
            this.declared = declared;
        }
    }

    /**
     * A way back. It has room of its own; should it be full, what is before it waits. It ends when all sources of the
     * pipeline have ended and nothing is held anywhere. A circle that is full all round and cannot move fails the flow.
     *
     * @param <T> the items
     */
    public static final class Loop<T> {
        private final String name;
        private final Capacity capacity;
        private final Object key = new Object();
        private boolean closed;

        private Loop(String name, Capacity capacity) {
            this.name = name;
            this.capacity = capacity;
        }

        /**
         * What comes back; to be used once.
         *
         * @return a source of it
         */
        public Source<T> source() {
            return new Source<T>(Spec.of(new LoopSource<T>(key, name, capacity)).outlet(0)).named(name);
        }
    }

    /**
     * Declares a pipeline of any shape.
     *
     * @param shape joins it, and answers the end whose result is the pipeline's
     * @param <R> the result
     * @return the pipeline
     * @throws IllegalPlanException if it cannot run
     */
    public static <R extends @Nullable Object> Pipeline<R> of(Function<Graph, End<R>> shape) {
        Graph graph = new Graph();
        End<R> told =
                Objects.requireNonNull(shape.apply(graph), "a graph must answer one of its ends but answered null");
        for (Loop<?> loop : graph.loops.values()) {
            if (!loop.closed) {
                throw new IllegalPlanException("every loop must be closed but '" + loop.name
                        + "' is not; call close(loop, source), or leave it out");
            }
        }
        List<Spec> sinks = new ArrayList<>();
        graph.ends.forEach(end -> sinks.addAll(end.sinks()));
        int last = told.first + told.declared.sinks().size();
        return new Pipeline<>(
                new Declared<>(sinks, values -> told.declared.result().apply(values.subList(told.first, last))));
    }

    /**
     * Every item to each of several sources; the slowest holds back. Each stands behind a link of
     * {@link Capacity#DEFAULT}.
     *
     * @param source what is split
     * @param sources how many, at least 1
     * @param <T> the items
     * @return so many sources
     */
    public <T> List<Source<T>> broadcast(Source<T> source, int sources) {
        return outlets(Spec.of(new Broadcast<T>("broadcast", waiting(sources), false), source.port()), sources);
    }

    /**
     * Each item to one of several sources that has room. Each stands behind a link of {@link Capacity#DEFAULT}.
     *
     * @param source what is split
     * @param sources how many, at least 1
     * @param <T> the items
     * @return so many sources
     */
    public <T> List<Source<T>> balance(Source<T> source, int sources) {
        Operators.atLeast("balance", 1, sources);
        return outlets(Spec.of(new Balance<T>(sources, Capacity.DEFAULT), source.port()), sources);
    }

    /**
     * Each item to the one of several sources that a function names. Each stands behind a link of {@link
     * Capacity#DEFAULT}; the item whose link is full is held, and nothing passes that one.
     *
     * @param source what is split
     * @param sources how many, at least 1
     * @param number names one of them, from 0
     * @param <T> the items
     * @return so many sources
     */
    public <T> List<Source<T>> route(Source<T> source, int sources, Fn<? super T, Integer> number) {
        Objects.requireNonNull(number);
        return outlets(Spec.of(new Route<T>("route", waiting(sources), number, false), source.port()), sources);
    }

    private static List<Outlet> waiting(int sources) {
        Operators.atLeast("sources", 1, sources);
        return Collections.nCopies(sources, Outlet.waiting());
    }

    private static <T> List<Source<T>> outlets(Spec fan, int sources) {
        return IntStream.range(0, sources)
                .mapToObj(i -> new Source<T>(fan.outlet(i)))
                .toList();
    }

    /**
     * A way back, which is to be closed.
     *
     * @param name its name
     * @param capacity the most that may be on it
     * @param <T> the items
     * @return the loop
     * @throws IllegalPlanException if there is one of this name
     */
    public <T> Loop<T> loop(String name, Capacity capacity) {
        Loop<T> loop = new Loop<>(name, Objects.requireNonNull(capacity));
        if (loops.putIfAbsent(name, loop) != null) {
            throw new IllegalPlanException("loops must have names of their own but two are named '" + name + "'");
        }
        return loop;
    }

    /**
     * Says what goes back.
     *
     * @param loop the way back
     * @param source what goes there
     * @param <T> the items
     * @throws IllegalPlanException if it is closed already
     */
    public <T> void close(Loop<T> loop, Source<? extends T> source) {
        if (loop.closed) {
            throw new IllegalPlanException(
                    "a loop must be closed once but '" + loop.name + "' was again; merge what goes back");
        }
        loop.closed = true;
        Spec sink = Spec.of(new LoopSink<T>(loop.key, loop.name, loop.capacity), source.port());
        ends.add(Declared.one(sink.named(loop.name + " (back)")));
    }

    /**
     * An end.
     *
     * @param source what ends
     * @param sink where
     * @param <T> the items
     * @param <R> the result of the sink
     * @return the end
     */
    public <T, R extends @Nullable Object> End<R> end(Source<T> source, Sink<? super T, R> sink) {
        Declared<R> declared = sink.declare(source);
        int first = ends.stream().mapToInt(end -> end.sinks().size()).sum();
        ends.add(declared);
        return new End<>(first, declared);
    }
}
