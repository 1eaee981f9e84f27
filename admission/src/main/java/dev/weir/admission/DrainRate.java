package dev.weir.admission;

/**
 * The rate at which work leaves a place, measured over the time in which there was work: over the last second of it, or
 * over the last 32 items if fewer than that left in a second. Any thread may use it; each call costs a short lock.
 *
 * <p>Time in which the place was empty does not count, so that a place that is seldom busy is not mistaken for a slow
 * one. Time since the last item left does count, so that a place in which nothing moves any more becomes slower with
 * every look.
 */
public final class DrainRate {
    private static final long BUCKET = 50_000_000;
    private static final int BUCKETS = 20;
    private static final int FEW = 32;

    private final long[] left = new long[BUCKETS];
    private final long[] leftAt = new long[FEW];
    private long total;
    private long busy;
    private long inside;
    private long since;
    private long bucket;

    /** A place that has done nothing yet. */
    public DrainRate() {}

    /**
     * Work came in.
     *
     * @param now what the clock reads, in nanoseconds
     */
    public synchronized void entered(long now) {
        if (inside++ == 0) {
            since = now;
        } else {
            advance(now);
        }
    }

    /**
     * Work was done and left.
     *
     * @param now what the clock reads, in nanoseconds
     */
    public synchronized void left(long now) {
        advance(now);
        inside--;
        left[(int) (bucket % BUCKETS)]++;
        leftAt[(int) (total++ % FEW)] = busy;
    }

    /**
     * Work left without having been done, which says nothing about the rate.
     *
     * @param now what the clock reads, in nanoseconds
     */
    public synchronized void withdrawn(long now) {
        advance(now);
        inside--;
    }

    private void advance(long now) {
        if (now - since <= 0) {
            return;
        }
        busy += now - since;
        since = now;
        long current = busy / BUCKET;
        for (long passed = Math.max(bucket + 1, current - BUCKETS + 1); passed <= current; passed++) {
            left[(int) (passed % BUCKETS)] = 0;
        }
        bucket = current;
    }

    /**
     * The rate.
     *
     * @param now what the clock reads, in nanoseconds
     * @return items a second while busy; 0 while fewer than two have left
     */
    public synchronized double perSecond(long now) {
        if (inside > 0) {
            advance(now);
        }
        if (total < 2) {
            return 0;
        }
        long recent = 0;
        for (long each : left) {
            recent += each;
        }
        long span = Math.min(busy, busy % BUCKET + (BUCKETS - 1) * BUCKET);
        if (recent < FEW) {
            recent = Math.min(total, FEW) - 1; // those after the first: before that, the place was filling
            span = busy - leftAt[total < FEW ? 0 : (int) (total % FEW)];
        }
        return recent * 1e9 / Math.max(1, span);
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
