package dev.weir.bench.core;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.RunnableGraph;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A pipeline of a map, a filter and a sum over so few numbers that its start is most of it, on one thread.
 *
 * <p>Measured: one run from the call to the result. {@code weirDeclared} and the peers declare it each time; {@code weir} and
 * those that are {@code Kept} declare it once and run it again, where the library can. A stream can not.
 */
@Workload(id = "W7", title = "build and run over a few elements", item = "run")
@State(Scope.Benchmark)
public class Start {
    /** How many numbers. */
    @Param({"1", "10"})
    public int items = 10;

    private Pipeline<Long> weir = pipeline(items);
    private Mono<Long> reactor = mono(items);
    private Single<Long> rxJava = single(items);
    private Uni<Long> mutiny = uni(items);
    private RunnableGraph<CompletionStage<Long>> pekko = graph(items);
    private KotlinStart kotlin = new KotlinStart(items);
    private long sum = sum(items);

    /** Declares what is kept. */
    @Setup
    public void declare() {
        weir = pipeline(items);
        reactor = mono(items);
        rxJava = single(items);
        mutiny = uni(items);
        pekko = graph(items);
        kotlin = new KotlinStart(items);
        sum = sum(items);
    }

    private static long sum(int items) {
        long sum = 0;
        for (long n = 0; n < items; n++) {
            if (n + 1 != 7) {
                sum += n + 1;
            }
        }
        return sum;
    }

    private static Pipeline<Long> pipeline(int items) {
        return Source.range(0, items).map(n -> n + 1).filter(n -> n != 7).to(Sink.collect(Sums.total()));
    }

    private static Mono<Long> mono(int items) {
        return Flux.range(0, items).map(n -> n + 1L).filter(n -> n != 7).collect(Sums.total());
    }

    private static Single<Long> single(int items) {
        return Flowable.rangeLong(0, items).map(n -> n + 1).filter(n -> n != 7).collect(Sums.total());
    }

    private static Uni<Long> uni(int items) {
        return Multi.createFrom()
                .range(0, items)
                .map(n -> n + 1L)
                .filter(n -> n != 7)
                .collect()
                .with(Sums.total());
    }

    private static RunnableGraph<CompletionStage<Long>> graph(int items) {
        return org.apache.pekko.stream.javadsl.Source.range(0, items - 1)
                .map(n -> n + 1L)
                .filter(n -> n != 7)
                .toMat(org.apache.pekko.stream.javadsl.Sink.<Long, Long>fold(0L, Long::sum), Keep.right());
    }

    private long checked(long result) {
        return Sums.checked(sum, result);
    }

    /** A {@code for} loop. */
    @Benchmark
    public long floorLoop() {
        return checked(sum(items));
    }

    /** Declared once, run each time. */
    @Benchmark
    public long weir() {
        return checked(weir.run());
    }

    /** Declared and run each time. */
    @Benchmark
    public long weirDeclared() {
        return checked(pipeline(items).run());
    }

    /** {@code java.util.stream}. */
    @Benchmark
    public long stream() {
        return checked(LongStream.range(0, items)
                .boxed()
                .map(n -> n + 1)
                .filter(n -> n != 7)
                .mapToLong(Long::longValue)
                .sum());
    }

    /** A {@code Flux}. */
    @Benchmark
    public long reactor() {
        return checked(Objects.requireNonNull(mono(items).block()));
    }

    /** A {@code Mono} that was declared once. */
    @Benchmark
    public long reactorKept() {
        return checked(Objects.requireNonNull(reactor.block()));
    }

    /** A {@code Flowable}. */
    @Benchmark
    public long rxJava() {
        return checked(single(items).blockingGet());
    }

    /** A {@code Single} that was declared once. */
    @Benchmark
    public long rxJavaKept() {
        return checked(rxJava.blockingGet());
    }

    /** A {@code Multi}. */
    @Benchmark
    public long mutiny() {
        return checked(uni(items).await().indefinitely());
    }

    /** A {@code Uni} that was declared once. */
    @Benchmark
    public long mutinyKept() {
        return checked(mutiny.await().indefinitely());
    }

    /** A {@code Source} of Pekko. */
    @Benchmark
    public long pekko(Pekko system) throws Exception {
        return checked(Pekko.await(graph(items).run(system.system)));
    }

    /** A {@code RunnableGraph} that was declared once. */
    @Benchmark
    public long pekkoKept(Pekko system) throws Exception {
        return checked(Pekko.await(pekko.run(system.system)));
    }

    /** A {@code Flow} of Kotlin. */
    @Benchmark
    public long kotlin() {
        return checked(new KotlinStart(items).sum());
    }

    /** A {@code Flow} of Kotlin that was declared once. */
    @Benchmark
    public long kotlinKept() {
        return checked(kotlin.sum());
    }
}
