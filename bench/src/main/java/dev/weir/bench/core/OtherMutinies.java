package dev.weir.bench.core;

import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Other pipelines of Mutiny. */
final class OtherMutinies {
    private static final List<Function<Multi<Long>, Multi<Long>>> BEGINNINGS = List.of(
            multi -> multi.map(n -> n + 2),
            multi -> multi.filter(n -> n % 3 != 0),
            multi -> multi.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            multi -> multi.flatMap(n -> Multi.createFrom().items(n, n + 1)),
            multi -> multi.select().first(700),
            multi -> multi.onItem().scan(() -> 0L, Long::sum),
            multi -> multi.select().distinct(),
            multi -> multi.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Multi<Long>, Object>> ENDS = List.of(
            multi -> multi.map(n -> n - 7)
                    .filter(n -> n > 5)
                    .collect()
                    .in(() -> new long[1], (most, n) -> most[0] = Math.max(most[0], n))
                    .await()
                    .indefinitely(),
            multi -> multi.skip().first(3).collect().last().await().indefinitely(),
            multi -> multi.map(n -> n & 255)
                    .select()
                    .first(n -> n < 256)
                    .collect()
                    .asList()
                    .await()
                    .indefinitely());

    private OtherMutinies() {}

    static List<Supplier<Object>> all() {
        return Others.crossed(
                BEGINNINGS, ENDS, Multi.createFrom().range(0, Others.ITEMS).map(n -> n + 3L));
    }
}
