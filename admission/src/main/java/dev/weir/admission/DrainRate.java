package dev.weir.admission;

/**
 * The rate at which work leaves a place, measured over the last second or so of the time in which there was work. Any
 * thread may use it; each call costs a short lock.
 *
 * <p>Time in which the place was empty does not count, so that the rate of a place that is seldom busy is not mistaken
 * for a slow one. It is kept in buckets of 50 ms of busy time; the last twenty are what it tells.
 */
public final class DrainRate {
    private static final long BUCKET = 50_000_000;
    private static final int BUCKETS = 20;

    private final long[] left = new long[BUCKETS];
    private final long[] busy = new long[BUCKETS];
    private int at;
    private long inside;
    private long since;

    /** A place that has done nothing yet. */
    public DrainRate() {}

    /**
     * Work came in.
     *
     * @param now what the clock reads
     */
    public synchronized void entered(long now) {
        if (inside++ == 0) {
            since = now;
        } else {
            advance(now);
        }
    }

    /**
     * Work left.
     *
     * @param now what the clock reads
     */
    public synchronized void left(long now) {
        advance(now);
        left[at]++;
        inside--;
    }

    /**
     * Work left without having been done, which says nothing about the rate.
     *
     * @param now what the clock reads
     */
    public synchronized void withdrawn(long now) {
        advance(now);
        inside--;
    }

    private void advance(long now) {
        long passed = Math.max(0, now - since);
        since = Math.max(now, since);
        while (passed > 0) {
            long fits = Math.min(passed, BUCKET - busy[at]);
            busy[at] += fits;
            passed -= fits;
            if (busy[at] == BUCKET) {
                at = (at + 1) % BUCKETS;
                busy[at] = 0;
                left[at] = 0;
                passed = Math.min(passed, BUCKET * BUCKETS); // more would only write zeros again
            }
        }
    }

    /**
     * The rate.
     *
     * @param now what the clock reads
     * @return items a second while busy; 0 if nothing has left in the time that is looked at
     */
    public synchronized double perSecond(long now) {
        if (inside > 0) {
            advance(now);
        }
        long items = 0;
        long nanos = 0;
        for (int i = 0; i < BUCKETS; i++) {
            items += left[i];
            nanos += busy[i];
        }
        return nanos == 0 ? 0 : items * 1e9 / nanos;
    }

    /**
     * How much work is inside.
     *
     * @return what entered less what left
     */
    public synchronized long inside() {
        return inside;
    }
}
