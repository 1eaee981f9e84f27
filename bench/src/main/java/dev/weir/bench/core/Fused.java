package dev.weir.bench.core;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;

/**
 * A million numbers of a range, boxed, through three maps and a filter into a sum, on one thread.
 *
 * <p>Measured: making the boxes and handing them from stage to stage, in a JVM that has run nothing else; {@link Polluted}
 * has one that did. The start of a run is in it, but spread over a million items. Not measured: other threads. The plain
 * loop boxes nothing; the chain is what is left of a library when all but the handing on is taken away.
 */
@Workload(id = "W1", title = "fused: three maps, a filter, a sum")
@State(Scope.Benchmark)
public class Fused {
    static final int ITEMS = 1_000_000;
    static final long SUM = loop();

    private static final Pipeline<Long> WEIR = Source.range(0, ITEMS)
            .map(n -> n + 1)
            .map(n -> n * 3)
            .map(n -> n ^ 5)
            .filter(n -> (n & 1) == 0)
            .to(Sink.collect(Sums.total()));

    private static long loop() {
        long sum = 0;
        for (long n = 0; n < ITEMS; n++) {
            long item = ((n + 1) * 3) ^ 5;
            if ((item & 1) == 0) {
                sum += item;
            }
        }
        return sum;
    }

    /** A {@code for} loop without boxes. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorLoop() {
        return Sums.checked(SUM, loop());
    }

    /** A chain of consumers of boxes, written by hand. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorChain() {
        PushChain.Sum sum = new PushChain.Sum();
        PushChain.range(
                ITEMS,
                new PushChain.Mapped(
                        n -> n + 1,
                        new PushChain.Mapped(
                                n -> n * 3,
                                new PushChain.Mapped(n -> n ^ 5, new PushChain.Filtered(n -> (n & 1) == 0, sum)))));
        return Sums.checked(SUM, sum.sum);
    }

    /** Declared once. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return Sums.checked(SUM, WEIR.run());
    }

    /** {@code java.util.stream}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long stream() {
        return Sums.checked(
                SUM,
                LongStream.range(0, ITEMS)
                        .boxed()
                        .map(n -> n + 1)
                        .map(n -> n * 3)
                        .map(n -> n ^ 5)
                        .filter(n -> (n & 1) == 0)
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** A {@code Flux}; its range is of {@code Integer}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return Sums.checked(
                SUM,
                Objects.requireNonNull(Flux.range(0, ITEMS)
                        .map(n -> n + 1L)
                        .map(n -> n * 3)
                        .map(n -> n ^ 5)
                        .filter(n -> (n & 1) == 0)
                        .collect(Sums.total())
                        .block()));
    }

    /** A {@code Flowable}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return Sums.checked(
                SUM,
                Flowable.rangeLong(0, ITEMS)
                        .map(n -> n + 1)
                        .map(n -> n * 3)
                        .map(n -> n ^ 5)
                        .filter(n -> (n & 1) == 0)
                        .collect(Sums.total())
                        .blockingGet());
    }

    /** A {@code Multi}; its range is of {@code Integer}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        return Sums.checked(
                SUM,
                Multi.createFrom()
                        .range(0, ITEMS)
                        .map(n -> n + 1L)
                        .map(n -> n * 3)
                        .map(n -> n ^ 5)
                        .filter(n -> (n & 1) == 0)
                        .collect()
                        .with(Sums.total())
                        .await()
                        .indefinitely());
    }

    /** A {@code Source} of Pekko; its range is of {@code Integer}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko(Pekko pekko) throws Exception {
        return Sums.checked(
                SUM,
                Pekko.await(org.apache.pekko.stream.javadsl.Source.range(0, ITEMS - 1)
                        .map(n -> n + 1L)
                        .map(n -> n * 3)
                        .map(n -> n ^ 5)
                        .filter(n -> (n & 1) == 0)
                        .runFold(0L, Long::sum, pekko.system)));
    }

    /** A {@code Flow} of Kotlin, compiled by Kotlin. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return Sums.checked(SUM, KotlinFused.sum(ITEMS));
    }
}
