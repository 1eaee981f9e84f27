package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.testkit.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One graph, run once, and all that must hold of it. */
final class Round {
    /** How it comes to its end. */
    enum Way {
        CLEAN,
        LIMIT,
        FAILURE,
        CANCEL,
        DRAIN;

        /** Whether somebody stops it from outside. */
        boolean stops() {
            return this == CANCEL || this == DRAIN;
        }
    }

    /** Who takes the items. */
    enum Taker {
        SINK,
        BROADCAST,
        SUBSCRIBED,
        PUBLISHED,
        LOOP;

        boolean oneRun() {
            return this == SINK || this == BROADCAST;
        }

        boolean canBeStopped() {
            return oneRun() || this == SUBSCRIBED;
        }
    }

    /** What came of it: the same again, if it is made of the same choices in a simulation. */
    record Outcome(List<Long> seen, String ending, long fingerprint) {}

    private final World world;
    private final Way way;
    private final Taker taker;
    private final List<Item> seen = Collections.synchronizedList(new ArrayList<>());

    private Round(World world, Way way, Taker taker) {
        this.world = world;
        this.way = way;
        this.taker = taker;
    }

    static Outcome run(Choices choices, Ground ground, Way way, Taker taker) throws Exception {
        World world = new World(choices, ground, taker.oneRun());
        try {
            return Engine.within(ground.engine, () -> new Round(world, way, taker).run());
        } catch (Exception | AssertionError e) {
            world.giveUp();
            throw e;
        }
    }

    private Outcome run() throws Exception {
        Growing growing = new Growing(world);
        Shape grown = growing.grow(2);
        int at = world.choices.below(grown.expected().size() + 1);
        Shape ended = ending(growing, grown, at);
        // the run of a sink that subscribes does not know what its items own
        Shape shape = taker == Taker.SUBSCRIBED || taker == Taker.BROADCAST ? ended.unowned() : ended;
        Source<Item> source = shape.source();
        world.choices.note("graph", source.to(Sink.ignore()).plan());
        Taking taking = Taking.start(taker, source, world, seen, way == Way.LIMIT ? at : Long.MAX_VALUE);
        world.run = taker.oneRun() ? taking.running() : null;
        world.starts.forEach(Runnable::run);
        Events events = new Events(world);
        events.happen();
        Throwable failure = over(taking);
        quiet(taking.running());
        new Promises(world, way, shape, at)
                .check(seen.stream().map(item -> item.number).toList(), failure);
        return new Outcome(
                seen.stream().map(item -> item.number).toList(), String.valueOf(failure), world.ground.fingerprint());
    }

    private Shape ending(Growing growing, Shape shape, int at) {
        return switch (way) {
            case LIMIT -> taker.canBeStopped() ? shape.with(shape.source().limit(at)) : shape;
            case FAILURE -> {
                world.bad = at == 0 ? -1 : shape.expected().get(at - 1);
                yield world.choices.oneIn(2)
                        ? growing.passed(shape.with(shape.source().map(world::unlessBad)))
                        : shape;
            }
            default -> shape;
        };
    }

    private @Nullable Throwable over(Taking taking) throws Exception {
        if (way == Way.CANCEL) {
            taking.stop("enough");
        } else if (way == Way.DRAIN) {
            taking.drain(world.ground.patience().multipliedBy(10));
        }
        return taking.end();
    }

    /** Nothing of it is left. */
    private void quiet(@Nullable Running<?> run) {
        world.ends.forEach(Runnable::run);
        if (run != null) {
            quietRun(run);
            assertThat(run.pausedBy()).as("who still holds it").isEmpty();
            long most = run.pressure().links().stream()
                    .mapToLong(link -> link.capacity())
                    .sum();
            assertThat(most)
                    .as("what its links hold")
                    .isLessThanOrEqualTo(run.plan().bound().items().orElse(Long.MAX_VALUE));
        }
        for (Running<?> side : world.beside) {
            world.ground.await("what ran beside it ends: " + side, side::ended);
            quietRun(side);
        }
        world.ground.await("those who put items in have left", () -> world.feeders.get() == 0);
        world.ground.assertQuiet();
    }

    private static void quietRun(Running<?> run) {
        assertThat(run.ended()).isTrue();
        run.pressure().links().forEach(link -> Events.check(link, true));
        assertThat(run.pressure().links().stream().filter(link -> link.held() > 0))
                .as("what is held in the end")
                .isEmpty();
    }
}
