package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.Engine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A serial task: fused stages and the drivers that move items through them. Between two activations it is objects on
 * the heap; a wake-up gives it to the engine again, or unparks the thread that waits in it.
 *
 * <p>The state says who may run it. Only the thread that runs it touches the stages; each hand-over goes through this
 * one volatile word, so their fields are plain.
 *
 * <pre>
 * NEW     it is still put together, by one thread; a wake-up is not needed, as it looks when it begins
 * LATER   put together, but its turn has not come: also without wake-ups
 * IDLE    nobody runs it; a wake-up makes it READY and gives it to the engine
 * READY   given to the engine, or running
 * AGAIN   the same, and woken meanwhile: it looks once more before it rests
 * PARKED  a thread waits inside it; a wake-up makes it READY and unparks that thread
 * OVER    all its drivers are over
 * </pre>
 */
public final class Island implements Runnable, Wake {
    private static final int IDLE = 0;
    private static final int READY = 1;
    private static final int AGAIN = 2;
    private static final int PARKED = 3;
    private static final int OVER = 4;
    private static final int NEW = 5;
    private static final int LATER = 6;

    /** So many items move before an activation yields to others. */
    private static final int BUDGET = 4096;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Island.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Signals signals = new Signals();
    final Activity activity = new Activity();
    private int activation;
    private final Crew crew;
    private final Engine engine;
    private final List<Placed> drivers = new ArrayList<>(2);
    private final List<Driver> onStack = new ArrayList<>(2);
    private final Interrupter interrupter;
    private volatile int state = NEW;
    private volatile @Nullable Thread parked;
    private volatile boolean suspended;
    final AtomicInteger alarms = new AtomicInteger();
    private boolean blocking;
    private boolean here;
    private boolean drains; // written before the state, read after it
    private int budget;

    Island(Crew crew) {
        this.crew = crew;
        this.engine = crew.engine();
        this.interrupter = new Interrupter(engine);
    }

    /** A driver, and where it stands: nearer the sink than all with a smaller number. */
    private record Placed(Driver driver, int place) {
        boolean over() {
            return driver.over();
        }
    }

    /** Adds a driver that stands at this place; those nearer the sink first. While the island runs, only from inside. */
    void add(Driver driver, int place) {
        drivers.add(new Placed(driver, place));
    }

    int drivers() {
        return drivers.size();
    }

    /** All but the first ones. */
    List<Driver> driversFrom(int first) {
        return drivers.stream().skip(first).map(Placed::driver).toList();
    }

    /** Forgets all but the first ones, which have not run. */
    void forgetFrom(int first) {
        drivers.subList(first, drivers.size()).clear();
    }

    boolean isOver() {
        return state == OVER;
    }

    /** Its activations block in the middle of an item. */
    void block() {
        blocking = true;
    }

    /** Whether a driver may move one more item now. Each call counts as one item of the budget. */
    public boolean mayMove() {
        return --budget >= 0 && signals.none();
    }

