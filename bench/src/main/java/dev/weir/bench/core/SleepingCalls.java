package dev.weir.bench.core;

import dev.weir.Source;
import dev.weir.bench.Workload;
import java.util.stream.Gatherers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to run code that blocks for a millisecond on a virtual thread, 3,200 times, sixteen at a time: 62,500 ns for
 * each is the least it can be, 200 ms for all. The answers are added up, in the order of the items or, by name, as they come.
 *
 * <p>Measured: what is added to the sleep, that of the machine's own timers too; the floor says how much that is. Mutiny has
 * no operator that makes several calls at a time and keeps their order. How each library is told to do it is in {@link
 * Blocking}.
 */
@Workload(id = "W6c", title = "calls that sleep for 1 ms", item = "call")
@State(Scope.Benchmark)
public class SleepingCalls {
    static final int ITEMS = 3_200;

    int items = ITEMS;

    private Blocking calls() {
        return new Blocking(Longs.upTo(items), SleepingCalls::call);
    }

    private static long call(long item) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a call", e);
        }
        return item + 1;
    }

    private long checked(long sum) {
        return Sums.checked(Longs.upTo(items).sum() + items, sum);
    }

    /** Sixteen virtual threads that are kept; without order. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorWorkers() {
        return checked(calls().workers());
    }

    /** Sixteen virtual threads that are kept, and one more that adds up in order. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorWorkersOrdered() {
        return checked(calls().workersInOrder());
    }

    /** {@link Source#mapConcurrent}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(calls().weir());
    }

    /** {@link Source#mapConcurrentUnordered}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirUnordered() {
        return checked(calls().weirUnordered());
    }

    /** {@link Gatherers#mapConcurrent}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long gatherers() {
        return checked(calls().gatherers());
    }

    /** {@code flatMapSequential} of {@code Mono.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(calls().reactor());
    }

    /** {@code flatMap} of {@code Mono.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactorUnordered() {
        return checked(calls().reactorUnordered());
    }

    /** {@code concatMapEager} of {@code Single.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return checked(calls().rxJava());
    }

    /** {@code flatMapSingle} of {@code Single.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJavaUnordered() {
        return checked(calls().rxJavaUnordered());
    }

    /** {@code transformToUni} with {@code merge(16)} of items with {@code runSubscriptionOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutinyUnordered() {
        return checked(calls().mutinyUnordered());
    }

    /** {@code mapAsync} of {@code supplyAsync}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        return checked(calls().pekko());
    }

    /** {@code mapAsyncUnordered} of {@code supplyAsync}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekkoUnordered() {
        return checked(calls().pekkoUnordered());
    }

    /** {@code async} on virtual threads, {@code buffer}, and {@code await}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(calls().kotlin());
    }

    /** {@code flatMapMerge} of flows that {@code flowOn} virtual threads. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlinUnordered() {
        return checked(calls().kotlinUnordered());
    }
}
