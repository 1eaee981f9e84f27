package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;

import dev.weir.Action;
import dev.weir.Capacity;
import dev.weir.Expander;
import dev.weir.Fn;
import dev.weir.Pipe;
import dev.weir.Source;
import dev.weir.Test;
import dev.weir.testkit.PipeLaws;
import java.util.List;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;

/** Those that do something with each item. */
final class ItemPipes {
    private ItemPipes() {}

    static List<Case> all() {
        return List.of(
                pipe(
                        "map",
                        source -> source.map(n -> n * 2),
                        List.of(2L, 4L, 6L, 8L, 10L, 12L),
                        laws -> laws.calling(
                                "called",
                                called -> source -> source.map(first(called, (Long n) -> n * 2))
                                        .named("called"))),
                pipe(
                        "filter",
                        source -> source.filter(n -> n % 2 == 0),
                        List.of(2L, 4L, 6L),
                        laws -> laws.passesItems()
                                .calling(
                                        "called",
                                        called -> source -> source.filter(test(called, n -> n % 2 == 0))
                                                .named("called"))),
                pipe(
                        "limit",
                        source -> source.limit(4),
                        List.of(1L, 2L, 3L, 4L),
                        laws -> laws.passesItems().mayEnd()),
                pipe("skip", source -> source.skip(2), List.of(3L, 4L, 5L, 6L), PipeLaws::passesItems),
                pipe(
                        "takeWhile",
                        source -> source.takeWhile(n -> n < 4),
                        List.of(1L, 2L, 3L),
                        laws -> laws.passesItems()
                                .mayEnd()
                                .calling(
                                        "called",
                                        called -> source -> source.takeWhile(test(called, n -> n < 4))
                                                .named("called"))),
                pipe(
                        "dropWhile",
                        source -> source.dropWhile(n -> n < 4),
                        List.of(4L, 5L, 6L),
                        laws -> laws.passesItems()
                                .calling(
                                        "called",
                                        called -> source -> source.dropWhile(test(called, n -> n < 4))
                                                .named("called"))),
                pipe(
                        "peek",
                        source -> source.peek(n -> {}),
                        SIX,
                        laws -> laws.passesItems()
                                .calling(
                                        "called",
                                        called -> source -> source.peek(called).named("called"))),
                pipe(
                        "scan",
                        source -> source.scan(0L, Long::sum),
                        List.of(1L, 3L, 6L, 10L, 15L, 21L),
                        laws -> laws.calling(
                                "called",
                                called -> source -> source.scan(0L, (Long a, Long b) -> {
                                            called.on(b);
                                            return a + b;
                                        })
                                        .named("called"))),
                pipe(
                        "mapMulti",
                        source -> source.mapMulti(twice()),
                        List.of(1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L, 6L, 6L),
                        laws -> laws.calling(
                                "called",
                                called -> source -> source.<Long>mapMulti((n, out) -> {
                                            called.on(n);
                                            twice().expand(n, out);
                                        })
                                        .named("called"))),
                pipe(
                        "gather, as scan",
                        source -> source.gather(Gatherers.scan(() -> 0L, Long::sum)),
                        List.of(1L, 3L, 6L, 10L, 15L, 21L),
                        laws -> laws.calling("called", ItemPipes::gathered)),
                pipe(
                        "gather, as windows",
                        source -> source.gather(Gatherers.windowFixed(4)),
                        SIX,
                        List.of(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L)),
                        laws -> laws),
                pipe(
                        "gather, as limit",
                        source -> source.gather(Gatherer.<Long, int[], Long>ofSequential(
                                () -> new int[1], (seen, n, down) -> down.push(n) && ++seen[0] < 3)),
                        List.of(1L, 2L, 3L),
                        PipeLaws::mayEnd),
                pipe("buffer", source -> source.buffer(2), SIX, PipeLaws::passesItems),
                pipe(
                        "buffer by weight",
                        source -> source.buffer(Capacity.items(4).weighing(6, 6, (Long n) -> n)),
                        SIX,
                        PipeLaws::passesItems),
                pipe(
                        "named, typed, releasing",
                        Pipe.typed(
                                        "piece",
                                        Long.class,
                                        Long.class,
                                        (Source<Long> source) ->
                                                source.named("first").typed(Long.class))
                                .then(source -> source.releasing(String.class, text -> {})),
                        SIX,
                        PipeLaws::passesItems),
                pipe("a chain that is longer than an island", ItemPipes::chain, SIX, PipeLaws::passesItems));
    }

    private static Source<Long> chain(Source<Long> source) {
        Source<Long> chain = source;
        for (int i = 0; i < 300; i++) {
            chain = chain.filter(n -> true);
        }
        return chain;
    }

    private static Pipe<Long, Long> gathered(Action<Object> called) {
        return source -> source.gather(Gatherer.<Long, long[], Long>ofSequential(() -> new long[1], (sum, n, down) -> {
                    unchecked(called, n);
                    sum[0] += n;
                    return down.push(sum[0]);
                }))
                .named("called");
    }

    /** Throws what it throws, also where no checked exception may be declared. */
    static void unchecked(Action<Object> called, Object item) {
        try {
            called.on(item);
        } catch (Exception e) {
            ItemPipes.<RuntimeException>rethrow(e);
        }
    }

    @SuppressWarnings("unchecked") // the compiler is told that it is unchecked
    private static <X extends Exception> void rethrow(Exception e) throws X {
        throw (X) e;
    }

    private static Expander<Long, Long> twice() {
        return (n, out) -> {
            out.emit(n);
            out.emit(n);
        };
    }

    /** Does this first. */
    static <I, O> Fn<I, O> first(Action<Object> called, Fn<I, O> then) {
        return item -> {
            called.on(item);
            return then.apply(item);
        };
    }

    static <I> Test<I> test(Action<Object> called, Test<I> then) {
        return item -> {
            called.on(item);
            return then.holds(item);
        };
    }
}
