package dev.weir.bench.core;

import dev.weir.Sink;
import dev.weir.Source;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongUnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.StreamSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sixteen calls at a time of code that blocks, on virtual threads, and the sum of their answers: as it is written with each
 * library. All but weir and {@link Gatherers} are given an executor that starts a virtual thread for each call.
 *
 * @param source what is called with
 * @param call may block
 */
record Blocking(Longs source, LongUnaryOperator call) {
    static final int AT_A_TIME = 16;

    private static final ExecutorService VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();
    private static final Scheduler REACTOR = Schedulers.fromExecutorService(VIRTUAL);
    private static final io.reactivex.rxjava3.core.Scheduler RX_JAVA =
            io.reactivex.rxjava3.schedulers.Schedulers.from(VIRTUAL);

    private Long answer(Long item) {
        return call.applyAsLong(item);
    }

    long weir() {
        return Source.from(source).mapConcurrent(AT_A_TIME, this::answer).run(Sink.collect(Sums.total()));
    }

    long weirUnordered() {
        return Source.from(source)
                .mapConcurrentUnordered(AT_A_TIME, this::answer)
                .run(Sink.collect(Sums.total()));
    }

    long gatherers() {
        return StreamSupport.stream(source.spliterator(), false)
                .gather(Gatherers.mapConcurrent(AT_A_TIME, this::answer))
                .collect(Sums.total());
    }

    long reactor() {
        return Flux.fromIterable(source)
                .flatMapSequential(this::mono, AT_A_TIME, 1)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow();
    }

    long reactorUnordered() {
        return Flux.fromIterable(source)
                .flatMap(this::mono, AT_A_TIME, 1)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow();
    }

    private Mono<Long> mono(Long item) {
        return Mono.fromCallable(() -> answer(item)).subscribeOn(REACTOR);
    }

    long rxJava() {
        return Flowable.fromIterable(source)
                .concatMapEager(item -> single(item).toFlowable(), AT_A_TIME, 1)
                .collect(Sums.total())
                .blockingGet();
    }

    long rxJavaUnordered() {
        return Flowable.fromIterable(source)
                .flatMapSingle(this::single, false, AT_A_TIME)
                .collect(Sums.total())
                .blockingGet();
    }

    private Single<Long> single(Long item) {
        return Single.fromCallable(() -> answer(item)).subscribeOn(RX_JAVA);
    }

    long mutinyUnordered() {
        return Multi.createFrom()
                .iterable(source)
                .onItem()
                .transformToUni(
                        item -> Uni.createFrom().item(() -> answer(item)).runSubscriptionOn(VIRTUAL))
                .merge(AT_A_TIME)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely();
    }

    long pekko() {
        return Actors.sum(Actors.from(source).mapAsync(AT_A_TIME, this::stage));
    }

    long pekkoUnordered() {
        return Actors.sum(Actors.from(source).mapAsyncUnordered(AT_A_TIME, this::stage));
    }

    private CompletionStage<Long> stage(Long item) {
        return CompletableFuture.supplyAsync(() -> answer(item), VIRTUAL);
    }

    long kotlin() {
        return KotlinCalls.blocking(source, AT_A_TIME, VIRTUAL, call);
    }

    long kotlinUnordered() {
        return KotlinCalls.blockingUnordered(source, AT_A_TIME, VIRTUAL, call);
    }

    long workers() {
        return Workers.sum(AT_A_TIME, source.to(), call);
    }

    long workersInOrder() {
        return Workers.sumInOrder(AT_A_TIME, source.to(), call);
    }
}
