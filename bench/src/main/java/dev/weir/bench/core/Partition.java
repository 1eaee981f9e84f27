package dev.weir.bench.core;

import dev.weir.Graph;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * What it costs to give each of 128,000 items to the consumer of its key. Each runs on its own, has room for 256, and adds
 * up. The keys go round, so all get as many.
 *
 * <p>Measured: the source, the hand-over and the sums, from the start to the end of all. Not measured: finding a key, which
 * is a remainder here, keys of which some come more often, and consumers that are slow. Reactor, RxJava and Mutiny have
 * {@code groupBy} only: their groups are found by key in a map and begin with its first item.
 */
@Workload(id = "W5c", title = "partition into several by key", scaling = "outputs=1,8,64,512")
@State(Scope.Benchmark)
public class Partition {
    static final int ITEMS = 128_000;

    private static final int CAPACITY = 256;

    /** How many keys and consumers there are. */
    @Param("8")
    public int outputs;

    int items = ITEMS;

    private Longs source() {
        return Longs.upTo(items);
    }

    private int number(long item) {
        return (int) (item % outputs);
    }

    private long checked(long sum) {
        return Sums.checked(source().sum(), sum);
    }

    /** A ring for each consumer. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRings() {
        return checked(RingFans.partition(source(), outputs, CAPACITY, this::number));
    }

    /** {@link Graph#route}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(WeirFans.run(CAPACITY, source(), (graph, items) -> graph.route(items, outputs, this::number)));
    }

    /** {@code groupBy}, and {@code publishOn} for each group. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(Flux.fromIterable(source())
                .groupBy(this::number, CAPACITY)
                .flatMap(
                        group ->
                                group.publishOn(Schedulers.parallel(), CAPACITY).collect(Sums.total()),
                        outputs)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow());
    }

    /** {@code groupBy}, and {@code observeOn} for each group. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return checked(Flowable.fromIterable(source())
                .groupBy(this::number, item -> item, false, CAPACITY)
                .flatMapSingle(
                        group -> group.observeOn(
                                        io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, CAPACITY)
                                .collect(Sums.total()),
                        false,
                        outputs)
                .collect(Sums.total())
                .blockingGet());
    }

    /** {@code group().by}, and {@code emitOn} for each group. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        return checked(Multi.createFrom()
                .iterable(source())
                .group()
                .by(this::number, CAPACITY)
                .onItem()
                .transformToUni(group -> group.emitOn(Infrastructure.getDefaultExecutor(), CAPACITY)
                        .collect()
                        .with(Sums.total()))
                .merge(outputs)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely());
    }

    /** {@code Partition} to sinks that are {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        return checked(PekkoFans.run(
                source(),
                outputs,
                CAPACITY,
                count -> org.apache.pekko.stream.javadsl.Partition.<Long>create(count, this::number)));
    }

    /** A channel for each key, as there is no operator. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinFans.partition(source(), outputs, CAPACITY, this::number));
    }
}
