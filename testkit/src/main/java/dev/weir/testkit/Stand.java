package dev.weir.testkit;

import dev.weir.Engine;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where laws are tried: on each engine, with links of one, two and three places, and with some seeds. */
final class Stand {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int PLACES = 3;
    private static final int SEEDS_IF_THOROUGH = 17;

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

    /** On which engines something can be tried. */
    enum Where {
        ON_ALL,
        IN_VIRTUAL_TIME,
        WHERE_CODE_MAY_BLOCK
    }

    private record Made(Engine engine, Runnable end) {}

    /**
     * Tries it on each engine: in simulations with each number of places, and on each engine with threads with one of
     * them, or with each if there is time. {@code weir.long} says that there is, {@code weir.seed} gives the only seed.
     */
    static void everywhere(Where where, Trial trial) throws Exception {
        boolean thorough = Boolean.getBoolean("weir.long");
        Long only = Long.getLong("weir.seed");
        for (int places = 1; places <= PLACES; places++) {
            long first = only == null ? places : only;
            long last = only == null ? (thorough ? places + SEEDS_IF_THOROUGH - 1 : places) : only;
            for (long seed = first; seed <= last; seed++) {
                try (Simulation simulation = Simulation.seeded(seed)) {
                    new Stand(simulation, places, simulation).attempt(trial);
                }
            }
        }
        List<Supplier<Made>> engines = only == null ? withThreads(where) : List.of();
        for (int i = 0; i < engines.size(); i++) {
            for (int places = 1; places <= PLACES; places++) {
                if (thorough || places == 1 + i % PLACES) {
                    onThreads(engines.get(i).get(), places, trial);
                }
            }
        }
    }

    private static List<Supplier<Made>> withThreads(Where where) {
        Supplier<Made> virtualThreads = () -> new Made(Engine.virtualThreads(), () -> {});
        return switch (where) {
            case IN_VIRTUAL_TIME -> List.of();
            case WHERE_CODE_MAY_BLOCK -> List.of(virtualThreads, Stand::pool);
            case ON_ALL ->
                List.of(
                        virtualThreads,
                        () -> new Made(Engine.ownThread(), () -> {}),
                        () -> onLoop(loop -> Engine.loop(loop, Engine.virtualThreads())),
                        () -> onLoop(Engine::on));
        };
    }

    private static Made pool() {
        ExecutorService pool = Executors.newCachedThreadPool();
        return new Made(Engine.on(pool), pool::shutdown);
    }

    private static Made onLoop(Function<Executor, Engine> engine) {
        ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
        return new Made(engine.apply(loop), loop::shutdown);
    }

    private static void onThreads(Made made, int places, Trial trial) throws Exception {
        try {
            new Stand(made.engine(), places, null).attempt(trial);
        } finally {
            made.end().run();
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

    /** Waits until something holds that somebody else does. */
    void await(String what, BooleanSupplier holds) {
        if (simulation != null) {
            simulation.await(what, holds, Duration.ofDays(1));
        } else {
            Await.that(
                    what,
                    () -> {
                        moment(); // others may need this thread
                        return holds.getAsBoolean();
                    },
                    LONG);
        }
    }

    /** Lets some items come. What takes time, does so in virtual time. */
    void aWhile(Where where) {
        if (where == Where.IN_VIRTUAL_TIME) {
            sleep(Duration.ofSeconds(1));
            settle();
            return;
        }
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
        sleep(Duration.ofNanos(50_000));
    }

    private void sleep(Duration time) {
        try {
            engine.sleep(time);
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
