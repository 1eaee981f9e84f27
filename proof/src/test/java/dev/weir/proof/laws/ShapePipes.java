package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;
import static dev.weir.proof.laws.ItemPipes.first;

import dev.weir.Branch;
import dev.weir.Feedback;
import dev.weir.Junction;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.testkit.PipeLaws;
import java.util.List;
import java.util.stream.Stream;

/** Those with an inside: lanes, groups, branches, circles, inner sources. */
final class ShapePipes {
    private static final List<Long> TWICE = List.of(1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L, 6L, 6L);

    private ShapePipes() {}

    static List<Case> all() {
        return Stream.of(lanes(), branches(), inner(), circles())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> lanes() {
        return List.of(
                pipe(
                        "balance",
                        source -> source.balance(2, lane -> lane),
                        SIX,
                        laws -> laws.passesItems().inAnyOrder().hasPartsThatFailAlone()),
                pipe(
                        "balance with calls in its lanes",
                        source -> source.balance(3, lane -> lane.mapConcurrent(2, n -> n)),
                        SIX,
                        laws -> laws.inAnyOrder().hasPartsThatFailAlone()),
                pipe(
                        "partition",
                        source -> source.partition(2, n -> n % 2, lane -> lane),
                        SIX,
                        laws -> laws.passesItems()
                                .inAnyOrder()
                                .hasPartsThatFailAlone()
                                .calling(
                                        "partition-2",
                                        called -> source ->
                                                source.partition(2, first(called, (Long n) -> n % 2), lane -> lane))),
                pipe(
                        "groupBy",
                        source -> source.groupBy(3, n -> n % 3, (key, group) -> group),
                        SIX,
                        laws -> laws.passesItems()
                                .inAnyOrder()
                                .hasPartsThatFailAlone()
                                .calling(
                                        "called",
                                        called -> source -> source.groupBy(
                                                        3, first(called, (Long n) -> n % 3), (key, group) -> group)
                                                .named("called"))),
                pipe(
                        "groupBy with fewer flows than groups",
                        source -> source.groupBy(1, n -> n % 3, (key, group) -> group.buffer(2)),
                        SIX,
                        laws -> laws.passesItems().inAnyOrder().hasPartsThatFailAlone()),
                pipe(
                        "groupBy with code that is suspended",
                        source -> source.groupBy(
                                2, n -> n % 2, (key, group) -> group.<Long>mapMulti((n, out) -> out.emit(n))),
                        SIX,
                        laws -> laws.inAnyOrder().hasPartsThatFailAlone()));
    }

    private static List<Case> branches() {
        return List.of(
                pipe(
                        "branch",
                        source -> source.branch(one -> one, other -> other.buffer(2)),
                        TWICE,
                        laws -> laws.inAnyOrder().hasPartsThatFailAlone()),
                pipe(
                        "both",
                        source -> source.both(one -> one, other -> other.buffer(2), (a, b) -> a + b),
                        List.of(2L, 4L, 6L, 8L, 10L, 12L)),
                pipe("also, waiting", source -> source.also(Branch.waiting(Sink.ignore())), SIX),
                pipe("also, drop oldest", source -> source.also(Branch.dropOldest(1, Sink.ignore())), SIX),
                pipe("also, drop newest", source -> source.also(Branch.dropNewest(1, Sink.ignore())), SIX),
                pipe("also, latest", source -> source.also(Branch.latest(Sink.ignore())), SIX),
                pipe("divertTo", source -> source.divertTo(n -> n % 2 == 0, Sink.ignore()), List.of(1L, 3L, 5L)),
                pipe(
                        "a junction",
                        ShapePipes::junction,
                        SIX,
                        laws -> laws.inAnyOrder().hasPartsThatFailAlone()));
    }

    /** Items go out where there is room. */
    private static Source<Long> junction(Source<Long> source) {
        Junction junction = Junction.named("either");
        Junction.In<Long> in = junction.in(source);
        Junction.Out<Long> one = junction.out();
        Junction.Out<Long> other = junction.out();
        junction.runs(() -> ports -> ports.move(in, one) || ports.move(in, other));
        return Source.merge(one.source(), other.source());
    }

    private static List<Case> inner() {
        return List.of(
                pipe(
                        "flatMap",
                        source -> source.flatMap(n -> Source.of(n, n)),
                        TWICE,
                        laws -> laws.calling(
                                "called",
                                called -> source -> source.flatMap(first(called, (Long n) -> Source.of(n, n)))
                                        .named("called"))),
                pipe(
                        "flatMap of sources with links",
                        source -> source.flatMap(n -> Source.of(n, n).buffer(1)),
                        TWICE),
                pipe(
                        "flatMap of code that is suspended",
                        source -> source.flatMap(n -> Source.of(n).<Long>mapMulti((item, out) -> {
                            out.emit(item);
                            out.emit(item);
                        })),
                        TWICE),
                pipe(
                        "flatMapConcurrent",
                        source -> source.flatMapConcurrent(2, n -> Source.of(n, n)),
                        TWICE,
                        laws -> laws.inAnyOrder()
                                .calling(
                                        "called",
                                        called -> source -> source.flatMapConcurrent(
                                                        2, first(called, (Long n) -> Source.of(n, n)))
                                                .named("called"))),
                pipe(
                        "flatMapConcurrent of sources with links",
                        source ->
                                source.flatMapConcurrent(3, n -> Source.of(n, n).buffer(1)),
                        TWICE,
                        PipeLaws::inAnyOrder),
                pipe(
                        "a pipe after a pipe",
                        ((Pipe<Long, Long>) source -> source.map(n -> n + 1)).then(source -> source.map(n -> n - 1)),
                        SIX));
    }

    private static List<Case> circles() {
        return List.of(
                pipe(
                        "feedback",
                        source -> source.feedback(3, (Source<Long> in) -> in.map(ShapePipes::down)),
                        List.of(0L, 0L, 0L, 0L, 0L, 0L)),
                pipe(
                        "feedback through calls out of order",
                        source ->
                                source.feedback(2, (Source<Long> in) -> in.mapConcurrentUnordered(2, ShapePipes::down)),
                        List.of(0L, 0L, 0L, 0L, 0L, 0L)));
    }

    private static Feedback<Long, Long> down(Long n) {
        return n == 0 ? Feedback.out(n) : Feedback.again(n - 1);
    }
}
