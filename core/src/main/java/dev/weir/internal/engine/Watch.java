package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a short while at what asked for it: so nothing that is done for each item has to be careful about what
 * happens once in a million. Its thread looks each millisecond while it knows of anything, and parks otherwise.
 *
 * <p>Something is looked at no sooner than one whole {@linkplain #ticks() tick} after it became known, and no later than
 * a few. It is what {@code sysmon} is to Go.
 */
final class Watch {
    /** For all that run in this process. */
    static final Watch ALL = new Watch();

    private static final System.Logger LOG = System.getLogger("dev.weir");
    private static final long TICK_NANOS = 1_000_000;
    private static final int IDLE_TICKS = 4;

    static {
        Thread.ofPlatform().daemon().name("weir-watch").start(ALL::watch);
    }

    private final Queue<Watched> fresh = new ConcurrentLinkedQueue<>(); // each at most once
    private List<Watched> ripe = new ArrayList<>(); // the watch's own
    private volatile boolean parked;
    private final Tally ticks = new Tally();
    private volatile @Nullable Thread thread;

    /** A number that is another each time it looks. */
    long ticks() {
        return ticks.get();
    }

    /** Is to look at this, once, after a while. Any thread may say so any number of times. */
    void lookAt(Watched what) {
        if (what.becomesKnown()) {
            fresh.add(what);
            if (parked) { // volatile, after the queue: pairs with the write in mayRest(), which looks at the queue
                // again
                parked = false;
                LockSupport.unpark(thread);
            }
        }
    }

    private void watch() {
        thread = Thread.currentThread();
        int idle = 0;
        while (true) {
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
                idle = tick() ? 0 : idle + 1;
            } else {
                idle = 0;
                if (mayRest()) {
                    LockSupport.park(this); // it may come back at any time
                }
            }
        }
    }

    /** Looks at what has been known for a whole tick. Whether it knows of anything. */
    boolean tick() {
        ticks.add(1);
        List<Watched> due = ripe;
        ripe = new ArrayList<>();
        for (Watched what = fresh.poll(); what != null; what = fresh.poll()) {
            ripe.add(what);
        }
        for (Watched what : due) {
            what.forget();
            try {
                if (what.look()) {
                    lookAt(what);
                }
            } catch (Throwable thrown) { // out of an executor: all others still rely on the next look
                LOG.log(System.Logger.Level.WARNING, "what was woken could not be given to its engine", thrown);
            }
        }
        return !due.isEmpty() || !ripe.isEmpty();
    }

    /** Whether it knows of nothing now, and whoever tells it of something will unpark it. */
    boolean mayRest() {
        parked = true;
        boolean rests = ripe.isEmpty() && fresh.isEmpty();
        if (!rests) {
            parked = false;
        }
        return rests;
    }

    /** Whether it is the calling thread. */
    boolean isThisThread() {
        return Thread.currentThread() == thread;
    }

    /** Whether whoever tells it of something has to unpark it. */
    boolean isParked() {
        return parked;
    }
}
