package dev.weir.bench.core;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * What it costs to give every item to several consumers, of which each runs on its own, has room for 256, and adds up; all
 * wait for the slowest. So many items that 512,000 are consumed in all; the time is that of one item and consumer.
 *
 * <p>Measured: the source, the hand-over and the sums, from the start to the end of all. Not measured: consumers that are
 * slow, come late or go. The sources of the others run in whichever thread asks them, which is the cheapest they can do.
 */
@Workload(
        id = "W5a",
        title = "broadcast to several consumers",
        item = "item and consumer",
        scaling = "outputs=1,8,64,512")
@State(Scope.Benchmark)
public class Broadcast {
    static final int ITEMS = 512_000;

    private static final int CAPACITY = 256;

    /** How many consumers there are. */
    @Param("4")
    public int outputs;

    int items = ITEMS;

    private Longs source() {
        return Longs.upTo(items / outputs);
    }

    private long checked(long sum) {
        return Sums.checked(source().sum() * outputs, sum);
    }

    /** A ring for each consumer; the writer brings batches to one after the other. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRings() {
        return checked(RingFans.broadcast(source(), outputs, CAPACITY));
    }

    /** {@link Sink#broadcast} to branches that are waited for. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(Sums.of(Source.from(source()).run(Sink.broadcast(branches()))));
    }

    @SuppressWarnings("unchecked") // an array of branches of numbers
    private Branch<Long, Long>[] branches() {
        return Stream.generate(() -> Branch.waiting(Capacity.items(CAPACITY), Sink.collect(Sums.total())))
                .limit(outputs)
                .toArray(Branch[]::new);
    }

    /** {@code publish().autoConnect(n)}, and {@code publishOn} for each consumer. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        Flux<Long> shared = Flux.fromIterable(source()).publish(CAPACITY).autoConnect(outputs);
        return checked(Flux.range(0, outputs)
                .flatMap(_ -> shared.publishOn(Schedulers.parallel(), CAPACITY).collect(Sums.total()), outputs)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow());
    }

    /** {@code publish().autoConnect(n)}, and {@code observeOn} for each consumer. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        Flowable<Long> shared =
                Flowable.fromIterable(source()).publish(CAPACITY).autoConnect(outputs);
        List<Single<Long>> sums = Tasks.each(
                outputs,
                _ -> shared.observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, CAPACITY)
                        .collect(Sums.total()));
        return checked(Single.merge(sums).collect(Sums.total()).blockingGet());
    }

    /** {@code broadcast().toAtLeast(n)}, and {@code emitOn} for each consumer. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        Multi<Long> shared = Multi.createFrom().iterable(source()).broadcast().toAtLeast(outputs);
        List<Uni<Long>> sums = Tasks.each(
                outputs,
                _ -> shared.emitOn(Infrastructure.getDefaultExecutor(), CAPACITY)
                        .collect()
                        .with(Sums.total()));
        return checked(Sums.of(Uni.join().all(sums).andFailFast().await().indefinitely()));
    }

    /** {@code Broadcast} to sinks that are {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        return checked(
                PekkoFans.run(source(), outputs, CAPACITY, org.apache.pekko.stream.javadsl.Broadcast::<Long>create));
    }

    /** {@code MutableSharedFlow}, which is what {@code shareIn} puts the items into. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinFans.broadcast(source(), items / outputs, outputs, CAPACITY));
    }

    /** {@link SubmissionPublisher#submit} with subscribers that ask for all. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long submissionPublisher() {
        var publisher = new SubmissionPublisher<Long>(ForkJoinPool.commonPool(), CAPACITY);
        List<? extends Future<Long>> sums = Tasks.each(outputs, _ -> {
            var sum = new Summing();
            publisher.subscribe(sum);
            return sum.result();
        });
        source().forEach(publisher::submit);
        publisher.close();
        return checked(sums.stream().mapToLong(Tasks::get).sum());
    }
}
