package dev.weir.bench.core;

import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Collectors;
import org.apache.pekko.NotUsed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * What it costs to bring 256 MiB in chunks of 16 KiB through three stages: a limit, a count of the bytes, and a sum of each
 * chunk's first byte. With a {@code hop}, the third stage is on another thread, behind a place for 64 chunks (1 MiB).
 *
 * <p>Measured: making the chunks, which is most of it (the JVM clears them), and handing them on. Nobody copies them. Not
 * measured: files and sockets.
 */
@Workload(id = "W11", title = "256 MiB in chunks through three stages", item = "chunk of 16 KiB")
@State(Scope.Benchmark)
public class Chunks {
    static final int ITEMS = 16_384;

    static final int CAPACITY = 64;

    /** Whether the third stage is on another thread. */
    @Param({"false", "true"})
    public boolean hop;

    int items = ITEMS;

    /** A loop, or two virtual threads with an {@link ArrayBlockingQueue} between them, which at this pace costs little. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorLoop() {
        ChunkTally tally = new ChunkTally(items);
        return tally.checked(hop ? FloorChunks.withHop(tally) : FloorChunks.fused(tally));
    }

    /** {@link Source#limit} and {@link Source#map}, with {@link Source#buffer}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        ChunkTally tally = new ChunkTally(items);
        Source<byte[]> counted = Source.from(tally).limit(items).map(tally::count);
        return tally.checked(
                (hop ? counted.buffer(CAPACITY) : counted).map(tally::addFirst).run(Sink.count()));
    }

    /** {@code take} and {@code map}, with {@code publishOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        ChunkTally tally = new ChunkTally(items);
        Flux<byte[]> counted = Flux.fromIterable(tally).take(items).map(tally::count);
        return tally.checked((hop ? counted.publishOn(Schedulers.parallel(), CAPACITY) : counted)
                .map(tally::addFirst)
                .count()
                .blockOptional()
                .orElseThrow());
    }

    /** {@code take} and {@code map}, with {@code observeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        ChunkTally tally = new ChunkTally(items);
        var computation = io.reactivex.rxjava3.schedulers.Schedulers.computation();
        Flowable<byte[]> counted = Flowable.fromIterable(tally).take(items).map(tally::count);
        return tally.checked((hop ? counted.observeOn(computation, false, CAPACITY) : counted)
                .map(tally::addFirst)
                .count()
                .blockingGet());
    }

    /** {@code select().first} and {@code map}, with {@code emitOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        ChunkTally tally = new ChunkTally(items);
        Multi<byte[]> counted =
                Multi.createFrom().iterable(tally).select().first(items).map(tally::count);
        return tally.checked((hop ? counted.emitOn(Infrastructure.getDefaultExecutor(), CAPACITY) : counted)
                .map(tally::addFirst)
                .collect()
                .with(Collectors.counting())
                .await()
                .indefinitely());
    }

    /** {@code take} and {@code map}, with {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        ChunkTally tally = new ChunkTally(items);
        org.apache.pekko.stream.javadsl.Source<byte[], NotUsed> counted =
                org.apache.pekko.stream.javadsl.Source.from(tally).take(items).map(tally::count);
        return tally.checked(Actors.get((hop ? counted.async() : counted)
                .map(tally::addFirst)
                .addAttributes(Actors.holding(CAPACITY))
                .runWith(org.apache.pekko.stream.javadsl.Sink.collect(Collectors.counting()), Actors.SYSTEM)));
    }

    /** {@code take} and {@code map}, with {@code flowOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        ChunkTally tally = new ChunkTally(items);
        return tally.checked(KotlinChunks.count(tally, items, tally::count, tally::addFirst, hop ? CAPACITY : 0));
    }
}
