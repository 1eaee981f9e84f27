package dev.weir.internal.stage;

import dev.weir.Calls;
import dev.weir.Fn;
import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.Errand;
import dev.weir.internal.engine.Pace;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Threaded;
import dev.weir.internal.engine.Watched;
import dev.weir.internal.engine.Window.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocking calls on threads that stay while there are calls to make. The window bounds the calls, and so the
 * queue. The run is not over before the last worker is.
 *
 * <p>While calls take long, each that waits has a worker begin, up to as many as may be made at a time. While they do
 * not, one worker makes all, on the thread of the island that has the calls if that may block: another thread would cost
 * more than the call. Should one take long after all, the watch finds the others waiting.
 */
class Workers<I, O> extends Watched implements Caller<I, O> {
    /** A few times what it costs to begin another worker. */
    private static final long LONG_NANOS = 5_000;

    /** At first they are taken to take long. */
    private static final long LEARNING_NANOS = 500_000;

    /** So many calls that do not take long share a reading of the clock. */
    private static final int STRETCH = 16;

    private final Fn<? super I, ? extends O> fn;
    private final int most;
    private final Retries retries;
    private final Site site;
    private final @Nullable Near near;
    private final Deque<Call<I, O>> waiting = new ArrayDeque<>();
    private final Set<Thread> threads = new LinkedHashSet<>(); // in one order, for simulations
    private final Pace pace;
    private boolean isQuick;
    private int workers;
    private long taken;
    private long takenThen;
    private boolean stopped;

    Workers(Fn<? super I, ? extends O> fn, Calls<? super I> calls, Site site) {
        this.fn = fn;
        this.most = calls.most();
        this.retries = new Retries(calls.retry(), site);
        this.site = site;
        long now = site.engine().nanoTime();
        this.pace = new Pace(now + LEARNING_NANOS);
        this.near = site.engine() instanceof Threaded engine && engine.mayBlock() ? new Near() : null;
    }

    /** The worker that follows the island that has the calls. */
    private final class Near extends Errand {
        Near() {
            super(site);
        }

        @Override
        protected void act() {
            work(this);
        }
    }

    @Override
    public void call(Call<I, O> call, @Nullable SerialTask by) {
        boolean unwanted;
        boolean begins;
        boolean quick;
        synchronized (this) {
            unwanted = stopped;
            quick = near != null && isQuick;
            begins = !unwanted && workers < (quick ? 1 : most);
            workers += begins ? 1 : 0;
            if (!unwanted) {
                waiting.add(call);
            }
        }
        if (unwanted) {
            call.giveUp();
        } else if (begins) {
            begin(quick ? near : null, by);
        } else if (quick) {
            site.watch(this);
        }
    }

    private void begin(@Nullable Near follower, @Nullable SerialTask by) {
        site.enter();
        if (follower != null) {
            follower.wake(by);
        } else {
            site.engine().executeBlocking(() -> work(null));
        }
    }

    /** The watch: if calls wait and none was taken since it has looked, those under way take long after all. */
    @Override
    protected boolean look() {
        int more = 0;
        boolean again;
        synchronized (this) {
            again = !waiting.isEmpty();
            if (again && taken == takenThen) {
                isQuick = false;
                pace.slow(site.engine().nanoTime());
                more = Math.min(waiting.size(), most - workers);
                workers += more;
            }
            takenThen = taken;
        }
        for (int i = 0; i < more; i++) {
            begin(null, null);
        }
        return again;
    }

    private void work(@Nullable Near as) {
        try {
            long from = site.engine().nanoTime();
            int made = 0;
            int stretch = 1;
            for (Call<I, O> call = first(); call != null; call = take()) {
                make(call, as);
                made++;
                if (made == stretch) {
                    long now = site.engine().nanoTime();
                    stretch = took(from, now, made);
                    from = now;
                    made = 0;
                }
            }
        } finally {
            site.leave();
        }
    }

    /** How many calls to make before the next reading of the clock. */
    private synchronized int took(long from, long now, int calls) {
        if (now - from > calls * LONG_NANOS) {
            pace.tookLong(now);
        } else {
            pace.tookLittle(now);
        }
        isQuick = pace.isQuick(now);
        return isQuick ? STRETCH : 1;
    }

    private void make(Call<I, O> call, @Nullable Near as) {
        int failures = 0;
        while (true) {
            try {
                retries.first(failures);
                O result = fn.apply(call.item());
                call.done(result, null, as);
                return;
            } catch (Throwable t) {
                failures++;
                if (isStopped() || !retries.waited(t, failures)) {
                    failed(call, t);
                    return;
                }
            }
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** A call has failed for good. */
    protected void failed(Call<I, O> call, Throwable cause) {
        call.done(null, cause);
    }

    private synchronized @Nullable Call<I, O> first() {
        threads.add(Thread.currentThread());
        return take();
    }

    private synchronized @Nullable Call<I, O> take() {
        Call<I, O> call = waiting.poll();
        if (call == null || stopped) {
            workers--;
            if (threads.remove(Thread.currentThread()) && stopped) {
                Thread.interrupted(); // it was for the worker, not for what this thread does next
            }
            return null;
        }
        taken++;
        return call;
    }

    @Override
    public void stop() {
        List<Call<I, O>> left;
        synchronized (this) {
            stopped = true;
            left = List.copyOf(waiting);
            waiting.clear();
            threads.forEach(site.engine()::interrupt);
        }
        left.forEach(Call::giveUp);
    }
}
