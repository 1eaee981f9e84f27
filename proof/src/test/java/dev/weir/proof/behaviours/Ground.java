package dev.weir.proof.behaviours;

import dev.weir.Engine;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.LinkPressure;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.Books;
import dev.weir.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * One engine, and what runs on it. All waits go through the engine, which may need the thread that waits. Where threads
 * run it, {@link #settle} may come back too early: what must have come is waited for with {@link #until}, and what must
 * not come is looked for after it.
 */
final class Ground {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofNanos(50_000);
    private static final int LOOKS = 10;

    private final Engine engine;
    private final List<Running<?>> runs = new ArrayList<>();

    private Ground(Engine engine) {
        this.engine = engine;
    }

    /** A behaviour. */
    @FunctionalInterface
    interface Shown {
        void on(Ground ground) throws Exception;
    }

    /** Shows it on one engine: pipelines run there, and all that were started must be over, with their books closed. */
    static void show(Engines kind, Shown behaviour) throws Exception {
        Engines.Made made = kind.make();
        try {
            Ground ground = new Ground(made.engine());
            Engine.within(made.engine(), () -> {
                ground.shown(behaviour);
                return null;
            });
            ground.runs.forEach(Books::assertClosed);
            if (made.engine() instanceof Simulation simulation && simulation.repeatable()) {
                simulation.settle();
                simulation.assertQuiet();
            }
        } finally {
            made.end().close();
        }
    }

    private void shown(Shown behaviour) throws Exception {
        try {
            behaviour.on(this);
        } finally {
            runs.forEach(run -> run.cancel("the test is over")); // nothing that has failed is left running
        }
    }

    static List<Long> longs(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    <R> Running<R> start(Pipeline<R> flow) {
        return watch(flow.start());
    }

    /** What was started otherwise. */
    <R> Running<R> watch(Running<R> run) {
        runs.add(run);
        return run;
    }

    /** The time on the engine's clock. */
    long now() {
        return engine.nanoTime();
    }

    void sleep(Duration time) throws InterruptedException {
        engine.sleep(time);
    }

    /** Waits until it holds. */
    void until(String what, BooleanSupplier holds) throws InterruptedException {
        long began = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - began > LONG.toNanos()) {
                throw new AssertionError("it must become so on " + engine + " but does not: " + what + "; " + runs);
            }
            sleep(MOMENT);
        }
    }

    /** Waits until nothing moves, as far as can be seen. */
    void settle() throws InterruptedException {
        if (engine instanceof Simulation simulation) {
            simulation.settle();
            return;
        }
        List<Long> seen = List.of();
        for (int looks = 0; looks < LOOKS; looks++) {
            List<Long> now = moved();
            looks = now.equals(seen) ? looks : 0;
            seen = now;
            sleep(MOMENT.multipliedBy(5));
        }
    }

    private List<Long> moved() {
        return runs.stream()
                .map(Running::pressure)
                .flatMap(reading -> LongStream.concat(
                                LongStream.of(reading.taken()),
                                reading.links().stream().flatMapToLong(Ground::moved))
                        .boxed())
                .toList();
    }

    private static LongStream moved(LinkPressure link) {
        return LongStream.of(link.in(), link.out(), link.dropped(), link.expired(), link.discarded());
    }

    /** Its result, which must come. */
    <R> R result(Running<R> run) {
        try {
            return run.join(LONG);
        } catch (TimeoutException e) {
            throw new AssertionError("it must end on " + engine + " but does not: " + run, e);
        }
    }

    /** What it ends with instead of a result. */
    RuntimeException failure(Running<?> run) {
        try {
            throw new AssertionError("it must not end cleanly but gave " + result(run));
        } catch (FlowFailedException | FlowCancelledException e) {
            return e;
        }
    }

    /** Ends what would go on. */
    void cancel(Running<?> run) {
        run.cancel("enough");
        if (!(failure(run) instanceof FlowCancelledException)) {
            throw new AssertionError("it must be cancelled but is not: " + run);
        }
    }
}
