package dev.weir.bench.core;

import dev.weir.Source;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Other pipelines of weir. */
final class OtherWeirs {
    private static final List<Function<Source<Long>, Source<Long>>> BEGINNINGS = List.of(
            source -> source.map(n -> n + 2),
            source -> source.filter(n -> n % 3 != 0),
            source -> source.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            source -> source.flatMap(n -> Source.of(n, n + 1)),
            source -> source.limit(700),
            source -> source.scan(0L, Long::sum),
            source -> source.<Long>mapMulti((n, out) -> out.emit(n ^ 1)),
            source -> source.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Source<Long>, Object>> ENDS = List.of(
            source -> source.map(n -> n - 7).filter(n -> n > 5).reduce(0L, Math::max),
            source -> source.skip(3).count(),
            source -> source.map(n -> n & 255).takeWhile(n -> n < 256).toList());

    private OtherWeirs() {}

    static List<Supplier<Object>> all() {
        return Others.crossed(BEGINNINGS, ENDS, Source.range(0, Others.ITEMS));
    }
}
