package dev.weir.bench.core;

import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Other pipelines of RxJava. */
final class OtherRxJavas {
    private static final List<Function<Flowable<Long>, Flowable<Long>>> BEGINNINGS = List.of(
            flowable -> flowable.map(n -> n + 2),
            flowable -> flowable.filter(n -> n % 3 != 0),
            flowable -> flowable.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            flowable -> flowable.flatMap(n -> Flowable.just(n, n + 1)),
            flowable -> flowable.take(700),
            flowable -> flowable.scan(0L, Long::sum),
            flowable -> flowable.distinct(),
            flowable -> flowable.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Flowable<Long>, Object>> ENDS = List.of(
            flowable -> flowable.map(n -> n - 7)
                    .filter(n -> n > 5)
                    .reduce(0L, Math::max)
                    .blockingGet(),
            flowable -> flowable.skip(3).count().blockingGet(),
            flowable ->
                    flowable.map(n -> n & 255).takeWhile(n -> n < 256).toList().blockingGet());

    private OtherRxJavas() {}

    static List<Supplier<Object>> all() {
        return Others.crossed(BEGINNINGS, ENDS, Flowable.rangeLong(0, Others.ITEMS));
    }
}
