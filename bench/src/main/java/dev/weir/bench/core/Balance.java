package dev.weir.bench.core;

import dev.weir.Graph;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * What it costs to give each of 128,000 items to one of several consumers, whichever has room. Each runs on its own, has room
 * for 256, and adds up.
 *
 * <p>Measured: the source, the hand-over and the sums, from the start to the end of all. Not measured: how evenly the items
 * are spread, and consumers that are slow. Mutiny has nothing of the kind.
 */
@Workload(id = "W5b", title = "balance over several consumers", scaling = "outputs=1,8,64,512")
@State(Scope.Benchmark)
public class Balance {
    static final int ITEMS = 128_000;

    private static final int CAPACITY = 256;

    /** How many consumers there are. */
    @Param("4")
    public int outputs;

    int items = ITEMS;

    private Longs source() {
        return Longs.upTo(items);
    }

    private long checked(long sum) {
        return Sums.checked(source().sum(), sum);
    }

    /** A ring for each consumer; the writer leaves a full one for the next. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRings() {
        return checked(RingFans.balance(source(), outputs, CAPACITY));
    }

    /** {@link Graph#balance}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(WeirFans.run(CAPACITY, source(), (graph, items) -> graph.balance(items, outputs)));
    }

    /** {@code parallel} and {@code runOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(Flux.fromIterable(source())
                .parallel(outputs, CAPACITY)
                .runOn(Schedulers.parallel(), CAPACITY)
                .collect(() -> new long[1], (sum, n) -> sum[0] += n)
                .sequential()
                .reduce(0L, (total, sum) -> total + sum[0])
                .blockOptional()
                .orElseThrow());
    }

    /** {@code parallel} and {@code runOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return checked(Flowable.fromIterable(source())
                .parallel(outputs, CAPACITY)
                .runOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), CAPACITY)
                .collect(() -> new long[1], (sum, n) -> sum[0] += n)
                .sequential()
                .reduce(0L, (total, sum) -> total + sum[0])
                .blockingGet());
    }

    /** {@code Balance} to sinks that are {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        return checked(
                PekkoFans.run(source(), outputs, CAPACITY, org.apache.pekko.stream.javadsl.Balance::<Long>create));
    }

    /** One channel that all consumers receive from, with room for as much as theirs would have together. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinFans.balance(source(), outputs, CAPACITY));
    }
}
