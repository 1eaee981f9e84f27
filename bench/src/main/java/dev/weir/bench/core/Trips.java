package dev.weir.bench.core;

import dev.weir.Entry;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Starts the flow of {@link RoundTrip} in each library. */
final class Trips {
    private static final int CAPACITY = 16;

    private Trips() {}

    private record Started(Consumer<Long> offer, Runnable end) implements Trip {
        @Override
        public void offer(Long item) {
            offer.accept(item);
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private static void mustBeIn(boolean accepted) {
        if (!accepted) {
            throw new IllegalStateException("an offer must be accepted while there is room but was refused");
        }
    }

    static Trip weir(Answers answers) {
        Running<@Nullable Void> run = Source.<Long>entry("door", CAPACITY)
                .to(Sink.<Long>forEach(answers::answer))
                .start();
        Entry<Long> door = run.entry("door");
        return new Started(item -> mustBeIn(door.offer(item).accepted()), run::close);
    }

    static Trip reactor(Answers answers) {
        return reactor(answers, Schedulers.parallel());
    }

    static Trip reactorVirtual(Answers answers) {
        return reactor(answers, Schedulers.fromExecutorService(virtual()));
    }

    private static ExecutorService virtual() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    private static Trip reactor(Answers answers, Scheduler scheduler) {
        Sinks.Many<Long> sink = Sinks.many().unicast().onBackpressureBuffer();
        var consumer = sink.asFlux().publishOn(scheduler, CAPACITY).subscribe(answers::answer);
        return new Started(item -> sink.tryEmitNext(item).orThrow(), consumer::dispose);
    }

    static Trip rxJava(Answers answers) {
        PublishProcessor<Long> processor = PublishProcessor.create();
        var consumer = processor
                .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation(), false, CAPACITY)
                .subscribe(answers::answer);
        return new Started(item -> mustBeIn(processor.offer(item)), consumer::dispose);
    }

    static Trip mutiny(Answers answers) {
        UnicastProcessor<Long> processor = UnicastProcessor.create();
        var consumer = processor
                .emitOn(Infrastructure.getDefaultExecutor(), CAPACITY)
                .subscribe()
                .with(answers::answer);
        return new Started(processor::onNext, consumer::cancel);
    }

    static Trip pekko(Answers answers) {
        BoundedSourceQueue<Long> queue = org.apache.pekko.stream.javadsl.Source.<Long>queue(CAPACITY)
                .to(org.apache.pekko.stream.javadsl.Sink.foreach(answers::answer))
                .run(Actors.SYSTEM);
        return new Started(item -> mustBeIn(queue.offer(item).isEnqueued()), queue::complete);
    }

    static Trip kotlin(Answers answers) {
        var trip = new KotlinRoundTrip(CAPACITY, null, answers::answer);
        return new Started(item -> mustBeIn(trip.offer(item)), trip::close);
    }

    static Trip kotlinVirtual(Answers answers) {
        var trip = new KotlinRoundTrip(CAPACITY, virtual(), answers::answer);
        return new Started(item -> mustBeIn(trip.offer(item)), trip::close);
    }
}
