package dev.weir.internal.engine;

import dev.weir.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fused stages and the drivers that move items through them, run as one serial task: only the thread that runs it touches
 * the stages.
 */
public final class Island extends SerialTask {
    /** So many items move before an activation yields to others. */
    private static final int BUDGET = 4096;

    private final Crew crew;
    private @Nullable Placed first; // of its drivers, in the order in which they came
    private boolean drains; // written before the state, read after it
    private int budget;

    Island(Crew crew) {
        super(crew.engine());
        this.crew = crew;
    }

    /** Adds a driver that stands at this place; those nearer the sink first. While the island runs, only from inside. */
    void add(Driver driver, int place) {
        Placed placed = new Placed(driver, place);
        Placed last = last();
        if (last == null) {
            first = placed;
        } else {
            last.next = placed;
        }
    }

    /** Its last driver; null: it has none. */
    @Nullable
    Placed last() {
        Placed last = first;
        while (last != null && last.next != null) {
            last = last.next;
        }
        return last;
    }

    /** What it belongs to. */
    Crew crew() {
        return crew;
    }

    /** All its drivers. */
    List<Driver> drivers() {
        return driversAfter(null);
    }

    /** Those that came after this one; null: all. */
    List<Driver> driversAfter(@Nullable Placed known) {
        List<Driver> drivers = new ArrayList<>();
        for (Placed each = known == null ? first : known.next; each != null; each = each.next) {
            drivers.add(each.driver);
        }
        return drivers;
    }

    /** Forgets those that came after this one, which have not run; null: all. */
    void forgetAfter(@Nullable Placed known) {
        if (known == null) {
            first = null;
        } else {
            known.next = null;
        }
    }

    /** Whether a driver may move one more item now. Each call counts as one item of the budget. */
    public boolean mayMove() {
        return --budget >= 0 && none();
    }

    /** All its drivers are there, but it begins when it is due: at its turn, or to learn that its turn will never come. */
    void postpone(boolean drainsToo) {
        drains = drainsToo;
        beginLater();
        if (has(Signals.CANCELLED)) { // whoever set that looks whether it is postponed after it
            due();
        }
        drainDue();
    }

    /** Begins if it was postponed, the run drains, and that is for it: not for what is made of an item that is in. */
    void drainDue() {
        if (isPostponed() && drains && has(Signals.DRAINING)) {
            due();
        }
    }

    @Override
    boolean isDone() {
        return first == null;
    }

    @Override
    void ended() {
        crew.islandOver();
    }

    @Override
    void rested() {
        crew.rested();
    }

    @Override
    void callerInterrupted() {
        crew.interrupted();
    }

    @Override
    boolean mayBeInterrupted() {
        return because() == null;
    }

    @Override
    boolean pass(long now) {
        enter();
        begins(now);
        boolean more = false;
        try {
            more = heedSignals() && driveAll(Integer.MIN_VALUE);
        } catch (Throwable bug) {
            crew.broken(bug);
            drivers().forEach(this::abandon);
            first = null;
        }
        forgetOver();
        long began = since();
        long then = engine.nanoTime();
        rests(then, !more && heldBack());
        ran(began, then, BUDGET - budget);
        exit();
        return more || has(Signals.CANCELLED | Signals.DRAINING); // a wake-up may have been used up by a wait
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
        if (none()) {
            return true;
        }
        Ending cancelled = crew.cancelled();
        if (has(Signals.CANCELLED) && cancelled != null) {
            for (Placed each = first; each != null; each = each.next) {
                each.driver.abort(cancelled);
            }
            clear(Signals.ALL);
            return true;
        }
        heedDrain();
        return !has(Signals.PAUSED);
    }

    private void heedDrain() {
        if (has(Signals.DRAINING)) {
            clear(Signals.DRAINING);
            drivers().forEach(Driver::drain); // the end of one may hand on items, and so begin inner flows
        }
    }

    /** Drives all from this place on that are not waiting further down this thread's stack. True: the budget was spent. */
    private boolean driveAll(int place) {
        budget = BUDGET;
        boolean moved = true;
        while (moved && budget > 0 && none()) {
            moved = false;
            for (Placed each = first;
                    each != null;
                    each = each.next) { // one that is forgotten meanwhile still leads on
                moved |= each.isFrom(place) && each.driveNow();
            }
        }
        return moved || budget <= 0; // a driver that ran out of budget may not have found out that there is nothing
    }

    /** Drives one of the drivers, unless it is waiting further down the stack. */
    public boolean driveNow(Driver driver) {
        for (Placed each = first; each != null; each = each.next) {
            if (each.driver.equals(driver)) {
                return each.driveNow();
            }
        }
        return false; // it is over and forgotten
    }

    /**
     * Suspends the running stage, which stands at this place, in the middle of an item until there is room after it.
     * Meanwhile the drivers after it go on, on top of it; not those before it, which could only bring more for it, and
     * might have to wait for it while it is buried under them. False: the flow was cancelled or the stage was stopped,
     * nothing more will be taken.
     */
    public boolean awaitRoom(Inlet<?> next, int place, BooleanSupplier stopped) {
        while (true) {
            if (has(Signals.CANCELLED) || stopped.getAsBoolean()) {
                return false;
            }
            heedDrain();
            if (budget <= 0) {
                letOthersRun();
            }
            boolean moved = false;
            if (!has(Signals.PAUSED)) {
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
                rests(engine.nanoTime(), true);
                rest();
                begins(engine.nanoTime());
            }
        }
    }

    private void letOthersRun() {
        engine.letOthersRun();
        budget = BUDGET;
    }

    /** How often it has run, if it rests and no alarm is set; else less than 0. */
    long activationsAtRest() {
        return isAtRest() ? activations() : -1;
    }

    private boolean heldBack() {
        for (Placed each = first; each != null; each = each.next) {
            if (each.driver.heldBack()) {
                return true;
            }
        }
        return false;
    }

    /** How many items a driver may move now, at most so many. They count when they were {@linkplain #moved moved}. */
    int mayMove(int most) {
        return none() ? Math.min(budget, most) : 0;
    }

    /** A driver has moved so many. */
    void moved(int items) {
        budget -= items;
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
        mute();
    }

    /** Forgets drivers that are over, which an island that runs inner flows would gather otherwise. */
    public void forgetOver() {
        while (first != null && first.over()) {
            first = first.next;
        }
        Placed last = first;
        while (last != null) {
            Placed next = last.next;
            if (next != null && next.over()) {
                last.next = next.next;
            } else {
                last = next;
            }
        }
    }
}
