package dev.weir.bench.core;

import dev.weir.bench.core.PushChain.Doubled;
import dev.weir.bench.core.PushChain.Filtered;
import dev.weir.bench.core.PushChain.Limited;
import dev.weir.bench.core.PushChain.Mapped;
import dev.weir.bench.core.PushChain.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Other chains of consumers, and other hidden classes. */
final class OtherFloors {
    private static final List<Function<Consumer<Long>, Consumer<Long>>> BEGINNINGS = List.of(
            next -> new Mapped(n -> n + 2, next),
            next -> new Filtered(n -> n % 3 != 0, next),
            next -> new Mapped(n -> n * 7, new Mapped(n -> n - 5, next)),
            next -> new Doubled(next),
            next -> new Limited(700, next),
            next -> new Doubled(new Limited(900, next)),
            next -> new Mapped(n -> n | 3, new Limited(800, next)),
            next -> new Filtered(n -> n > 9, new Mapped(n -> n >> 1, next)));
    private static final List<Function<Consumer<Long>, Consumer<Long>>> ENDS = List.of(
            next -> new Mapped(n -> n - 7, new Filtered(n -> n > 5, next)),
            next -> new Filtered(n -> n != 8, new Limited(600, next)),
            next -> new Doubled(new Mapped(n -> n & 255, next)));

    private OtherFloors() {}

    static List<Supplier<Object>> chains() {
        List<Supplier<Object>> all = new ArrayList<>();
        for (Function<Consumer<Long>, Consumer<Long>> beginning : BEGINNINGS) {
            for (Function<Consumer<Long>, Consumer<Long>> end : ENDS) {
                all.add(() -> {
                    Sum sum = new Sum();
                    PushChain.range(Others.ITEMS, beginning.apply(end.apply(sum)));
                    return sum.sum;
                });
            }
        }
        return all;
    }

    static List<Supplier<Object>> hidden() {
        List<Function<Long, Long>> functions = List.of(n -> n + 2, n -> n * 7, n -> n - 5, n -> n | 3, n -> n >> 1);
        List<Supplier<Object>> all = new ArrayList<>();
        for (Function<Long, Long> one : functions) {
            for (Function<Long, Long> other : functions) {
                LongUnaryOperator pipeline = HiddenPipeline.of(one, other, one, n -> n % 3 != 0);
                all.add(() -> pipeline.applyAsLong(Others.ITEMS));
            }
        }
        return all;
    }
}
