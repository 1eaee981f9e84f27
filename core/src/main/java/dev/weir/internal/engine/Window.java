package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.LinkPressure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of calls that are under way or whose results wait: written by one island, worked on elsewhere, read by
 * another. In order, results leave as their items came; otherwise as they are done.
 *
 * <p><b>Order.</b> A call that came takes one of the {@link Places}. In order it stands in line at once, otherwise when it
 * is done; the reader looks at the first in line.
 *
 * <p><b>Sleeping.</b> Each side says so and then looks once more; the other side changes what is looked at and then looks
 * whether it was said. All four are volatile. The reader says which call it {@code awaited}, or that it is any; the writer
 * that it {@code writerWaits} for a place.
 *
 * <p><b>Cancel.</b> The reader says that it is over and lets go of the results there are; whoever has a result after that
 * lets go of it itself. What both find is let go by one of them: see {@link Call#letGo}.
 */
public final class Window<I, O> implements Gauge, Tail<I> {
    private static final VarHandle AWAITED;
    private static final Object ANY = new Object();

    static {
        try {
            AWAITED = MethodHandles.lookup().findVarHandle(Window.class, "awaited", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Site site;
    private final String name;
    private final int most;
    private final boolean ordered;
    private final Caller<I, O> caller;
    private final Wake writer;
    private final Island reader;
    private final Ticks ticks;
    private final Places<Call<I, O>> places = new Places<>();
    private final Tally in = new Tally();
    private final Tally out = new Tally();
    private final Tally waits = new Tally();
    private int peak; // the writer's, as is the next one
    private boolean waiting;
    private volatile int now;
    private volatile boolean writerWaits;
    private volatile @Nullable Object awaited; // what the reader sleeps for; null: it does not
    private final AtomicInteger waking = new AtomicInteger(); // how many are about to wake it
    private volatile @Nullable Ending ending;
    private volatile @Nullable Ending cancelled;

    /** Holds at most so many calls. */
    public Window(Site site, int most, boolean ordered, Caller<I, O> caller, Wake writer, Island reader) {
        this.site = site;
        this.name = site.name();
        this.most = most;
        this.now = most;
        this.ordered = ordered;
        this.caller = caller;
        this.ticks = new Ticks(site.engine(), writer.island());
        this.writer = writer;
        this.reader = reader;
        caller.opened(this);
    }

    /** How calls are made. */
    public interface Caller<I, O> {
        /**
         * Makes a call, and gives what came of it to {@link Call#done}, on any thread. Does not wait for it.
         *
         * @param by the task that the calling thread runs now; null: not known
         */
        void call(Call<I, O> call, @Nullable SerialTask by);

        /** The window is there, and may be told to take fewer calls. */
        default void opened(Window<I, O> window) {}

        /** A call is done or was given up. Told once for each, after its result can leave. */
        default void settled(Call<I, O> call) {}

        /** No result is wanted any more; calls under way may be stopped, the others are given up. */
        void stop();
    }

    // ---- the writer's side

    /** The writer puts an item, for which there must be room. True: there is room for another. */
    @Override
    public boolean put(I item) {
        waiting = false;
        in.add(1);
        if (cancelled != null) {
            site.letGo(item);
            return false;
        }
        Call<I, O> call = new Call<>(this, item, ticks.at(in.get()));
        call.place = places.take(call);
        if (places.used() > peak) {
            peak = Math.max(peak, places.lookForFree());
        }
        if (ordered) {
            places.line(call.place);
        }
        caller.call(call, writer.island());
        return room();
    }

    /** Whether there is room; if not, the writer will be woken. */
    @Override
    public boolean room() {
        if (cancelled != null) {
            return false;
        }
        if (fits()) {
            return true;
        }
        writerWaits = true;
        if (fits()) { // pairs with poll() and takeAtMost()
            writerWaits = false;
            return true;
        }
        waits.add(waiting ? 0 : 1);
        waiting = true;
        return false;
    }

    private boolean fits() {
        return places.used() < now || places.lookForFree() < now;
    }

    /** The writer ended it; the calls that are in come first. */
    @Override
    public void end(Ending how) {
        ending = how;
        reader.wake(writer.island());
    }

    @Override
    public @Nullable Ending cancelled() {
        return cancelled;
    }

    // ---- by whoever makes the calls

    /** The call has a result, or has failed. */
    void isDone(Call<I, O> call, @Nullable SerialTask by) {
        if (!ordered && call.place != null) {
            places.line(call.place);
        }
        Object sleepsFor = awaited;
        if (cancelled != null) {
            call.letGo();
        } else if (sleepsFor == ANY || sleepsFor == call) {
            waking.incrementAndGet(); // before the reader counts as awake: see mayMove()
            if (AWAITED.compareAndSet(this, sleepsFor, null)) {
                reader.wake(by);
            }
            waking.decrementAndGet();
        }
        caller.settled(call);
        site.crew().rested(); // this may have been the last that moved, and have woken nobody
    }

    /** The call was given up. */
    void isGivenUp(Call<I, O> call) {
        caller.settled(call);
    }

    void letGo(Object what) {
        site.letGo(what);
    }

    /** Tells of each call that is not done. */
    public void underWay(Consumer<Call<I, O>> to) {
        places.forEach(call -> {
            if (!call.isDone()) {
                to.accept(call);
            }
        });
    }

    /** From now on takes so many calls at a time, at least 1 and at most as many as were declared. */
    public void takeAtMost(int calls) {
        if (calls > most) {
            throw new IllegalArgumentException("calls must be at most what was declared, which is " + most + " for '"
                    + name + "', but were set to " + calls + "; declare more");
        }
        now = Math.clamp(calls, 1, most);
        wakeWriter(null);
    }

    private void wakeWriter(@Nullable SerialTask by) {
        if (writerWaits) {
            writerWaits = false; // if it has said so once more meanwhile, it is woken after that all the same
            writer.wake(by);
        }
    }

    // ---- the reader's side

    /** The reader takes the next result; null: there is none now, or the next call has failed. */
    @Nullable
    O poll() {
        Call<I, O> first = places.first();
        O result = first == null ? null : first.take();
        if (result != null) {
            out.add(1);
            places.leave();
            wakeWriter(reader);
        }
        return result;
    }

    /** Why the next call has failed, if so. It stays: no other call is to begin in its place. */
    @Nullable
    Throwable failure() {
        Call<I, O> first = places.first();
        return first == null ? null : first.failure();
    }

    /** The reader found nothing and will rest. False: something has come meanwhile. */
    boolean rest() {
        Call<I, O> first = ordered ? places.first() : null;
        awaited = first == null ? ANY : first;
        if (ready()) { // pairs with isDone()
            awaited = null;
            return false;
        }
        return true;
    }

    /** Whether the next call is done. */
    boolean ready() {
        Call<I, O> first = places.first();
        return first != null && first.isDone();
    }

    /** How it ended, once the last call has been taken; else null. */
    @Nullable
    Ending ended() {
        Ending how = ending; // volatile: what came before it is counted
        return how == null || in.get() != out.get() ? null : how;
    }

    /** The reader wants no more: all calls are let go. */
    void cancel(Ending reason) {
        if (cancelled != null) {
            return;
        }
        cancelled = reason;
        places.forEach(Call::letGo); // pairs with isDone()
        caller.stop();
        places.clear();
        writer.stop(reason);
    }

    // ---- readings

    @Override
    public LinkPressure read() {
        boolean over = cancelled != null;
        long gone = out.get();
        long came = over ? in.get() : Math.min(in.get(), gone + most); // more came and went since out was read
        int held = over ? 0 : (int) (came - gone);
        long discarded = over ? came - gone : 0;
        Duration oldest = held == 0 ? Duration.ZERO : oldest();
        return new LinkPressure(
                name, most, held, Math.max(peak, held), 0, 0, oldest, waits.get(), came, gone, 0, 0, discarded, 0);
    }

    private Duration oldest() {
        long now = site.engine().nanoTime();
        long[] oldest = {now};
        places.forEach(call -> oldest[0] = call.came - oldest[0] < 0 ? call.came : oldest[0]);
        return Ages.since(oldest[0], now);
    }

    @Override
    public @Nullable Island writer() {
        return writer.island();
    }

    @Override
    public Island reader() {
        return reader;
    }

    @Override
    public boolean works() {
        return true;
    }

    /** A call is under way: its result is awaited; or it is there, and whoever brought it is about to wake the reader. */
    @Override
    public boolean mayMove() {
        return cancelled == null && in.get() != out.get() && (!ready() || awaited != null || waking.get() > 0);
    }
}
