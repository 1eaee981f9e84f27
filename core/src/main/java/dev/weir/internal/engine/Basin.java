package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.hold.Discipline;
import dev.weir.internal.hold.Losses;
import dev.weir.internal.jfr.LossEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded place between two islands that a {@link Discipline} rules: written by one of them, read by the other, and
 * looked at by a timer. Where a {@link Link} would do, that is much cheaper.
 *
 * <p>All state is guarded by this object's lock. What is let go, and what users are told, waits in {@code after} until
 * the lock is free.
 */
public final class Basin<I, O> implements Gauge, Losses, Tail<I> {
    private final String name;
    private final int capacity;
    private final Site site;
    private final Wake writer;
    private final Island reader;
    private final Discipline<I, O> discipline;
    private List<AutoCloseable> after = new ArrayList<>(0);
    private int peak;
    private long weightPeak;
    private long in;
    private long out;
    private long dropped;
    private long expired;
    private long discarded;
    private long waits;
    private boolean writerWaits;
    private boolean readerAsleep;
    private boolean news;
    private @Nullable Ending ending;
    private volatile @Nullable Ending cancelled;
    private @Nullable Runnable timer;
    private long timerAt;
    private int timers; // set so far

    /** A place of this stage that holds at most so many items. */
    public Basin(String name, int capacity, Discipline.Maker<I, O> discipline, Wake writer, Island reader, Site site) {
        this.name = name;
        this.capacity = capacity;
        this.site = site;
        this.writer = writer;
        this.reader = reader;
        long now = now();
        this.discipline = discipline.make(this, now);
        synchronized (this) {
            setTimer(now);
        }
    }

    private long now() {
        return site.engine().nanoTime();
    }

    /** The most items it may hold. */
    public int capacity() {
        return capacity;
    }

    // ---- the book

    @Override
    public String stage() {
        return name;
    }

    @Override
    public void out(int items) {
        out += items;
    }

    @Override
    public void dropped(Object item) {
        dropped++;
        LossEvent.tell(name, "dropped");
        after.add(() -> site.letGo(item));
    }

    @Override
    public void expired(Object item) {
        expired++;
        LossEvent.tell(name, "expired");
        after.add(() -> site.letGo(item));
    }

    @Override
    public void tell(AutoCloseable what) {
        after.add(what);
    }

    private void discard(Object item) {
        discarded++;
        after.add(() -> site.letGo(item));
    }

    private synchronized List<AutoCloseable> takeAfter() {
        if (after.isEmpty()) {
            return List.of();
        }
        List<AutoCloseable> taken = after;
        after = new ArrayList<>(0);
        return taken;
    }

    /** The run is not over before {@link #tellAndLeave}, which follows this on whatever thread. */
    public void enterToTell() {
        site.enter();
    }

    /** What {@link #tellUsers} does, after {@link #enterToTell}. */
    public void tellAndLeave() {
        try {
            tellUsers();
        } finally {
            site.leave();
        }
    }

    /** Lets go of what was dropped, and tells users what they asked for. Not under a lock. */
    public void tellUsers() {
        List<AutoCloseable> told = takeAfter();
        for (int i = 0; i < told.size(); i++) {
            site.close(told.get(i));
        }
    }

    // ---- the writer's side

    @Override
    public boolean put(I item) throws Exception {
        try {
            var _ = putBeforeTelling(item);
        } finally {
            tellUsers();
        }
        return room();
    }

    /**
     * The same for whoever holds a lock: what it lets go, and what users are told, waits for {@link #tellUsers}. True:
     * there is such a thing.
     */
    public boolean putBeforeTelling(I item) throws Exception {
        boolean wake;
        boolean toTell;
        synchronized (this) {
            in++;
            if (cancelled == null) {
                take(item);
            } else {
                discard(item);
            }
            wake = tellReader();
            toTell = !after.isEmpty();
        }
        if (wake) {
            reader.wake();
        }
        return toTell;
    }

    private boolean tellReader() {
        boolean wake = readerAsleep;
        readerAsleep = false;
        news = true;
        return wake;
    }

    private void take(I item) throws Exception {
        boolean taken = false;
        long now = now();
        try {
            discipline.put(item, now);
            taken = true;
        } finally {
            if (!taken) {
                discard(item);
            }
        }
        peak = Math.max(peak, discipline.held());
        weightPeak = Math.max(weightPeak, discipline.weight());
        setTimer(now);
    }