    @Override
    public void wake() {
        while (true) {
            int seen = state;
            switch (seen) {
                case IDLE -> {
                    if (STATE.compareAndSet(this, IDLE, READY)) {
                        submit();
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

    /** All its drivers are there: from now on it may run. */
    void begin() {
        looksAgain();
        submit();
    }

    /** All its drivers are there, but it begins when it is due: at its turn, or to learn that its turn will never come. */
    void postpone(boolean drainsToo) {
        drains = drainsToo;
        state = LATER;
        if (signals.has(Signals.CANCELLED)) { // whoever set that looks for LATER after it
            due();
        }
        drainDue();
    }

    /** Begins if it was postponed, the run drains, and that is for it: not for what is made of an item that is in. */
    void drainDue() {
        if (state == LATER && drains && signals.has(Signals.DRAINING)) {
            due();
        }
    }

    /** Begins if it was postponed. Any thread may call it, any number of times. */
    public void due() {
        if (STATE.compareAndSet(this, LATER, READY)) { // pairs with wake(), which writes the state too
            submit();
        }
    }

    /** What it belongs to could not be put together. */
    void neverBegins() {
        state = OVER;
        crew.islandOver();
    }

    /**
     * It was woken, or is new. What whoever woke it has written before is seen from here on, also if that was written
     * without an order of its own: a store that is delayed past a mere look at the state would be missed by both.
     */
    private void looksAgain() {
        STATE.getAndSet(this, READY); // pairs with wake(), which writes the state too
    }

    private void submit() {
        if (blocking) {
            engine.executeBlocking(this);
        } else {
            engine.execute(this);
        }
    }

    /** One activation: runs until nothing moves, or the budget is spent. */
    @Override
    public void run() {
        while (true) {
            boolean more = pass();
            if (drivers.isEmpty()) {
                state = OVER;
                crew.islandOver();
                return;
            }
            if (more) {
                submit(); // still READY: others get their turn first
                return;
            }
            if (STATE.compareAndSet(this, READY, IDLE)) {
                crew.rested();
                return;
            }
            looksAgain();
        }
    }

    /** The calling thread is to run this island from now on; no engine ever gets it. Before anything flows. */
    void claim() {
        here = true;
        state = READY;
    }

    /** Runs it on the calling thread, which parks while there is nothing to do, until it is over or has had enough. */
    void runHere(BooleanSupplier enough) {
        while (state != OVER) {
            if (callerInterrupted()) {
                crew.interrupted();
            }
            boolean more = pass();
            if (drivers.isEmpty()) {
                state = OVER;
                crew.islandOver();
            } else if (enough.getAsBoolean()) {
                return;
            } else if (!more) {
                rest();
            }
        }
    }

    private boolean pass() {
        interrupter.enter();
        beginPass();
        boolean more = false;
        try {
            more = heedSignals() && driveAll(Integer.MIN_VALUE);
        } catch (Throwable bug) {
            crew.broken(bug);
            drivers.forEach(placed -> abandon(placed.driver));
            drivers.clear();
        }
        drivers.removeIf(Placed::over);
        activity.rest(engine.nanoTime(), !more && heldBack());
        interrupter.exit();
        return more || signals.has(Signals.CANCELLED | Signals.DRAINING); // a wake-up may have been used up by a wait
    }

    private void beginPass() {
        activation++;
        activity.begin(engine.nanoTime());
    }

    /** A number that is another after each rest; for its own thread. */
    int activation() {
        return activation;
    }

    private void abandon(Driver driver) {
        try {
            driver.abort(new Ending.Cancelled("the engine failed"));
        } catch (RuntimeException | Error again) {
            crew.broken(again);
        }
    }

    /** Whether drivers may run. */
    private boolean heedSignals() {
        if (signals.none()) {
            return true;
        }
        Ending.Cancelled cancelled = crew.cancelled();
        if (signals.has(Signals.CANCELLED) && cancelled != null) {
            for (int i = 0; i < drivers.size(); i++) {
                drivers.get(i).driver.abort(cancelled);
            }
            signals.clear(Signals.ALL);
            return true;
        }
        heedDrain();
        return !signals.has(Signals.PAUSED);
    }

    private void heedDrain() {
        if (signals.has(Signals.DRAINING)) {
            signals.clear(Signals.DRAINING);
            driversFrom(0).forEach(Driver::drain); // the end of one may hand on items, and so begin inner flows
        }
    }

    /** Drives all from this place on that are not waiting further down this thread's stack. True: the budget was spent. */
    private boolean driveAll(int place) {
        budget = BUDGET;
        boolean moved = true;
        while (moved && budget > 0 && signals.none()) {
            moved = false;
            for (int i = 0; i < drivers.size(); i++) {
                Placed placed = drivers.get(i);
                moved |= placed.place >= place && driveNow(placed.driver);
            }
        }
        return moved || budget <= 0; // a driver that ran out of budget may not have found out that there is nothing
    }

    /** Drives one of the drivers, unless it is waiting further down the stack: it must not overtake itself. */
    public boolean driveNow(Driver driver) {
        if (onStack.contains(driver)) {
            return false;
        }
        onStack.add(driver);
        try {
            return driver.drive();
        } finally {
            onStack.removeLast();
        }
    }

    /**
     * Suspends the running stage, which stands at this place, in the middle of an item until there is room after it.
     * Meanwhile the drivers after it go on, on top of it; not those before it, which could only bring more for it, and
     * might have to wait for it while it is buried under them. False: the flow was cancelled or the stage was stopped,
     * nothing more will be taken.
     */
    public boolean awaitRoom(Inlet<?> next, int place, BooleanSupplier stopped) {
        while (true) {
            if (signals.has(Signals.CANCELLED) || stopped.getAsBoolean()) {
                return false;
            }
            heedDrain();
            if (budget <= 0) {
                letOthersRun();
            }
            boolean moved = false;
            if (!signals.has(Signals.PAUSED)) {
                if (next.room()) {
                    return true;
                }
                moved = driveAll(place);
                if (stopped.getAsBoolean()) {
                    return false; // one of the drivers has found that out; nothing would wake this for it again
                }
                if (next.room()) {
                    return true;
                }
            }
            if (!moved) {
                activity.rest(engine.nanoTime(), true);
                suspended = true;
                rest();
                suspended = false;
                beginPass();
            }
        }
    }

    private void letOthersRun() {
        engine.letOthersRun();
        budget = BUDGET;
    }

    private void rest() {
        parked = Thread.currentThread();
        if (STATE.compareAndSet(this, READY, PARKED)) {
            crew.rested();
            while (state == PARKED) {
                engine.park(this);
                if (Thread.interrupted() && here) {
                    crew.interrupted();
                }
            }
        } else {
            looksAgain();
        }
        parked = null;
    }

    /** How often it has run, if it rests, not in the middle of an item, and no alarm is set; else less than 0. */
    long activationsAtRest() {
        int seen = state;
        boolean rests = seen == IDLE || seen == OVER || seen == LATER || (seen == PARKED && !suspended);
        return rests && alarms.get() == 0 ? activity.activations() : -1;
    }

    private boolean heldBack() {
        for (int i = 0; i < drivers.size(); i++) {
            if (drivers.get(i).driver.heldBack()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Island island() {
        return this;
    }

    /** The only link it feeds was cancelled. */
    @Override
    public void stop(Ending reason) {
        wake();
        interrupt(reason);
    }

    /** For a link that is not all it feeds: when that is cancelled, what else it does is still wanted. */
    public Wake onlyWoken() {
        return () -> wake();
    }

    /** What it is blocked in was given up, and it knows: code that closes what is open is not to be interrupted. */
    public void givenUp() {
        interrupter.mute();
    }

    /** Forgets drivers that are over, which an island that runs inner flows would gather otherwise. */
    public void forgetOver() {
        drivers.removeIf(Placed::over);
    }

    /** Whether the thread that runs it was interrupted by somebody else, for its own reasons. */
    boolean callerInterrupted() {
        return here && interrupter.because() == null && Thread.currentThread().isInterrupted();
    }

    /** Interrupts user code that runs in it now, because its work is no longer wanted. */
    public void interrupt(Ending reason) {
        interrupter.interrupt(reason);
    }

    /** Why user code in it was interrupted, so that its failure is not taken for one of its own; null if it was not. */
    @Nullable
    Ending interruptedBecause() {
        return interrupter.because();
    }
}
