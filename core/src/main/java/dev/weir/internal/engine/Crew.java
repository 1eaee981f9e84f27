package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that belongs to one run: its islands, how they are told to stop, and what came of it. The run is complete when its
 * last island is over, so that nothing of it runs after its result is known.
 */
final class Crew {
    /** Why a run was cancelled whose caller was interrupted. */
    static final String INTERRUPTED = "the thread that ran it was interrupted";

    private static final VarHandle LIVE;
    private static final @Nullable Object[] NONE = {};

    static {
        try {
            LIVE = MethodHandles.lookup().findVarHandle(Crew.class, "live", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private volatile @Nullable Assembly whole; // the declared plan
    private @Nullable List<Island> others; // those of inner plans; guarded by this
    private volatile @Nullable Releases releases; // made for the first rule
    private volatile int live; // through LIVE
    private @Nullable Object[] values = NONE; // of the sinks; guarded by this, as are the next ones
    private @Nullable Starter starter;
    private volatile boolean done;
    private volatile @Nullable Ending cancelled; // or failed, if a failure ends all of it
    private @Nullable Throwable failure;
    private boolean paused;
    private boolean draining;
    private volatile boolean tied; // when one sink has failed, all is over
    private volatile @Nullable Thread caller;
    private volatile boolean callerInterrupted;

    Crew(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    /** What is to be done with items that are let go; null: nothing. */
    @Nullable
    Releases releases() {
        return releases;
    }

    /** The same, to add to it. */
    synchronized Releases rules() {
        Releases known = releases;
        if (known == null) {
            known = new Releases();
            releases = known;
        }
        return known;
    }

    /** The declared plan; null: it is not there yet. */
    @Nullable
    Assembly whole() {
        return whole;
    }

    /** The declared plan, or an inner one, joins: makes those of its islands that are not there yet. */
    synchronized void join(Assembly plan, @Nullable Island[] islands) {
        for (int i = 0; i < islands.length; i++) {
            if (islands[i] == null) {
                islands[i] = plan.isInner() ? newIsland() : told();
            }
        }
        if (!plan.isInner()) {
            whole = plan;
        }
    }

    /** One of an inner plan. */
    synchronized Island newIsland() {
        Island island = told();
        List<Island> known = others == null ? new ArrayList<>() : others;
        known.add(island);
        others = known;
        return island;
    }

    /** A new one, which knows what all have been told. */
    private Island told() {
        var island = new Island(this);
        LIVE.getAndAdd(this, 1);
        if (cancelled != null) {
            island.set(Signals.CANCELLED);
        } else if (paused) {
            island.set(Signals.PAUSED);
        }
        if (draining) {
            island.set(Signals.DRAINING);
        }
        return island;
    }

    void islandOver() {
        leave();
        forgetEnded();
        rested();
    }

    /** An island has come to rest. */
    void rested() {
        Assembly all = whole;
        Loops watching = all == null ? null : all.loops();
        if (watching != null && cancelled == null) {
            watching.look();
        }
    }

    /** How often all islands have run, if none runs now and nothing can wake one by the clock; else less than 0. */
    synchronized long activationsAtRest() {
        if (paused) {
            return -1;
        }
        long some = whole == null ? 0 : activationsAtRest(whole.islands());
        long more = others == null || some < 0 ? 0 : activationsAtRest(others);
        return some < 0 || more < 0 ? -1 : some + more;
    }

    private static long activationsAtRest(List<Island> islands) {
        long sum = 0;
        for (Island island : islands) {
            long activations = island.activationsAtRest();
            if (activations < 0) {
                return -1;
            }
            sum += activations;
        }
        return sum;
    }

    synchronized void wakeAll() {
        islands().forEach(Island::wake);
    }

    /** Nothing can move any more: the run fails. */
    void stuck(String stage, Throwable why) {
        synchronized (this) {
            fail(stage, why);
        }
        cancel(String.valueOf(why.getMessage()));
    }

    void enter() {
        LIVE.getAndAdd(this, 1);
    }

    void leave() {
        if ((int) LIVE.getAndAdd(this, -1) == 1) {
            finish();
        }
    }

    /** All that there are; with the lock. */
    private List<Island> islands() {
        List<Island> all = new ArrayList<>();
        if (whole != null) {
            all.addAll(whole.islands());
        }
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    /** Keeps the list from growing in a run that starts islands as it goes. */
    private synchronized void forgetEnded() {
        if (others != null && others.size() > 64 && others.size() > 2 * live) {
            others.removeIf(Island::isOver);
        }
    }

    private void finish() {
        Throwable thrown;
        @Nullable Starter told;
        synchronized (this) {
            thrown = outcome();
            done = true;
            told = starter;
        }
        if (told != null) {
            told.over(thrown);
        }
    }

    /** Who has started it. */
    interface Starter {
        /** Every island is over; null: all ended cleanly. */
        void over(@Nullable Throwable thrown);
    }

    /** Has this told once how it ended, if it has not ended: null if cleanly. */
    synchronized void whenDone(Starter told) {
        starter = told;
    }

    /** Whether every island is over, and what came of it is known. */
    boolean isDone() {
        return done;
    }

    private @Nullable Throwable outcome() {
        return failure == null && cancelled instanceof Ending.Cancelled(String reason)
                ? new FlowCancelledException(reason)
                : failure;
    }

    /** What each of so many sinks gave, once the run is complete. */
    synchronized List<@Nullable Object> values(int sinks) {
        return Arrays.asList(values.length == sinks ? values : Arrays.copyOf(values, sinks));
    }

    /** When a sink has failed, nothing else goes on, even if nothing joins the two. */
    void tie() {
        tied = true;
    }

    /** The sink of this number, or a side one with none, has ended. The first failure is the one that is told. */
    synchronized void settle(int sink, Ending ending, @Nullable Object value) {
        switch (ending) {
            case Ending.Done clean -> keep(sink, value);
            case Ending.Failed failed when tied -> stop(failed);
            case Ending.Failed(String stage, Throwable cause) -> fail(stage, cause);
            case Ending.Cancelled(String reason) -> cancel(reason);
        }
    }

    private void keep(int sink, @Nullable Object value) {
        if (sink >= 0) {
            values = values.length > sink ? values : Arrays.copyOf(values, sink + 1);
            values[sink] = value;
        }
    }

    private void fail(String stage, Throwable cause) {
        if (failure == null && cancelled == null) {
            failure = new FlowFailedException(stage, cause);
        }
    }

    /** Something that must not throw has thrown: the run cannot be trusted to go on. */
    synchronized void broken(Throwable bug) {
        if (failure == null) {
            failure = new FlowFailedException("engine", bug);
        }
        cancel("the engine failed: " + bug);
    }

    /** How all of it is ended from outside; null if it is not. */
    @Nullable
    Ending cancelled() {
        return cancelled;
    }

    void cancel(String reason) {
        stop(new Ending.Cancelled(reason));
    }

    private void stop(Ending ending) {
        List<Island> told;
        synchronized (this) {
            if (cancelled != null || done) {
                return;
            }
            if (ending instanceof Ending.Failed(String stage, Throwable cause)) {
                fail(stage, cause);
            }
            cancelled = ending;
            told = islands();
        }
        for (Island island : told) {
            island.set(Signals.CANCELLED);
            island.due();
            island.wake();
            island.interrupt(ending);
        }
    }

    /** The thread that runs an island for its caller was interrupted; it gets its flag back at the end. */
    void interrupted() {
        callerInterrupted = true;
        cancel(INTERRUPTED);
    }

    /** User code was interrupted: by the caller's own doing, if it runs on the caller's thread. */
    void interruptedIfCaller() {
        if (Thread.currentThread() == caller && cancelled == null) {
            interrupted();
        }
    }

    /** This thread runs an island for its caller. */
    void callerIs(Thread thread) {
        caller = thread;
    }

    boolean callerInterrupted() {
        return callerInterrupted;
    }

    synchronized void drain() {
        draining = true;
        for (Island island : islands()) {
            island.set(Signals.DRAINING);
            island.drainDue();
            island.wake();
        }
    }

    /** A source came into this island while it runs: if the run drains, it is told so as well. */
    synchronized void drainToo(Island island) {
        if (draining) {
            island.set(Signals.DRAINING);
        }
    }

    synchronized void pause(boolean on) {
        paused = on;
        if (cancelled != null) {
            return;
        }
        for (Island island : islands()) {
            if (on) {
                island.set(Signals.PAUSED);
            } else {
                island.clear(Signals.PAUSED);
                island.wake();
            }
        }
    }
}
