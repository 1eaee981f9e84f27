package dev.weir.bench.core;

import dev.weir.Source;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The flow of {@link SlowConsumer} in each library.
 *
 * @param capacity of the hop
 */
record SlowConsumerFlows(int capacity) {
    SlowMeter.Reading run(Arguments arguments, SlowMeter meter) {
        switch (arguments.contender()) {
            case "floorRing" -> ring(meter);
            case "weir" -> Source.from(meter).buffer(capacity).forEach(meter::take);
            case "reactor" -> reactor(meter);
            case "rxJava" -> rxJava(meter);
            case "mutiny" -> mutiny(meter);
            case "pekko" -> pekko(meter);
            case "kotlin" -> KotlinSlowConsumer.run(meter, capacity, meter::take);
            case "submissionPublisher" -> submissionPublisher(meter);
            default -> throw arguments.unknown();
        }
        return meter.stop();
    }

    private void ring(SlowMeter meter) {
        var ring = new FanRing(capacity, new Sleeper(), new Sleeper());
        Future<Boolean> consumer = Tasks.start(() -> {
            ring.forEach(meter::take);
            return true;
        });
        Thread.startVirtualThread(() -> {
            meter.forEach(ring::put);
            ring.close();
        });
        Tasks.get(consumer);
    }

    private void reactor(SlowMeter meter) {
        Flux.fromIterable(meter)
                .subscribeOn(Schedulers.boundedElastic())
                .publishOn(Schedulers.parallel(), capacity)
                .doOnNext(meter::take)
                .blockLast();
    }

    private void rxJava(SlowMeter meter) {
        Flowable.fromIterable(meter)
                .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, capacity)
                .doOnNext(meter::take)
                .blockingSubscribe();
    }

    private void mutiny(SlowMeter meter) {
        Multi.createFrom()
                .iterable(meter)
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .emitOn(Infrastructure.getDefaultExecutor(), capacity)
                .invoke(meter::take)
                .onItem()
                .ignoreAsUni()
                .await()
                .indefinitely();
    }

    private void pekko(SlowMeter meter) {
        Actors.get(org.apache.pekko.stream.javadsl.Source.from(meter)
                .async()
                .toMat(
                        org.apache.pekko.stream.javadsl.Sink.foreach(meter::take),
                        org.apache.pekko.stream.javadsl.Keep.right())
                .addAttributes(Actors.holding(capacity))
                .run(Actors.SYSTEM));
    }

    private void submissionPublisher(SlowMeter meter) {
        var publisher = new SubmissionPublisher<Long>(ForkJoinPool.commonPool(), capacity);
        Future<?> consumer = publisher.consume(meter::take);
        Thread.ofVirtual().start(() -> {
            meter.forEach(publisher::submit);
            publisher.close();
        });
        Tasks.get(consumer);
    }
}