    @Override
    public synchronized boolean room() {
        boolean room = cancelled == null && discipline.room();
        waits += room || writerWaits || cancelled != null ? 0 : 1;
        writerWaits = !room;
        return room;
    }

    @Override
    public void end(Ending how) {
        synchronized (this) {
            if (ending == null) {
                ending = how;
                long now = now();
                discipline.end(now);
                setTimer(now);
            }
            tellReader();
        }
        reader.wake();
    }

    @Override
    public @Nullable Ending cancelled() {
        return cancelled;
    }

    // ---- the reader's side

    /** Takes what may leave now; null: nothing. */
    @Nullable
    O poll() throws Exception {
        return look(true);
    }

    /** Lets time do its work, though the reader may have no room for anything. */
    void tick() throws Exception {
        look(false);
    }

    private @Nullable O look(boolean take) throws Exception {
        O item = null;
        boolean wake = false;
        try {
            synchronized (this) {
                if (cancelled == null) {
                    long now = now();
                    checkTime(now);
                    news = false;
                    item = take ? discipline.take(now) : null;
                    wake = writerMayGoOn();
                    setTimer(now);
                }
            }
        } finally {
            tellUsers();
        }
        if (wake) {
            writer.wake();
        }
        return item;
    }

    private void checkTime(long now) throws Exception {
        discipline.tick(now);
        Exception late = discipline.overdue(now);
        if (late != null) {
            throw late;
        }
    }

    private boolean writerMayGoOn() {
        boolean wake = writerWaits && discipline.room();
        writerWaits = writerWaits && !wake;
        return wake;
    }

    /** How it ended, when nothing will leave any more; else null. */
    synchronized @Nullable Ending ended() {
        return ending != null && discipline.empty() ? ending : null;
    }

    /** The reader rests; it will be woken by an item, an end, or the time. False: something has come meanwhile. */
    synchronized boolean sleep() {
        readerAsleep = !news;
        return readerAsleep;
    }

    synchronized boolean ready() {
        return discipline.held() > 0;
    }

    /** The reader wants no more; what is held is let go. */
    void cancel(Ending reason) {
        synchronized (this) {
            if (cancelled != null) {
                return;
            }
            cancelled = reason;
            discipline.clear(this::discard);
            clearTimer();
        }
        tellUsers();
        writer.stop(reason);
    }

    // ---- the clock

    /**
     * Sets the timer to the next time that matters. One that is set to an earlier time looks again then. A time that has
     * come needs none: what it allows is taken as soon as the reader has room.
     */
    private void setTimer(long now) {
        long due = discipline.due();
        if (due == Discipline.NEVER || due - now <= 0) {
            clearTimer();
        } else if (timer == null || due - timerAt < 0) {
            clearTimer();
            timerAt = due;
            int number = ++timers;
            timer = site.engine().schedule(due - now, () -> alarm(number));
        }
    }

    private void clearTimer() {
        if (timer != null) {
            timer.run();
        }
        timer = null;
    }

    private void alarm(int number) {
        Exception late;
        synchronized (this) {
            timer = number == timers ? null : timer; // another one may have been set while this one went off
            late = cancelled == null ? discipline.overdue(now()) : null;
            tellReader();
        }
        if (late != null) {
            fail(late);
        }
        reader.wake();
    }

    /** Too late: both sides are told, whatever they are doing. */
    private void fail(Exception late) {
        Ending failed = site.failure(late);
        boolean writerIsOver;
        synchronized (this) {
            writerIsOver = ending != null;
            ending = failed;
            cancelled = failed;
            discipline.clear(this::discard);
        }
        tellUsers();
        if (!writerIsOver) {
            writer.stop(failed);
        }
    }

    // ---- readings

    @Override
    public synchronized boolean mayMove() {
        return timer != null;
    }

    @Override
    public synchronized LinkPressure read() {
        long oldest = discipline.oldest();
        return new LinkPressure(
                name,
                capacity,
                discipline.held(),
                peak,
                discipline.weight(),
                weightPeak,
                oldest == Discipline.NEVER ? Duration.ZERO : Ages.since(oldest, now()),
                waits,
                in,
                out,
                dropped,
                expired,
                discarded,
                0);
    }

    @Override
    public @Nullable Island writer() {
        return writer.island();
    }

    @Override
    public Island reader() {
        return reader;
    }
}
