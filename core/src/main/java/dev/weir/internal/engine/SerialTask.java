package dev.weir.internal.engine;

import dev.weir.Engine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A task that one thread at a time runs, and that runs again when it was woken. Between two activations it is objects on
 * the heap; a wake-up has it follow whoever woke it on that thread, gives it to the engine, or unparks the thread that
 * waits in it.
 *
 * <p>The state says who may run it. Only the thread that runs it touches what it is made of; each hand-over goes through
 * this one volatile word, so those fields are plain.
 *
 * <pre>
 * NEW     it is still put together, by one thread; a wake-up is not needed, as it looks when it begins
 * LATER   put together, but its turn has not come: also without wake-ups
 * IDLE    nobody runs it; a wake-up makes it READY and has it run
 * READY   to be run, or running
 * AGAIN   the same, and woken meanwhile: it looks once more before it rests
 * PARKED  a thread waits inside it; a wake-up makes it READY and unparks that thread
 * OVER    it will not run any more
 * </pre>
 */
public abstract class SerialTask extends Activity implements Runnable, Wake {
    private static final int IDLE = 0;
    private static final int READY = 1;
    private static final int AGAIN = 2;
    private static final int PARKED = 3;
    private static final int OVER = 4;
    private static final int NEW = 5;
    private static final int LATER = 6;

    /** For so long tasks follow each other on one thread before others get it. */
    private static final long TURN_NANOS = 1_000_000;

