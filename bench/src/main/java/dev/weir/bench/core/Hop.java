package dev.weir.bench.core;

import dev.weir.Capacity;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * 100,000 boxed numbers from one thread through room for so many to another one that adds them up, both as fast as they can.
 *
 * <p>Measured: putting, taking, waiting and waking together, from the start of both to the end of both. Where a library
 * would run a range and what follows it on one thread, its source is put on a thread of its own. Not measured: more than one
 * writer, and how long one item is on its way.
 */
@Workload(id = "W2", title = "one hop between two threads")
@State(Scope.Benchmark)
public class Hop {
    static final int ITEMS = 100_000;
    private static final long SUM = Sums.below(ITEMS);

    /** Items that the hop may hold. */
    @Param({"16", "256", "1024"})
    public int capacity = 16;

    private Pipeline<Long> buffered = buffered(capacity);
    private Pipeline<Long> emitted = emitted(capacity);

    private static Pipeline<Long> buffered(int capacity) {
        return Source.range(0, ITEMS).buffer(capacity).to(Sink.collect(Sums.total()));
    }

    private static Pipeline<Long> emitted(int capacity) {
        return Source.<Long>generate(Capacity.items(capacity), out -> {
                    for (long n = 0; n < ITEMS; n++) {
                        out.emit(n);
                    }
                })
                .to(Sink.collect(Sums.total()));
    }

    /** Declares what is declared once. */
    @Setup
    public void declare() {
        buffered = buffered(capacity);
        emitted = emitted(capacity);
    }

    /** A ring between two virtual threads, written by hand. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRing() throws InterruptedException, ExecutionException {
        return Sums.checked(SUM, Relay.sum(ITEMS, 1, capacity, n -> n));
    }

    /** A range and a {@code buffer}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return Sums.checked(SUM, buffered.run());
    }

    /** A loop that emits into its link. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirEmit() {
        return Sums.checked(SUM, emitted.run());
    }

    /** {@code publishOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return Sums.checked(
                SUM,
                Objects.requireNonNull(Flux.range(0, ITEMS)
                        .subscribeOn(Schedulers.boundedElastic())
                        .publishOn(Schedulers.parallel(), capacity)
                        .collect(Sums.total())
                        .block()));
    }

    /** {@code observeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return Sums.checked(
                SUM,
                Flowable.rangeLong(0, ITEMS)
                        .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                        .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, capacity)
                        .collect(Sums.total())
                        .blockingGet());
    }

    /** {@code emitOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        return Sums.checked(
                SUM,
                Multi.createFrom()
                        .range(0, ITEMS)
                        .runSubscriptionOn(Threads.POOL)
                        .emitOn(Threads.POOL, capacity)
                        .collect()
                        .with(Sums.total())
                        .await()
                        .indefinitely());
    }

    /** {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko(Pekko pekko) throws Exception {
        return Sums.checked(
                SUM,
                Pekko.await(org.apache.pekko.stream.javadsl.Source.range(0, ITEMS - 1)
                        .async()
                        .toMat(
                                org.apache.pekko.stream.javadsl.Sink.<Long, Integer>fold(0L, (sum, n) -> sum + n),
                                Keep.right())
                        .addAttributes(Attributes.inputBuffer(capacity, capacity))
                        .run(pekko.system)));
    }

    /** {@code buffer} and {@code flowOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return Sums.checked(SUM, KotlinChain.sum(ITEMS, 1, capacity));
    }

    /** {@link SubmissionPublisher}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long submissionPublisher() throws InterruptedException, ExecutionException {
        long[] sum = {0};
        CompletableFuture<Void> end;
        try (SubmissionPublisher<Long> publisher = new SubmissionPublisher<>(ForkJoinPool.commonPool(), capacity)) {
            end = publisher.consume(n -> sum[0] += n);
            for (long n = 0; n < ITEMS; n++) {
                publisher.submit(n);
            }
        }
        end.get();
        return Sums.checked(SUM, sum[0]);
    }
}
