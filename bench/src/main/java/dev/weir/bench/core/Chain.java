package dev.weir.bench.core;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SubmissionPublisher;
import org.apache.pekko.NotUsed;
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
 * 100,000 boxed numbers through a chain of hops, each with room for 256, with a map between each two and a sum at the end.
 *
 * <p>Measured: all that {@link Hop} measures, so many times, and what it costs that more parts than there are cores want to
 * run. The numbers are for an item, not for an item and a hop.
 */
@Workload(id = "W3", title = "a chain of hops", scaling = "hops=1,3,10,30")
@State(Scope.Benchmark)
public class Chain {
    static final int ITEMS = 100_000;
    static final int CAPACITY = 256;

    /** How many hops. */
    @Param("3")
    public int hops = 3;

    private Pipeline<Long> pipeline = pipeline(hops);

    private long checked(long sum) {
        return Sums.checked(Sums.below(ITEMS) + (hops - 1L) * ITEMS, sum); // each map adds one
    }

    private static Pipeline<Long> pipeline(int hops) {
        Source<Long> source = Source.range(0, ITEMS).buffer(CAPACITY);
        for (int hop = 1; hop < hops; hop++) {
            source = source.map(n -> n + 1).buffer(CAPACITY);
        }
        return source.to(Sink.collect(Sums.total()));
    }

    /** Declares what is declared once. */
    @Setup
    public void declare() {
        pipeline = pipeline(hops);
    }

    /** Rings between virtual threads, written by hand. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRing() throws InterruptedException, ExecutionException {
        return checked(Relay.sum(ITEMS, hops, CAPACITY, n -> n + 1));
    }

    /** A {@code buffer} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(pipeline.run());
    }

    /** {@code publishOn} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        Flux<Long> flux = Flux.range(0, ITEMS)
                .map(Integer::longValue)
                .subscribeOn(Schedulers.boundedElastic())
                .publishOn(Schedulers.parallel(), CAPACITY);
        for (int hop = 1; hop < hops; hop++) {
            flux = flux.map(n -> n + 1).publishOn(Schedulers.parallel(), CAPACITY);
        }
        return checked(Objects.requireNonNull(flux.collect(Sums.total()).block()));
    }

    /** {@code observeOn} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        var computation = io.reactivex.rxjava3.schedulers.Schedulers.computation();
        Flowable<Long> flowable = Flowable.rangeLong(0, ITEMS)
                .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                .observeOn(computation, false, CAPACITY);
        for (int hop = 1; hop < hops; hop++) {
            flowable = flowable.map(n -> n + 1).observeOn(computation, false, CAPACITY);
        }
        return checked(flowable.collect(Sums.total()).blockingGet());
    }

    /** {@code emitOn} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        Multi<Long> multi = Multi.createFrom()
                .range(0, ITEMS)
                .map(Integer::longValue)
                .runSubscriptionOn(Threads.POOL)
                .emitOn(Threads.POOL, CAPACITY);
        for (int hop = 1; hop < hops; hop++) {
            multi = multi.map(n -> n + 1).emitOn(Threads.POOL, CAPACITY);
        }
        return checked(multi.collect().with(Sums.total()).await().indefinitely());
    }

    /** {@code async} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko(Pekko pekko) throws Exception {
        org.apache.pekko.stream.javadsl.Source<Long, NotUsed> source = org.apache.pekko.stream.javadsl.Source.range(
                        0, ITEMS - 1)
                .map(Integer::longValue)
                .async();
        for (int hop = 1; hop < hops; hop++) {
            source = source.map(n -> n + 1).async();
        }
        return checked(Pekko.await(
                source.toMat(org.apache.pekko.stream.javadsl.Sink.<Long, Long>fold(0L, Long::sum), Keep.right())
                        .addAttributes(Attributes.inputBuffer(CAPACITY, CAPACITY))
                        .run(pekko.system)));
    }

    /** {@code buffer} and {@code flowOn} for each hop. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinChain.sum(ITEMS, hops, CAPACITY));
    }

    /** A {@link SubmissionPublisher} for each hop; as each blocks a thread when it is full, there is one for each. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long submissionPublisher() throws InterruptedException, ExecutionException {
        long[] sum = {0};
        CompletableFuture<Void> end;
        try (SubmissionPublisher<Long> first = new SubmissionPublisher<>(Threads.POOL, CAPACITY)) {
            SubmissionPublisher<Long> last = first;
            for (int hop = 1; hop < hops; hop++) {
                Relaying next = new Relaying(Threads.POOL, CAPACITY, n -> n + 1);
                last.subscribe(next);
                last = next;
            }
            end = last.consume(n -> sum[0] += n);
            for (long n = 0; n < ITEMS; n++) {
                first.submit(n);
            }
        }
        end.get();
        return checked(sum[0]);
    }
}
