package dev.weir.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one stage costs for each item: the difference of three stages and none, divided by three. */
record PerStage(String method, double nanos, double bytes) {
    private static final int STAGES = 3;

    /** Of all that were measured with stages and without. */
    static List<PerStage> of(List<Result> results) {
        return Stream.of(
                        between(results, "iterators", "iteratorsNoStages"),
                        between(results, "stream", "streamNoStages"),
                        between(results, "weir", "weirNoStages"),
                        between(results, "weirEmit", "weirNoStages"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PerStage> between(List<Result> results, String with, String without) {
        return find(results, with)
                .flatMap(more -> find(results, without)
                        .map(less -> new PerStage(
                                with, (more.nanos() - less.nanos()) / STAGES, (more.bytes() - less.bytes()) / STAGES)));
    }

    private static Optional<Result> find(List<Result> results, String method) {
        return results.stream()
                .filter(result -> result.subject().equals(new Subject(Group.STAGES, method)))
                .findFirst();
    }
}
