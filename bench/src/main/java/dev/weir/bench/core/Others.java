package dev.weir.bench.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Pipelines that ran before: each beginning of a library with each of its ends, so that much follows upon much. */
final class Others {
    static final int ITEMS = 1_000;

    private Others() {}

    /** Those of the library of a contender. */
    static List<Supplier<Object>> of(String contender) {
        return switch (contender) {
            case "floorLoop" -> List.of();
            case "floorChain" -> OtherFloors.chains();
            case "floorHidden" -> OtherFloors.hidden();
            case "weir" -> OtherWeirs.all();
            case "stream" -> OtherStreams.all();
            case "reactor" -> OtherReactors.all();
            case "rxJava" -> OtherRxJavas.all();
            case "mutiny" -> OtherMutinies.all();
            case "pekko" -> OtherPekkos.all();
            case "kotlin" -> KotlinOthers.all();
            default ->
                throw new IllegalArgumentException("there must be other pipelines for each contender but there are none"
                        + " for " + contender + "; write them next to OtherWeirs");
        };
    }

    /** Each beginning with each end. */
    static <T> List<Supplier<Object>> crossed(
            List<Function<T, T>> beginnings, List<Function<T, Object>> ends, T source) {
        List<Supplier<Object>> all = new ArrayList<>();
        for (Function<T, T> beginning : beginnings) {
            for (Function<T, Object> end : ends) {
                all.add(() -> end.apply(beginning.apply(source)));
            }
        }
        return all;
    }
}
