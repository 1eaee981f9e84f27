package dev.weir.bench.core;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** Other pipelines of Reactor. */
final class OtherReactors {
    private static final List<Function<Flux<Long>, Flux<Long>>> BEGINNINGS = List.of(
            flux -> flux.map(n -> n + 2),
            flux -> flux.filter(n -> n % 3 != 0),
            flux -> flux.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            flux -> flux.flatMap(n -> Flux.just(n, n + 1)),
            flux -> flux.take(700),
            flux -> flux.scan(0L, Long::sum),
            flux -> flux.distinct(),
            flux -> flux.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Flux<Long>, Object>> ENDS = List.of(
            flux -> flux.map(n -> n - 7)
                    .filter(n -> n > 5)
                    .reduce(0L, Math::max)
                    .block(),
            flux -> flux.skip(3).count().block(),
            flux -> flux.map(n -> n & 255).takeWhile(n -> n < 256).collectList().block());

    private OtherReactors() {}

    static List<Supplier<Object>> all() {
        return Others.crossed(BEGINNINGS, ENDS, Flux.range(0, Others.ITEMS).map(n -> n + 3L));
    }
}
