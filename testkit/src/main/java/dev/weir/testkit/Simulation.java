package dev.weir.testkit;

import dev.weir.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An engine in virtual time: what waits through the engine's clock costs no time, and all that could run side by side
 * runs one after the other, in an order drawn from a seed. The same seed gives the same order again, so that a failure can
 * be looked at as often as needed; another seed gives another one, so that a bug that needs a rare order is found.
 *
 * <p>The thread that has made it takes part: it has the turn, nothing else runs, until it waits through the engine, in
 * {@code join}, {@code put}, {@link #sleep}, {@link #advance}. While it waits, time passes to whatever comes next. Code of
 * the test need not name the engine: see {@link #run} and {@link Engine#within}.
 *
 * <p>Functions may block. In weir's own waits, and in {@link Engine#sleep}, that costs no time and can be repeated. A
 * thread that is blocked elsewhere ({@code Thread.sleep}, a latch, a queue, a socket) is found out after some milliseconds,
 * one that spins after half a second;
 * the others go on without it, and it runs beside them until it next waits through the engine. As long as there is such a
 * thread, virtual time passes no faster than real time: results are right, but take their time, and the order is not the
 * seed's any more ({@link #repeatable} tells). The clock of the JDK's own timed waits cannot be had without changing code.
 * What threads do that the simulation does not know, such as those of a pool that completes a future, takes no virtual time.
 *
 * <p>Code that runs takes no virtual time. Only if it has not come to rest for a thousand turns, each further one takes a
 * microsecond, so that the clock goes on beside a flow that is always busy.
 *
 * <p>If nothing can move any more while the test waits, the test's wait throws an {@link AssertionError} that says who
 * waits where, after half a second of real time in which nobody else came: a lost wake-up does not hang.
 */
public final class Simulation implements Engine, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final long seed;
    private final Turns turns;
    private final Outside outside;
    private final Random random;
    private final List<Runnable> invariants = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable broken;

    private Simulation(long seed, Duration patience) {
        this.seed = seed;
        this.random = new Random(~seed);
        this.turns = new Turns(seed, this::runTasks);
        this.outside = new Outside(turns, patience);
        outside.watch();
    }

    /**
     * A simulation in which the calling thread has the first turn.
     *
     * @param seed draws the order
     * @return to be closed
     */
    public static Simulation seeded(long seed) {
        return new Simulation(seed, PATIENCE);
    }

    /**
     * The same, for tests that wait for something from outside, such as a pool of threads or a socket.
     *
     * @param seed draws the order
     * @param patience for how long, in real time, nothing may move before that is a failure
     * @return to be closed
     */
    public static Simulation seeded(long seed, Duration patience) {
        return new Simulation(seed, patience);
    }

    private void runTasks(Party me) {
        Engine.within(this, () -> {
            me.awaitTurn(() -> {});
            for (Runnable task = me.task; task != null; task = turns.next(me)) {
                run(task);
            }
            return null;
        });
    }

    private void run(Runnable task) {
        try {
            task.run();
            for (Runnable each : invariants) {
                each.run();
            }
        } catch (Throwable t) {
            broken = t;
            turns.stuck(
                    "no task must throw, and what always holds must hold, but after " + elapsed() + " there was " + t);
        }
    }

    // ---- for tests

    /**
     * Runs a test in it: pipelines that name no engine run here. Afterwards, nothing may be left.
     *
     * @param test the test; may wait as it likes
     * @throws Exception what the test has thrown
     * @throws AssertionError if timers or waiting tasks are left when the test is over, or a task has thrown
     */
    public void run(Check test) throws Exception {
        Engine.within(this, () -> {
            test.run(this);
            return null;
        });
        settle();
        for (int i = 0; !repeatable() && isBusy() && i < 1_000; i++) {
            advance(Duration.ofMillis(1)); // those that were blocked outside come back in their own time
        }
        assertQuiet();
    }

    private boolean isBusy() {
        return turns.waiting().stream().anyMatch(party -> party.runsTasks);
    }

    /**
     * Lets time pass, and all happen that is due until then, at the last moment too.
     *
     * @param time how long
     */
    public void advance(Duration time) {
        try {
            sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        settle();
    }

    /**
     * Checks something after each task from now on, such as {@link Books#assertKept}. If it throws, nothing more moves, and
     * the test's wait fails.
     *
     * @param invariant asserts what always holds; must not wait
     */
    public void always(Runnable invariant) {
        invariants.add(invariant);
    }

    /**
     * Runs a test with one seed after the other, each in a simulation of its own. The system property {@code weir.seed}
     * gives one seed to be run alone, to look at a failure again.
     *
     * @param seeds how many; from 0 on
     * @param test the test
     * @throws AssertionError if it fails for a seed, which the message tells
     */
    public static void forSeeds(int seeds, Check test) {
        Long only = Long.getLong("weir.seed");
        long first = only == null ? 0 : only;
        long last = only == null ? seeds : only + 1;
        for (long seed = first; seed < last; seed++) {
            try (Simulation simulation = seeded(seed)) {
                simulation.run(test);
            } catch (Throwable t) {
                throw new AssertionError(
                        "it failed for seed " + seed + "; -Dweir.seed=" + seed + " runs it alone: " + t, t);
            }
        }
    }

    /** Lets all happen that can without time passing: afterwards everything waits for time, for items or for room. */
    public void settle() {
        turns.settle();
    }

    /**
     * Lets time pass until something holds.
     *
     * @param what what it is, for the message
     * @param holds whether it holds; asked each millisecond of virtual time
     * @param atMost how long it may take
     * @throws AssertionError if it does not hold by then
     */
    public void await(String what, BooleanSupplier holds, Duration atMost) {
        long end = nanoTime() + atMost.toNanos();
        settle();
        while (!holds.getAsBoolean()) {
            if (nanoTime() >= end) {
                throw new AssertionError("it must become so within " + atMost + " but did not: " + what);
            }
            advance(Duration.ofMillis(1));
        }
    }

    /**
     * How much time has passed.
     *
     * @return virtual time since it was made
     */
    public Duration elapsed() {
        return Duration.ofNanos(turns.now());
    }

    /**
     * What the order was drawn from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * A number that tells one order from another: the same again for the same test and seed, if it is {@link #repeatable}.
     *
     * @return a hash of all that was drawn
     */
    public long fingerprint() {
        return turns.fingerprint();
    }

    /**
     * Whether the same seed gives the same order again: no thread was ever blocked outside of the engine.
     *
     * @return whether it is so until now
     */
    public boolean repeatable() {
        return !turns.strayed();
    }

    /**
     * Asserts that nothing is left: no timer, no task that waits.
     *
     * @throws AssertionError if something is
     */
    public void assertQuiet() {
        Throwable thrown = broken;
        if (thrown != null) {
            throw new AssertionError("a task must not throw but one did", thrown);
        }
        long waiting = turns.waiting().stream().filter(party -> party.runsTasks).count();
        if (turns.timers() > 0 || waiting > 0) {
            throw new AssertionError("nothing must be left but there are " + turns.timers() + " timers and " + waiting
                    + " tasks that wait: " + turns.waiting());
        }
    }

    /** Ends its threads. What still waits in it is forgotten. */
    @Override
    public void close() {
        outside.end();
        turns.close();
    }

    // ---- the engine

    @Override
    public void execute(Runnable task) {
        turns.execute(task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        turns.execute(task);
    }

    @Override
    public long nanoTime() {
        return turns.now();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        Timers.Timer timer = turns.schedule(delayNanos, task);
        return () -> turns.cancel(timer);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void park(Object blocker) {
        turns.park(blocker);
    }

    @Override
    public void unpark(@Nullable Thread thread) {
        turns.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        turns.interrupt(thread);
    }

    @Override
    public void letOthersRun() {
        turns.letOthersRun();
    }

    @Override
    public String toString() {
        return "simulation of seed " + seed + ", after " + elapsed();
    }

    /** A test that runs in a simulation. */
    @FunctionalInterface
    public interface Check {
        /**
         * Tests something.
         *
         * @param simulation the engine it runs on
         * @throws Exception fails the test
         */
        void run(Simulation simulation) throws Exception;
    }
}
