package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.SinkSubscriber;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who takes the items of a graph, and how that ends. */
interface Taking {
    /** The run that takes them; null if there is none that can be asked. */
    @Nullable
    Running<?> running();

    void stop(String reason);

    void drain(Duration within);

    /** Waits until it is over; what it failed with, or null. */
    @Nullable
    Throwable end() throws Exception;

    static Taking start(Round.Taker taker, Source<Item> source, World world, List<Item> seen, long most) {
        Sink<Item, ?> sink = Sink.forEach(item -> {
            seen.add(item);
            item.release();
        });
        return switch (taker) {
            case SINK -> new Run(world, pipeline(source.to(sink), world).start());
            case BROADCAST ->
                new Run(
                        world,
                        pipeline(source.to(broadcast(sink, world, seen)), world).start());
            case SUBSCRIBED -> {
                SinkSubscriber<Item, ?> subscriber = sink.asSubscriber(Capacity.items(world.small()), world.engine);
                source.asPublisher(world.engine).subscribe(subscriber);
                yield new Run(world, subscriber.running());
            }
            case PUBLISHED -> new Asking(source.asPublisher(world.engine), world, seen, most);
            case LOOP -> new Looping(source.open(), seen, most);
        };
    }

    /** To two, which get the same, however far one is behind the other when all is stopped. */
    private static Sink<Item, ?> broadcast(Sink<Item, ?> sink, World world, List<Item> seen) {
        List<Item> others = Collections.synchronizedList(new ArrayList<>());
        world.checks.add(() -> {
            int both = Math.min(seen.size(), others.size());
            assertThat(others.subList(0, both)).as("what both branches get").isEqualTo(seen.subList(0, both));
        });
        return Sink.broadcast(
                Branch.waiting(Capacity.items(world.small()), sink),
                Branch.waiting(Capacity.items(world.small()), Sink.forEach(others::add)));
    }

    private static Pipeline<?> pipeline(Pipeline<?> pipeline, World world) {
        Pipeline<?> linked = world.choices.oneIn(2) ? pipeline.links(Capacity.items(world.small())) : pipeline;
        return world.choices.oneIn(4)
                ? linked.watched(Duration.ofMinutes(10), stall -> {
                    throw new AssertionError("it must not stall but did: " + stall);
                })
                : linked;
    }

    /** A pipeline. */
    record Run(World world, Running<?> running) implements Taking {
        @Override
        public void stop(String reason) {
            running.cancel(reason);
        }

        @Override
        public void drain(Duration within) {
            var report = running.drain(within);
            assertThat(report.complete() || report.remained() >= 0)
                    .as("%s", report)
                    .isTrue();
        }

        @Override
        public @Nullable Throwable end() {
            try {
                running.join(world.ground.patience());
                return null;
            } catch (FlowFailedException | FlowCancelledException e) {
                return e;
            } catch (TimeoutException e) {
                throw new AssertionError("it must end but waits: " + running.waiting() + "\n" + running, e);
            }
        }
    }
}
