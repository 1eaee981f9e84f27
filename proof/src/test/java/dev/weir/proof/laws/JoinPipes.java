package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;

import dev.weir.Source;
import dev.weir.Weighted;
import dev.weir.testkit.PipeLaws;
import java.util.Comparator;
import java.util.List;

/** Joins, tried as pieces: what comes is joined with a source that is always the same. */
final class JoinPipes {
    private static final List<Long> ALL = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);

    private JoinPipes() {}

    private static Source<Long> other() {
        return Source.of(7L, 8L);
    }

    static List<Case> all() {
        return List.of(
                pipe("merge", source -> Source.merge(source, other()), ALL, JoinPipes::inAnyOrder),
                pipe("merge of one", source -> Source.merge(source), SIX, PipeLaws::passesItems),
                pipe("mergePreferred", source -> Source.mergePreferred(source, other()), ALL, JoinPipes::inAnyOrder),
                pipe(
                        "mergePrioritized",
                        source -> Source.mergePrioritized(new Weighted<>(source, 3), new Weighted<>(other(), 1)),
                        ALL,
                        JoinPipes::inAnyOrder),
                pipe(
                        "mergeSorted",
                        source -> Source.mergeSorted(Comparator.naturalOrder(), source, other()),
                        ALL,
                        laws -> laws.passesItems().addsItems()),
                pipe(
                        "interleave",
                        source -> Source.interleave(2, source, other()),
                        List.of(1L, 2L, 7L, 8L, 3L, 4L, 5L, 6L),
                        laws -> laws.passesItems().addsItems()),
                pipe(
                        "concat",
                        source -> Source.concat(source, other()),
                        ALL,
                        laws -> laws.passesItems().addsItems()),
                pipe(
                        "concat behind another",
                        source -> Source.concat(other(), source),
                        List.of(7L, 8L, 1L, 2L, 3L, 4L, 5L, 6L),
                        laws -> laws.passesItems().addsItems()),
                pipe(
                        "orElse",
                        source -> source.orElse(other()),
                        SIX,
                        laws -> laws.passesItems().addsItems()),
                pipe("orElse of an empty one", source -> Source.<Long>of().orElse(source), SIX, PipeLaws::passesItems),
                pipe("zip", source -> source.zip(Source.range(0, Long.MAX_VALUE), (a, b) -> a), SIX),
                pipe(
                        "zip with a shorter one",
                        source -> source.zip(other(), (a, b) -> a * b),
                        List.of(7L, 16L),
                        laws -> laws.mayEnd().addsItems()),
                pipe("zipLatest", source -> source.zipLatest(Source.of(0L), (a, b) -> a + b), SIX, PipeLaws::mayLose));
    }

    private static PipeLaws<Long, Long> inAnyOrder(PipeLaws<Long, Long> laws) {
        return laws.passesItems().addsItems().inAnyOrder();
    }
}
