package dev.weir.bench.core;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weir.Sink;
import dev.weir.Source;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The flow of {@link Prefetch} in each library. Those of Reactor and RxJava hide that the source is an iterable: their first
 * hop would take from its iterator itself, and hold nothing.
 *
 * @param items counts what is taken
 * @param hop how many items a hop may hold
 */
record PrefetchFlows(Iterable<Long> items, int hop) {
    private static final int CALLS = 16;

    /** Starts the contender's flow and asks it for one item; answers what it was told to hold. */
    long askForOne(Arguments arguments) {
        long told = 2L * hop + CALLS;
        switch (arguments.contender()) {
            case "floorIterators" -> {
                items.iterator().next();
                told = 0;
            }
            case "weir" -> told = weir();
            case "reactor" -> ask(reactor());
            case "rxJava" -> ask(rxJava());
            case "mutinyUnordered" -> mutiny();
            case "pekko" -> ask(pekko());
            case "kotlin" -> KotlinPrefetch.start(items, hop, CALLS);
            default -> throw arguments.unknown();
        }
        return told;
    }

    private long weir() {
        Source<Long> flow = Source.from(items)
                .buffer(hop)
                .mapAsync(CALLS, n -> completedFuture(n))
                .buffer(hop);
        var consumer = new StandingFlow();
        flow.asPublisher().subscribe(consumer);
        consumer.request(1);
        return flow.to(Sink.ignore()).bound().items().orElseThrow();
    }

    private Publisher<Long> reactor() {
        return Flux.fromIterable(items)
                .hide()
                .publishOn(Schedulers.parallel(), hop)
                .flatMapSequential(Mono::just, CALLS)
                .publishOn(Schedulers.parallel(), hop);
    }

    private Publisher<Long> rxJava() {
        var computation = io.reactivex.rxjava3.schedulers.Schedulers.computation();
        return Flowable.fromIterable(items)
                .hide()
                .observeOn(computation, false, hop)
                .concatMapEager(Flowable::just, CALLS, 1)
                .observeOn(computation, false, hop);
    }

    private void mutiny() {
        var consumer = new StandingFlow();
        Multi.createFrom()
                .iterable(items)
                .emitOn(Infrastructure.getDefaultExecutor(), hop)
                .onItem()
                .transformToUni(n -> Uni.createFrom().item(n))
                .merge(CALLS)
                .emitOn(Infrastructure.getDefaultExecutor(), hop)
                .subscribe(consumer);
        consumer.request(1);
    }

    private Publisher<Long> pekko() {
        return org.apache.pekko.stream.javadsl.Source.from(items)
                .async()
                .mapAsync(CALLS, n -> completedFuture(n))
                .async()
                .map(n -> n)
                .addAttributes(Actors.holding(hop))
                .runWith(org.apache.pekko.stream.javadsl.Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Actors.SYSTEM);
    }

    private static void ask(Publisher<Long> flow) {
        var consumer = new Standing();
        flow.subscribe(consumer);
        consumer.request(1);
    }
}
