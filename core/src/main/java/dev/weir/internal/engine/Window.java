package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.LinkPressure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/**
 * A place for a bounded number of calls that are under way or whose results wait: written by one island, worked on
 * elsewhere, read by another. In order, results leave as their items came; otherwise as they are done.
 *
 * <p>All state is guarded by this object's lock, which is held for a few instructions and never around user code.
 */
public final class Window<I, O> implements Gauge, Tail<I> {
    private final Site site;
    private final String name;
    private final int most;
    private final boolean ordered;
    private final Caller<I, O> caller;
    private final Wake writer;
    private final Island reader;
    private final Ticks ticks;
    private final Deque<Call<I, O>> results = new ArrayDeque<>();
    private final SequencedCollection<Call<I, O>> all; // in the order in which they came
    private int now;
    private int held;
    private int peak;
    private long in;
    private long out;
    private long discarded;
    private long waits;
    private boolean writerWaits;
    private @Nullable Ending ending;
    private volatile @Nullable Ending cancelled;

    /** Holds at most so many calls. */
    public Window(Site site, int most, boolean ordered, Caller<I, O> caller, Wake writer, Island reader) {
        this.site = site;
        this.name = site.name();
        this.most = most;
        this.now = most;
        this.ordered = ordered;
        this.all = ordered ? results : new LinkedHashSet<>();
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

    /** One item, and what came of it: one of the two when it is done. */
    public static final class Call<I, O> {
        final Window<I, O> window;
        final I item;

        @Nullable
        O result;

        @Nullable
        Throwable failure;

        private final long came;
        private boolean settled; // guarded by the window

        Call(Window<I, O> window, I item, long came) {
            this.window = window;
            this.item = item;
            this.came = came;
        }

        /** What the call is about. */
        public I item() {
            return item;
        }

        /** What came of it, one of the two. Later answers to the same call are ignored. */
        public void done(@Nullable O value, @Nullable Throwable thrown) {
            done(value, thrown, null);
        }

        /** The same, by a task that the calling thread runs now. */
        public void done(@Nullable O value, @Nullable Throwable thrown, @Nullable SerialTask by) {
            window.done(this, value, thrown, by);
        }

        /** It will never be made. */
        public void giveUp() {
            window.site.letGo(item);
            window.settled(this);
        }

        boolean done() {
            return result != null || failure != null;
        }
    }

    /** The writer puts an item, for which there must be room. True: there is room for another. */
    @Override
    public boolean put(I item) {
        Call<I, O> call = new Call<>(this, item, ticks.next());
        if (!takeIn(call)) {
            site.letGo(item);
            return false;
        }
        caller.call(call, writer.island());
        return room();
    }

    private synchronized boolean takeIn(Call<I, O> call) {
        in++;
        if (cancelled != null) {
            discarded++;
            return false;
        }
        held++;
        peak = Math.max(peak, held);
        all.add(call);
        return true;
    }

    /** Whether there is room; if not, the writer will be woken. */
    @Override
    public synchronized boolean room() {
        if (held < now && cancelled == null) {
            return true;
        }
        waits += writerWaits || cancelled != null ? 0 : 1;
        writerWaits = true;
        return false;
    }

    private void done(Call<I, O> call, @Nullable O result, @Nullable Throwable failure, @Nullable SerialTask by) {
        boolean first = false;
        boolean taken = false;
        boolean unsettled;
        synchronized (this) {
            if (!call.done() && cancelled == null) {
                first = settle(call, result, failure);
                taken = true;
            }
            unsettled = !call.settled;
            call.settled = true;
        }
        if (first) {
            reader.wake(by);
        }
        if (!taken && result != null) {
            site.letGo(result);
        }
        if (unsettled) {
            caller.settled(call);
        }
    }

    private void settled(Call<I, O> call) {
        synchronized (this) {
            if (call.settled) {
                return;
            }
            call.settled = true;
        }
        caller.settled(call);
    }

    /** From now on takes so many calls at a time, at least 1 and at most as many as were declared. */
    public void takeAtMost(int calls) {
        if (calls > most) {
            throw new IllegalArgumentException("calls must be at most what was declared, which is " + most + " for '"
                    + name + "', but were set to " + calls + "; declare more");
        }
        boolean wake;
        synchronized (this) {
            now = Math.clamp(calls, 1, most);
            wake = writerWaits && held < now;
            writerWaits = writerWaits && !wake;
        }
        if (wake) {
            writer.wake();
        }
    }

    /** Whether it is the next to leave. */
    private boolean settle(Call<I, O> call, @Nullable O result, @Nullable Throwable failure) {
        call.result = result;
        call.failure = result == null && failure == null
                ? new NullPointerException("a call must answer an item but answered null")
                : failure;
        if (!ordered) {
            results.add(call);
        }
        return results.peek() == call;
    }

    /** The writer ended it; the calls that are in come first. */
    @Override
    public void end(Ending how) {
        synchronized (this) {
            ending = how;
        }
        reader.wake(writer.island());
    }

    /** The reader takes the next call that is done; null: there is none now. */
    @Nullable
    Call<I, O> poll() {
        Call<I, O> call;
        boolean wake;
        synchronized (this) {
            call = results.peek();
            if (call == null || !call.done()) {
                return null;
            }
            results.remove();
            if (!ordered) {
                all.remove(call);
            }
            if (call.failure != null) {
                return call; // it ends the flow: no other call is to begin in its place
            }
            held--;
            out++;
            wake = writerWaits;
            writerWaits = false;
        }
        if (wake) {
            writer.wake(reader);
        }
        return call;
    }

    /** How it ended, once the last call has been taken; else null. */
    synchronized @Nullable Ending ended() {
        return held == 0 ? ending : null;
    }

    /** The reader wants no more: all calls are let go. */
    void cancel(Ending reason) {
        List<Call<I, O>> left;
        synchronized (this) {
            if (cancelled != null) {
                return;
            }
            cancelled = reason;
            discarded += held;
            held = 0;
            left = List.copyOf(results);
            results.clear();
            all.clear();
        }
        for (Call<I, O> call : left) {
            if (call.result != null) {
                site.letGo(call.result);
            }
        }
        caller.stop();
        writer.stop(reason);
    }

    @Override
    public @Nullable Ending cancelled() {
        return cancelled;
    }

    @Override
    public synchronized LinkPressure read() {
        Duration oldest = all.isEmpty()
                ? Duration.ZERO
                : Ages.since(all.getFirst().came, site.engine().nanoTime());
        return new LinkPressure(name, most, held, peak, 0, 0, oldest, waits, in, out, 0, 0, discarded, 0);
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

    /** A call is under way: its result is awaited. */
    @Override
    public synchronized boolean mayMove() {
        return held > 0 && !ready();
    }

    synchronized boolean ready() {
        Call<I, O> call = results.peek();
        return call != null && call.done();
    }
}
