package dev.weir.bench.core;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Other streams. */
final class OtherStreams {
    private static final List<Function<Stream<Long>, Stream<Long>>> BEGINNINGS = List.of(
            stream -> stream.map(n -> n + 2),
            stream -> stream.filter(n -> n % 3 != 0),
            stream -> stream.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            stream -> stream.flatMap(n -> Stream.of(n, n + 1)),
            stream -> stream.limit(700),
            stream -> stream.sorted(),
            stream -> stream.distinct(),
            stream -> stream.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Stream<Long>, Object>> ENDS = List.of(
            stream -> stream.map(n -> n - 7).filter(n -> n > 5).reduce(0L, Math::max),
            stream -> stream.skip(3).mapToLong(n -> n).max(),
            stream -> stream.map(n -> n & 255).takeWhile(n -> n < 256).toList());

    private OtherStreams() {}

    /** A stream can be used once only, so each run begins with a new one. */
    static List<Supplier<Object>> all() {
        return BEGINNINGS.stream()
                .flatMap(beginning -> ENDS.stream()
                        .<Supplier<Object>>map(end -> () -> end.apply(beginning.apply(
                                LongStream.range(0, Others.ITEMS).boxed()))))
                .toList();
    }
}
