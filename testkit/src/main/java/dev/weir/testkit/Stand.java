package dev.weir.testkit;

import dev.weir.Engine;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where laws are tried: on each engine, with links of one, two and three places, and with some seeds. */
final class Stand {
    private static final Duration LONG = Duration.ofSeconds(20);

    final Engine engine;
    final int places;
    private final @Nullable Simulation simulation;
    private final List<Running<?>> runs = new ArrayList<>();

    private Stand(Engine engine, int places, @Nullable Simulation simulation) {
        this.engine = engine;
        this.places = places;
        this.simulation = simulation;
    }

    /** Tries something. */
    @FunctionalInterface
    interface Trial {
        void run(Stand stand) throws Exception;
    }

    static void everywhere(int seeds, boolean inVirtualTimeOnly, Trial trial) throws Exception {
        for (int places = 1; places <= 3; places++) {
            for (long seed = 0; seed < seeds; seed++) {
                try (Simulation simulation = Simulation.seeded(seed)) {
                    new Stand(simulation, places, simulation).attempt(trial);
                }
            }
            if (!inVirtualTimeOnly) {
                onThreads(places, trial);
            }
        }
    }

    private static void onThreads(int places, Trial trial) throws Exception {
        new Stand(Engine.virtualThreads(), places, null).attempt(trial);
        new Stand(Engine.ownThread(), places, null).attempt(trial);
        ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
        try {
            new Stand(Engine.loop(loop, Engine.virtualThreads()), places, null).attempt(trial);
            new Stand(Engine.on(loop), places, null).attempt(trial);
        } finally {
            loop.shutdown();
        }
    }

    private void attempt(Trial trial) throws Exception {
        try {
            if (simulation == null) {
                trial.run(this);
            } else {
                simulation.always(() -> runs.forEach(Books::assertKept));
                simulation.run(sim -> trial.run(this));
            }
            runs.forEach(Books::assertClosed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("on " + engine + ", with links of " + places + ": " + e, e);
        }
    }

    /** What is watched until the end, and must be over by then. */
    <R extends @Nullable Object> Running<R> watch(Running<R> run) {
        runs.add(run);
        return run;
    }

    /** Waits until nothing moves any more without time passing. */
    void settle() {
        if (simulation != null) {
            simulation.settle();
        } else if (engine.equals(Engine.virtualThreads()) || runs.isEmpty()) {
            Await.atRest(runs.getLast(), LONG);
        } else {
            sleepUntilRest();
        }
    }

    /** Lets some items come. */
    void aWhile() {
        for (int i = 0; i < 10; i++) {
            moment();
        }
    }

    /** Others need this thread, or may: it waits through the engine. */
    private void sleepUntilRest() {
        Await.that(
                "at rest",
                () -> {
                    long before = moved();
                    for (int i = 0; i < 20; i++) {
                        moment();
                    }
                    return before == moved();
                },
                LONG);
    }

    private void moment() {
        try {
            engine.sleep(Duration.ofNanos(50_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long moved() {
        return runs.stream()
                        .flatMap(run -> run.pressure().links().stream())
                        .mapToLong(link -> link.in() + link.out())
                        .sum()
                + runs.stream().mapToLong(run -> run.pressure().taken()).sum();
    }

    /** Its result, which must come. */
    <R extends @Nullable Object> R result(Running<R> run) {
        try {
            return run.join(simulation == null ? LONG : Duration.ofDays(365));
        } catch (TimeoutException e) {
            throw new AssertionError("it must end but does not: " + run, e);
        }
    }

    /** How it ends, which it must: null if cleanly. */
    @Nullable
    RuntimeException failure(Running<?> run) {
        try {
            var _ = result(run);
            return null;
        } catch (FlowFailedException | FlowCancelledException e) {
            return e;
        }
    }
}
