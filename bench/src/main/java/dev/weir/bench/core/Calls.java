package dev.weir.bench.core;

import dev.weir.Engine;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What it costs to make 100,000 calls that answer by a {@link CompletableFuture}, sixteen of them at a time. One thread
 * answers them all, and at once. The results are added up, in the order of the calls or, by name, as they come.
 *
 * <p>Measured: making the calls, the answers with their futures, keeping the order, and waking who waits. Not measured:
 * calls that take time ({@link SleepingCalls}) and calls that block ({@link BlockingCalls}). Mutiny has no operator that
 * makes several calls at a time and keeps their order. Kotlin has none either; its users put the futures into a buffer:
 * fourteen in it, one that is waited for, and one that waits to be put in.
 */
@Workload(id = "W6", title = "calls answered by a future", item = "call")
@State(Scope.Benchmark)
public class Calls {
    static final int ITEMS = 100_000;

    private static final int AT_A_TIME = 16;

    int items = ITEMS;

    private final ExecutorService pool =
            Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().factory());

    /** Ends the thread that answers. */
    @TearDown
    public void end() {
        pool.shutdown();
    }

    private Longs source() {
        return Longs.upTo(items);
    }

    private CompletableFuture<Long> call(Long item) {
        return CompletableFuture.supplyAsync(() -> item + 1, pool);
    }

    private long checked(long sum) {
        return Sums.checked(source().sum() + items, sum);
    }

    /** Sixteen virtual threads, each of which makes a call and waits for its answer; without order. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorWorkers() {
        return checked(Workers.sum(AT_A_TIME, items, item -> call(item).join()));
    }

    /** {@link Source#mapAsync}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(Source.from(source()).mapAsync(AT_A_TIME, this::call).run(Sink.collect(Sums.total())));
    }

    /** {@link Source#mapAsyncUnordered}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirUnordered() {
        return checked(
                Source.from(source()).mapAsyncUnordered(AT_A_TIME, this::call).run(Sink.collect(Sums.total())));
    }

    /** {@link Source#mapAsync}, all of it on the thread that answers, where the others do most of it unasked. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirLoop() {
        return checked(Source.from(source())
                .mapAsync(AT_A_TIME, this::call)
                .to(Sink.collect(Sums.total()))
                .on(Engine.loop(pool))
                .run());
    }

    /** {@link Source#mapAsyncUnordered}, all of it on the thread that answers. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirLoopUnordered() {
        return checked(Source.from(source())
                .mapAsyncUnordered(AT_A_TIME, this::call)
                .to(Sink.collect(Sums.total()))
                .on(Engine.loop(pool))
                .run());
    }

    /** {@code flatMapSequential} of {@code Mono.fromFuture}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(Flux.fromIterable(source())
                .flatMapSequential(item -> Mono.fromFuture(call(item)), AT_A_TIME, 1)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow());
    }

    /** {@code flatMap} of {@code Mono.fromFuture}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactorUnordered() {
        return checked(Flux.fromIterable(source())
                .flatMap(item -> Mono.fromFuture(call(item)), AT_A_TIME, 1)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow());
    }

    /** {@code concatMapEager} of {@code Flowable.fromCompletionStage}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return checked(Flowable.fromIterable(source())
                .concatMapEager(item -> Flowable.fromCompletionStage(call(item)), AT_A_TIME, 1)
                .collect(Sums.total())
                .blockingGet());
    }

    /** {@code flatMapSingle} of {@code Single.fromCompletionStage}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJavaUnordered() {
        return checked(Flowable.fromIterable(source())
                .flatMapSingle(item -> Single.fromCompletionStage(call(item)), false, AT_A_TIME)
                .collect(Sums.total())
                .blockingGet());
    }

    /** {@code transformToUni} with {@code merge(16)}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutinyUnordered() {
        return checked(Multi.createFrom()
                .iterable(source())
                .onItem()
                .transformToUni(item -> Uni.createFrom().completionStage(call(item)))
                .merge(AT_A_TIME)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely());
    }

    /** {@code mapAsync}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        return checked(Actors.sum(Actors.from(source()).mapAsync(AT_A_TIME, this::call)));
    }

    /** {@code mapAsyncUnordered}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekkoUnordered() {
        return checked(Actors.sum(Actors.from(source()).mapAsyncUnordered(AT_A_TIME, this::call)));
    }

    /** {@code map} to futures, {@code buffer}, and {@code map} to what they await. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinCalls.futures(source(), AT_A_TIME, this::call));
    }

    /** {@code flatMapMerge}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlinUnordered() {
        return checked(KotlinCalls.futuresUnordered(source(), AT_A_TIME, this::call));
    }
}
