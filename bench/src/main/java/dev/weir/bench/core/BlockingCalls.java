package dev.weir.bench.core;

import dev.weir.Source;
import dev.weir.bench.Workload;
import java.util.stream.Gatherers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to run code that may block on a virtual thread, 100,000 times, sixteen at a time; it returns at once. The
 * answers are added up, in the order of the items or, by name, as they come.
 *
 * <p>Measured: starting or waking the thread, keeping the order, and bringing the answer back. Not measured: blocking itself;
 * see {@link SleepingCalls}. The floors keep their threads. Mutiny has no operator that makes several calls at a time and
 * keeps their order. How each library is told to do it is in {@link Blocking}.
 */
@Workload(id = "W6b", title = "blocking calls that return at once", item = "call")
@State(Scope.Benchmark)
@OperationsPerInvocation(BlockingCalls.ITEMS)
public class BlockingCalls {
    static final int ITEMS = 100_000;

    int items;

    /** For JMH. */
    public BlockingCalls() {
        this(ITEMS);
    }

    BlockingCalls(int items) {
        this.items = items;
    }

    /** What is called. */
    long call(long item) {
        return item + 1;
    }

    private Blocking calls() {
        return new Blocking(Longs.upTo(items), this::call);
    }

    private long checked(long sum) {
        return Sums.checked(Longs.upTo(items).sum() + items, sum);
    }

    /** Sixteen virtual threads that are kept; without order. */
    @Benchmark
    public long floorWorkers() {
        return checked(calls().workers());
    }

    /** Sixteen virtual threads that are kept, and one more that adds up in order. */
    @Benchmark
    public long floorWorkersOrdered() {
        return checked(calls().workersInOrder());
    }

    /** {@link Source#mapConcurrent}. */
    @Benchmark
    public long weir() {
        return checked(calls().weir());
    }

    /** {@link Source#mapConcurrentUnordered}. */
    @Benchmark
    public long weirUnordered() {
        return checked(calls().weirUnordered());
    }

    /** {@link Gatherers#mapConcurrent}. */
    @Benchmark
    public long gatherers() {
        return checked(calls().gatherers());
    }

    /** {@code flatMapSequential} of {@code Mono.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    public long reactor() {
        return checked(calls().reactor());
    }

    /** {@code flatMap} of {@code Mono.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    public long reactorUnordered() {
        return checked(calls().reactorUnordered());
    }

    /** {@code concatMapEager} of {@code Single.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    public long rxJava() {
        return checked(calls().rxJava());
    }

    /** {@code flatMapSingle} of {@code Single.fromCallable} with {@code subscribeOn}. */
    @Benchmark
    public long rxJavaUnordered() {
        return checked(calls().rxJavaUnordered());
    }

    /** {@code transformToUni} with {@code merge(16)} of items with {@code runSubscriptionOn}. */
    @Benchmark
    public long mutinyUnordered() {
        return checked(calls().mutinyUnordered());
    }

    /** {@code mapAsync} of {@code supplyAsync}. */
    @Benchmark
    public long pekko() {
        return checked(calls().pekko());
    }

    /** {@code mapAsyncUnordered} of {@code supplyAsync}. */
    @Benchmark
    public long pekkoUnordered() {
        return checked(calls().pekkoUnordered());
    }

    /** {@code async} on virtual threads, {@code buffer}, and {@code await}. */
    @Benchmark
    public long kotlin() {
        return checked(calls().kotlin());
    }

    /** {@code flatMapMerge} of flows that {@code flowOn} virtual threads. */
    @Benchmark
    public long kotlinUnordered() {
        return checked(calls().kotlinUnordered());
    }
}
