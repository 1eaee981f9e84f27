package dev.weir.bench.core;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;

/**
 * 1,000 boxed numbers, each made into a flow of two, one flow after the other on one thread, into a sum. The flow has its items at
 * hand, and a map behind them or nothing. It is declared anew for each number, as its numbers are others.
 *
 * <p>Measured: one inner flow, from declaring it to its end. What is around it is declared once by weir; the peers do not care.
 */
@Workload(id = "W7f", title = "a small flow for each item", item = "inner flow")
@State(Scope.Benchmark)
public class InnerFlows {
    static final int ITEMS = 1_000;

    private static final long SUM = 2 * Sums.below(ITEMS) + ITEMS;

    /** Whether the inner flow has a stage of its own. */
    @Param({"false", "true"})
    public boolean mapped = true;

    private Pipeline<Long> weir = pipeline();
    private KotlinInnerFlows kotlin = new KotlinInnerFlows(ITEMS, mapped);
    private long sum = sum();

    /** Declares what is kept. */
    @Setup
    public void declare() {
        weir = pipeline();
        kotlin = new KotlinInnerFlows(ITEMS, mapped);
        sum = sum();
    }

    private long sum() {
        return mapped ? SUM + 2 * ITEMS : SUM;
    }

    private Pipeline<Long> pipeline() {
        return Source.range(0, ITEMS).flatMap(this::source).to(Sink.collect(Sums.total()));
    }

    private Source<Long> source(long n) {
        Source<Long> two = Source.of(n, n + 1);
        return mapped ? two.map(each -> each + 1) : two;
    }

    private Flux<Long> flux(long n) {
        Flux<Long> two = Flux.just(n, n + 1);
        return mapped ? two.map(each -> each + 1) : two;
    }

    private Flowable<Long> flowable(long n) {
        Flowable<Long> two = Flowable.just(n, n + 1);
        return mapped ? two.map(each -> each + 1) : two;
    }

    private Multi<Long> multi(long n) {
        Multi<Long> two = Multi.createFrom().items(n, n + 1);
        return mapped ? two.map(each -> each + 1) : two;
    }

    private Stream<Long> stream(long n) {
        Stream<Long> two = Stream.of(n, n + 1);
        return mapped ? two.map(each -> each + 1) : two;
    }

    private long checked(long result) {
        return Sums.checked(sum, result);
    }

    /** Two loops, one within the other, without any flow. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorLoop() {
        long total = 0;
        for (long n = 0; n < ITEMS; n++) {
            for (long each = n; each < n + 2; each++) {
                total += mapped ? each + 1 : each;
            }
        }
        return checked(total);
    }

    /** {@code flatMap}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(weir.run());
    }

    /** {@code java.util.stream}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long stream() {
        return checked(LongStream.range(0, ITEMS).boxed().flatMap(this::stream).collect(Sums.total()));
    }

    /** {@code concatMap} of a {@code Flux}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(Objects.requireNonNull(
                Flux.range(0, ITEMS).concatMap(this::flux).collect(Sums.total()).block()));
    }

    /** {@code concatMap} of a {@code Flowable}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        return checked(Flowable.rangeLong(0, ITEMS)
                .concatMap(this::flowable)
                .collect(Sums.total())
                .blockingGet());
    }

    /** {@code concatMap} of a {@code Multi}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        return checked(Multi.createFrom()
                .range(0, ITEMS)
                .concatMap(this::multi)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely());
    }

    /** {@code flatMapConcat} of a {@code Flow} of Kotlin. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(kotlin.sum());
    }
}
