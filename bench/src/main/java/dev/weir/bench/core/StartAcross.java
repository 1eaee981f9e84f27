package dev.weir.bench.core;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A pipeline of a map, a filter and a sum over ten numbers, with one hop to another thread before the sum.
 *
 * <p>Measured: one run from the call to the result. The caller is a platform thread, and its being parked and woken is most of
 * it; {@code weirVirtual} and {@code floorVirtual} are called from a virtual thread instead, which makes a thousand runs.
 */
@Workload(id = "W7a", title = "build and run over ten elements, across one hop", item = "run")
@State(Scope.Benchmark)
public class StartAcross {
    static final int RUNS = 1_000;

    private static final int ITEMS = 10;
    private static final int CAPACITY = 16;
    private static final long SUM = sum();
    private static final Pipeline<Long> WEIR = pipeline();

    private static long sum() {
        long sum = 0;
        for (long n = 0; n < ITEMS; n++) {
            if (n + 1 != 7) {
                sum += n + 1;
            }
        }
        return sum;
    }

    private static Pipeline<Long> pipeline() {
        return Source.range(0, ITEMS)
                .map(n -> n + 1)
                .filter(n -> n != 7)
                .buffer(CAPACITY)
                .to(Sink.collect(Sums.total()));
    }

    private static long checked(long result) {
        return Sums.checked(SUM, result);
    }

    private static long onVirtualThread() throws InterruptedException, ExecutionException {
        FutureTask<Long> task = new FutureTask<>(StartAcross::sum);
        Thread.startVirtualThread(task);
        return checked(task.get());
    }

    /** A virtual thread, started and awaited. */
    @Benchmark
    public long floorThread() throws InterruptedException, ExecutionException {
        return onVirtualThread();
    }

    /** A virtual thread, started and awaited by another one. */
    @Benchmark
    @OperationsPerInvocation(RUNS)
    public long floorVirtual() throws InterruptedException, ExecutionException {
        FutureTask<Long> caller = new FutureTask<>(() -> {
            for (int run = 1; run < RUNS; run++) {
                onVirtualThread();
            }
            return onVirtualThread();
        });
        Thread.startVirtualThread(caller);
        return caller.get();
    }

    /** Declared once, run each time. */
    @Benchmark
    public long weir() {
        return checked(WEIR.run());
    }

    /** Declared and run each time. */
    @Benchmark
    public long weirDeclared() {
        return checked(pipeline().run());
    }

    /** Declared once, run each time, from a virtual thread. */
    @Benchmark
    @OperationsPerInvocation(RUNS)
    public long weirVirtual() throws InterruptedException, ExecutionException {
        FutureTask<Long> caller = new FutureTask<>(() -> {
            for (int run = 1; run < RUNS; run++) {
                checked(WEIR.run());
            }
            return checked(WEIR.run());
        });
        Thread.startVirtualThread(caller);
        return caller.get();
    }

    /** {@code publishOn}. */
    @Benchmark
    public long reactor() {
        return checked(Objects.requireNonNull(Flux.range(0, ITEMS)
                .map(n -> n + 1L)
                .filter(n -> n != 7)
                .publishOn(Schedulers.parallel(), CAPACITY)
                .collect(Sums.total())
                .block()));
    }

    /** {@code observeOn}. */
    @Benchmark
    public long rxJava() {
        return checked(Flowable.rangeLong(0, ITEMS)
                .map(n -> n + 1)
                .filter(n -> n != 7)
                .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, CAPACITY)
                .collect(Sums.total())
                .blockingGet());
    }

    /** {@code emitOn}. */
    @Benchmark
    public long mutiny() {
        return checked(Multi.createFrom()
                .range(0, ITEMS)
                .map(n -> n + 1L)
                .filter(n -> n != 7)
                .emitOn(Threads.POOL, CAPACITY)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely());
    }

    /** {@code async}. */
    @Benchmark
    public long pekko(Pekko pekko) throws Exception {
        return checked(Pekko.await(org.apache.pekko.stream.javadsl.Source.range(0, ITEMS - 1)
                .map(n -> n + 1L)
                .filter(n -> n != 7)
                .async()
                .runFold(0L, Long::sum, pekko.system)));
    }

    /** {@code flowOn}. */
    @Benchmark
    public long kotlin() {
        return checked(new KotlinStart(ITEMS).sumAcross(CAPACITY));
    }
}
