package dev.weir.bench.core;

import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * 100,000 boxed numbers through so many maps on one thread into a sum: whether a stage costs the same in a long pipeline as
 * in a short one. Measured is an item on its way through all of them. The functions are eight that take turns, so none is
 * alone at its call site.
 */
@Workload(id = "W3F", title = "a chain of fused stages", scaling = "stages=1,10,100,1000")
@State(Scope.Benchmark)
public class FusedChain {
    static final int ITEMS = 100_000;

    private static final List<UnaryOperator<Long>> FUNCTIONS =
            List.of(n -> n + 1, n -> n + 2, n -> n + 3, n -> n + 4, n -> n ^ 1, n -> n ^ 2, n -> n ^ 3, n -> n ^ 4);

    /** The same as weir takes them, so that it is called without a step between. */
    private static final List<Fn<Long, Long>> WEIRS =
            List.of(n -> n + 1, n -> n + 2, n -> n + 3, n -> n + 4, n -> n ^ 1, n -> n ^ 2, n -> n ^ 3, n -> n ^ 4);

    /** How many maps. */
    @Param("3")
    public int stages = 3;

    private Pipeline<Long> pipeline = pipeline(stages);
    private long sum = sum(stages);

    private static UnaryOperator<Long> function(int stage) {
        return FUNCTIONS.get(stage % FUNCTIONS.size());
    }

    private static Pipeline<Long> pipeline(int stages) {
        Source<Long> source = Source.range(0, ITEMS);
        for (int stage = 0; stage < stages; stage++) {
            source = source.map(WEIRS.get(stage % WEIRS.size()));
        }
        return source.to(Sink.collect(Sums.total()));
    }

    private static long sum(int stages) {
        return LongStream.range(0, ITEMS)
                .map(n -> {
                    long item = n;
                    for (int stage = 0; stage < stages; stage++) {
                        item = function(stage).apply(item);
                    }
                    return item;
                })
                .sum();
    }

    /** Declares what is declared once. */
    @Setup
    public void declare() {
        pipeline = pipeline(stages);
        sum = sum(stages);
    }

    /** A chain of consumers, written by hand. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorChain() {
        PushChain.Sum total = new PushChain.Sum();
        Consumer<Long> first = total;
        for (int stage = stages - 1; stage >= 0; stage--) {
            first = new PushChain.Mapped(function(stage), first);
        }
        PushChain.range(ITEMS, first);
        return Sums.checked(sum, total.sum);
    }

    /** Declared once. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return Sums.checked(sum, pipeline.run());
    }
}
