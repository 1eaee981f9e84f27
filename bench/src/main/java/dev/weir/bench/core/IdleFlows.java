package dev.weir.bench.core;

import dev.weir.Source;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Starts flows for {@link Idle}; what it answers keeps a flow reachable. */
final class IdleFlows {
    static final int HOP = 16;

    private static final Longs ITEMS = Longs.upTo(100);

    private IdleFlows() {}

    static Supplier<Object> of(Arguments arguments, boolean hop) {
        return switch (arguments.contender()) {
            case "floorIterators" -> () -> IdleIterators.of(ITEMS, hop);
            case "weir" -> weir(hop);
            case "reactor" -> reactor(hop);
            case "rxJava" -> rxJava(hop);
            case "mutiny" -> mutiny(hop);
            case "pekko" -> pekko(hop);
            case "kotlin" -> () -> KotlinIdle.start(ITEMS, hop ? HOP : 0);
            default -> throw arguments.unknown();
        };
    }

    private static Supplier<Object> weir(boolean hop) {
        Source<Long> first = Source.from(ITEMS).map(n -> n + 1);
        Source<Long> second = hop ? first.buffer(HOP) : first;
        return toStandingFlow(second.filter(n -> n >= 0).map(n -> n - 1).asPublisher());
    }

    private static Supplier<Object> reactor(boolean hop) {
        Flux<Long> first = Flux.fromIterable(ITEMS).map(n -> n + 1);
        Flux<Long> second = hop ? first.publishOn(Schedulers.parallel(), HOP) : first;
        return toStanding(second.filter(n -> n >= 0).map(n -> n - 1));
    }

    private static Supplier<Object> rxJava(boolean hop) {
        Flowable<Long> first = Flowable.fromIterable(ITEMS).map(n -> n + 1);
        Flowable<Long> second =
                hop ? first.observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, HOP) : first;
        return toStanding(second.filter(n -> n >= 0).map(n -> n - 1));
    }

    private static Supplier<Object> mutiny(boolean hop) {
        Multi<Long> first = Multi.createFrom().iterable(ITEMS).map(n -> n + 1);
        Multi<Long> second = hop ? first.emitOn(Infrastructure.getDefaultExecutor(), HOP) : first;
        return toStandingFlow(second.select().where(n -> n >= 0).map(n -> n - 1));
    }

    private static Supplier<Object> pekko(boolean hop) {
        org.apache.pekko.stream.javadsl.Source<Long, NotUsed> first =
                Actors.from(ITEMS).map(n -> n + 1);
        org.apache.pekko.stream.javadsl.Source<Long, NotUsed> second = hop ? first.async() : first;
        var flow = second.filter(n -> n >= 0)
                .map(n -> n - 1)
                .toMat(
                        Sink.asPublisher(AsPublisher.WITHOUT_FANOUT),
                        org.apache.pekko.stream.javadsl.Keep.<NotUsed, Publisher<Long>>right())
                .addAttributes(Actors.holding(HOP));
        return () -> {
            var standing = new Standing();
            flow.run(Actors.SYSTEM).subscribe(standing);
            return standing;
        };
    }

    private static Supplier<Object> toStanding(Publisher<Long> flow) {
        return () -> {
            var standing = new Standing();
            flow.subscribe(standing);
            return standing;
        };
    }

    private static Supplier<Object> toStandingFlow(Flow.Publisher<Long> flow) {
        return () -> {
            var standing = new StandingFlow();
            flow.subscribe(standing);
            return standing;
        };
    }
}
