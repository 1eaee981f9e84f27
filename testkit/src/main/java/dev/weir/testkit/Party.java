package dev.weir.testkit;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes part in a simulation: the test's own, or one that runs tasks. Everything but whose turn it is is
 * guarded by the lock of {@link Turns}.
 */
final class Party {
    /** What it does. */
    enum State {
        /** It has the turn, or goes on beside the others after it was blocked outside. */
        RUNS,
        /** It waits through the engine for a wake-up. */
        PARKED,
        /** It waits for its turn only. */
        READY
    }

    private static final Set<String> OWN =
            Set.of(Party.class.getName(), Turns.class.getName(), Simulation.class.getName());

    final Thread thread;
    final boolean runsTasks;
    State state = State.RUNS;

    @Nullable
    Object blocker;

    @Nullable
    Runnable task;

    /** It was unparked while it was not parked. */
    boolean permit;

    /** It was found blocked in code that is not weir's, and others have gone on without it. */
    boolean outside;

    private volatile boolean turn; // given by the one before, taken by its own thread
    private volatile boolean took = true;

    /** A thread of the test. */
    Party(Thread thread) {
        this.thread = thread;
        this.runsTasks = false;
    }

    /** A thread that runs tasks, not yet started. */
    Party(Consumer<Party> body) {
        this.thread = Thread.ofVirtual().name("weir-simulation").unstarted(() -> body.accept(this));
        this.runsTasks = true;
    }

    void giveTurn() {
        state = State.RUNS;
        took = false;
        turn = true;
        LockSupport.unpark(thread);
    }

    /** Blocks until it has the turn. An interrupt meanwhile is told, and its flag stays set. */
    void awaitTurn(Runnable interrupted) {
        boolean flag = false;
        while (!turn) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                flag = true;
                interrupted.run();
            }
        }
        turn = false;
        took = true;
        if (flag) {
            thread.interrupt();
        }
    }

    /** Whether it runs, as far as it knows, but is blocked, or has ended. */
    boolean blocked() {
        return took
                && switch (thread.getState()) {
                    case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> true;
                    case NEW, RUNNABLE -> false;
                };
    }

    /** Whether it is in other code than that of the simulation. */
    boolean isOutside() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!frame.getClassName().startsWith("java.")
                    && !frame.getClassName().startsWith("jdk.")) {
                return !OWN.contains(frame.getClassName());
            }
        }
        return true;
    }

    /** Whether it is outside, and will come back by itself: it runs, or waits for a time. */
    boolean isBusyOutside() {
        return outside
                && switch (thread.getState()) {
                    case NEW, RUNNABLE, TIMED_WAITING -> true;
                    case WAITING, BLOCKED, TERMINATED -> false;
                };
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(runsTasks ? "a task" : "thread " + thread.getName());
        text.append(outside ? " is blocked outside of the engine" : " waits");
        int shown = 0;
        for (StackTraceElement frame : thread.getStackTrace()) {
            boolean theirs = frame.getClassName().startsWith("java.")
                    || frame.getClassName().startsWith("jdk.")
                    || frame.getClassName().startsWith("dev.weir.testkit.Party")
                    || frame.getClassName().startsWith("dev.weir.testkit.Turns")
                    || frame.getClassName().startsWith("dev.weir.internal");
            if (!theirs && shown++ < 6) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
