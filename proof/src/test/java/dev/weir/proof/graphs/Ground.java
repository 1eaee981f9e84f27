package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import dev.weir.testkit.Simulation;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a graph runs on, for one graph; waits on its clock. Made by the thread that is to wait. */
public final class Ground implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(Long.getLong("weir.patience", 60_000));

    /** The kinds of engines. */
    public enum Kind {
        /** One order of all there are, in virtual time: most graphs run here, as a failure can be had again. */
        SIMULATION(68),
        /** The default. */
        VIRTUAL_THREADS(8),
        /** Two threads. */
        EXECUTOR(8),
        /** One thread; what blocks by nature elsewhere. */
        EVENT_LOOP(8),
        /** The thread of the test, while it waits. */
        OWN_THREAD(8);

        /** How many of a hundred graphs run on it. */
        final int share;

        Kind(int share) {
            this.share = share;
        }
    }

    /** Threads that many graphs share. */
    public record Threads(ExecutorService two, ScheduledExecutorService loop) implements AutoCloseable {
        /** New ones. */
        public static Threads start() {
            return new Threads(Executors.newFixedThreadPool(2), new ScheduledThreadPoolExecutor(1));
        }

        @Override
        public void close() {
            two.close();
            loop.close();
        }
    }

    final Kind kind;
    final Engine engine;
    private final @Nullable Simulation simulation;
    private final @Nullable CountedEngine counted;

    private Ground(Kind kind, @Nullable Simulation simulation, @Nullable CountedEngine counted) {
        this.kind = kind;
        this.simulation = simulation;
        this.counted = counted;
        this.engine = simulation != null ? simulation : counted;
    }

    static Ground simulated(long seed) {
        return new Ground(Kind.SIMULATION, Simulation.seeded(seed), null);
    }

    static Ground of(Kind kind, Threads threads) {
        Engine engine = switch (kind) {
            case SIMULATION -> throw new IllegalArgumentException("a simulation must have a seed; use simulated()");
            case VIRTUAL_THREADS -> Engine.virtualThreads();
            case EXECUTOR -> Engine.on(threads.two());
            case EVENT_LOOP -> Engine.loop(threads.loop(), Engine.virtualThreads());
            case OWN_THREAD -> Engine.ownThread();
        };
        return new Ground(kind, null, CountedEngine.over(engine));
    }

    boolean inSimulation() {
        return simulation != null;
    }

    /** Whether functions may wait on the engine's clock. */
    boolean mayBlock() {
        return kind != Kind.EVENT_LOOP && kind != Kind.OWN_THREAD;
    }

    /** The longest that anything may take: an hour of virtual time, or much real time. */
    Duration patience() {
        return inSimulation() ? Duration.ofHours(1) : PATIENCE;
    }

    void moment(Duration time) {
        try {
            engine.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test must not be interrupted but was", e);
        }
    }

    void await(String what, BooleanSupplier holds) {
        long end = engine.nanoTime() + patience().toNanos();
        Duration longest = inSimulation() ? Duration.ofMinutes(1) : Duration.ofMillis(1);
        Duration step = Duration.ofNanos(50_000);
        while (!holds.getAsBoolean()) {
            assertThat(engine.nanoTime() - end).as("it must become so: " + what).isNegative();
            moment(step);
            step = step.multipliedBy(2).compareTo(longest) < 0 ? step.multipliedBy(2) : longest;
        }
    }

    /** No timer is left, and no task. */
    void assertQuiet() {
        if (simulation != null) {
            simulation.settle();
            if (!simulation.repeatable()) {
                await("those who were blocked outside of the engine are done", this::isQuiet);
            }
            simulation.assertQuiet();
        } else {
            await("no timer and no task is left: " + counted, counted::quiet);
        }
    }

    private boolean isQuiet() {
        try {
            simulation.assertQuiet();
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** What tells this order from another; 0 where that cannot be told. */
    long fingerprint() {
        return simulation != null && simulation.repeatable() ? simulation.fingerprint() : 0;
    }

    @Override
    public void close() {
        if (simulation != null) {
            simulation.close();
        }
    }
}