    private static final VarHandle STATE;
    private static final VarHandle ALARMS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SerialTask.class, "state", int.class);
            ALARMS = lookup.findVarHandle(SerialTask.class, "alarms", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final boolean threaded;
    private @Nullable Lane lane; // of the thread that runs it; null: nothing may follow there
    private boolean followed; // now
    private @Nullable Following following; // null: it has never run for long
    private @Nullable Patience patience; // null: it has never looked for more
    private volatile int alarms; // through ALARMS
    private volatile int state = NEW;
    private volatile @Nullable Thread parked;
    private boolean blocking;
    private boolean here;

    SerialTask(Engine engine) {
        super(engine);
        this.threaded = engine instanceof Threaded;
    }

    /**
     * One activation, which begins now on the engine's clock: does what can be done. True: there is more, but others are
     * to have their turn first. Before it comes back it says when it {@link #rests}, and that it {@link #ran}.
     */
    abstract boolean pass(long now);

    /** Whether it will not run any more; asked after each activation. */
    abstract boolean isDone();

    /** It is over. */
    abstract void ended();

    /** It has come to rest. */
    abstract void rested();

    /** The thread that runs it for its caller was interrupted. */
    abstract void callerInterrupted();

    // ---- by any thread

    @Override
    public void wake() {
        wake(null);
    }

    @Override
    public void wake(@Nullable SerialTask by) {
        while (true) {
            int seen = state;
            switch (seen) {
                case IDLE -> {
                    if (STATE.compareAndSet(this, IDLE, READY)) {
                        if (by == null || blocking || !by.leads(this)) {
                            submit();
                        }
                        return;
                    }
                }
                case READY -> {
                    if (STATE.compareAndSet(this, READY, AGAIN)) {
                        return;
                    }
                }
                case PARKED -> {
                    if (STATE.compareAndSet(this, PARKED, READY)) {
                        engine.unpark(parked); // read after the state: whoever parked wrote it before
                        return;
                    }
                }
                case AGAIN, NEW, LATER -> {
                    if (STATE.compareAndSet(this, seen, seen)) { // it looks again anyway; pairs with looksAgain()
                        return;
                    }
                }
                default -> { // OVER
                    return;
                }
            }
        }
    }

    /** Begins if it was postponed. Any thread may call it, any number of times. */
    public void due() {
        if (STATE.compareAndSet(this, LATER, READY)) { // pairs with wake(), which writes the state too
            submit();
        }
    }

    final boolean isOver() {
        return state == OVER;
    }

    final boolean isPostponed() {
        return state == LATER;
    }

    /** Whether it rests, be it in the middle of an item for which there is no room, and no alarm is set that will wake it. */
    final boolean isAtRest() {
        int seen = state;
        return (seen == IDLE || seen == OVER || seen == LATER || seen == PARKED) && alarms == 0;
    }

    /** How many alarms are set that will wake it. */
    final int alarms() {
        return alarms;
    }

    /** An alarm is set that will wake it. */
    final void alarmSet() {
        ALARMS.getAndAdd(this, 1);
    }

    /** It has woken it, or never will. */
    final void alarmGone() {
        ALARMS.getAndAdd(this, -1);
    }

    /** Gives it to the engine. */
    final void submit() {
        if (blocking) {
            engine.executeBlocking(this);
        } else {
            engine.execute(this);
        }
    }

    // ---- by whoever puts it together

    /** Its activations block in the middle of an item. */
    final void block() {
        blocking = true;
    }

    /** All that it is made of is there: from now on it may run. */
    final void begin() {
        begin(List.of(this));
    }

    /**
     * The same for several. On threads they begin one after the other on one of these, but for those that block: to start a thread for
     * each would cost more than most have to do at first. None waits for long, as the watch looks after the lane. A platform thread
     * has the first begin alone: it is likely to wait for the run, the engine's threads to be parked, and of two that are
     * woken one is there sooner.
     */
    static void begin(List<? extends SerialTask> tasks) {
        List<SerialTask> together = new ArrayList<>(tasks.size());
        for (SerialTask task : tasks) {
            task.looksAgain();
            if (task.threaded && !task.blocking) {
                together.add(task);
            } else {
                task.submit();
            }
        }
        if (!together.isEmpty()
                && (together.size() == 1 || !Thread.currentThread().isVirtual())) {
            together.removeFirst().submit();
        }
        if (!together.isEmpty()) {
            together.getFirst().engine.execute(() -> runTogether(together));
        }
    }

    private static void runTogether(List<SerialTask> tasks) {
        Lane on = new Lane(Watch.ALL);
        for (int i = 1; i < tasks.size(); i++) {
            on.add(tasks.get(i));
        }
        tasks.getFirst().runOn(on);
    }

    /** All that it is made of is there; it runs when it is woken. */
    final void beginAtRest() {
        state = IDLE;
    }

    /** All that it is made of is there, but it begins when it is {@link #due}. */
    final void beginLater() {
        state = LATER;
    }

    /** What it belongs to could not be put together. */
    final void neverBegins() {
        state = OVER;
        ended();
    }

    /** The calling thread is to run it from now on; no engine ever gets it. Before it begins. */
    final void claim() {
        here = true;
        state = READY;
    }

    /** Whether a thread that was not the engine's runs it. */
    final boolean isHere() {
        return here;
    }

    // ---- by the thread that runs it

    /**
     * It was woken, or is new. What whoever woke it has written before is seen from here on, also if that was written
     * without an order of its own: a store that is delayed past a mere look at the state would be missed by both.
     */
    private void looksAgain() {
        STATE.getAndSet(this, READY); // pairs with wake(), which writes the state too
    }

    final boolean leads(SerialTask next) {
        if (!followed || lane == null) {
            return false;
        }
        lane.add(next);
        return true;
    }

    /** Runs it, and then what follows it on this thread. */
    @Override
    public final void run() {
        if (threaded && !blocking) {
            runOn(new Lane(Watch.ALL));
        } else {
            activate(null, engine.nanoTime());
        }
    }

    private void runOn(Lane on) {
        long now = engine.nanoTime();
        long begun = now;
        for (SerialTask next = this; next != null; next = on.next()) {
            if (now - begun < TURN_NANOS) {
                now = next.activate(on, now);
            } else {
                next.submit();
            }
        }
    }

    /** Runs it on a thread with this lane. Answers when it came to rest. */
    private long activate(@Nullable Lane on, long begins) {
        long now = begins;
        while (true) {
            lane = on;
            followed = on != null && (following == null || following.isFollowed(now));
            boolean more = pass(now);
            lane = null; // from here on another thread may run it
            now = since();
            if (isDone()) {
                state = OVER;
                ended();
                return now;
            }
            if (more) {
                submit(); // still READY: others get their turn first
                return now;
            }
            if (!wokenSoon() && STATE.compareAndSet(this, READY, IDLE)) {
                rested();
                return now;
            }
            looksAgain();
        }
    }

    /** The activation that began then has ended now, and has moved so many items. */
    final void ran(long began, long now, int items) {
        if (following != null) {
            following.ran(began, now, items);
        } else if (threaded && Following.isLong(now - began, items)) {
            following = new Following(began);
            following.ran(began, now, items);
        }
    }

    /** Runs it on the calling thread, which parks while there is nothing to do, until it is over or has had enough. */
    final void runHere(BooleanSupplier enough) {
        while (state != OVER) {
            if (isHere() && mayBeInterrupted() && Thread.currentThread().isInterrupted()) {
                callerInterrupted();
            }
            boolean more = pass(engine.nanoTime());
            if (isDone()) {
                state = OVER;
                ended();
            } else if (enough.getAsBoolean()) {
                return;
            } else if (!more) {
                rest();
            }
        }
    }

    /** Whether an interrupt of the calling thread is not of its own making. */
    abstract boolean mayBeInterrupted();

    /** Parks the thread that runs it until it is woken. */
    final void rest() {
        parked = Thread.currentThread();
        if (!wokenSoon() && STATE.compareAndSet(this, READY, PARKED)) {
            rested();
            while (state == PARKED) {
                engine.park(this);
                if (Thread.interrupted() && here) {
                    callerInterrupted();
                }
            }
        } else {
            looksAgain();
        }
        parked = null;
    }

    /** Looks for a moment whether it is woken, unless it could follow whoever will wake it. */
    private boolean wokenSoon() {
        if (!threaded || followed) {
            return false;
        }
        if (patience == null) {
            patience = new Patience();
        }
        for (int i = patience.looks(); i > 0; i--) {
            if (state != READY) {
                patience.paid();
                return true;
            }
            Thread.onSpinWait();
        }
        patience.didNot();
        return false;
    }
}
