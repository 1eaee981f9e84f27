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

    private final double[] left = new double[BUCKETS];
    private final long[] leftAt = new long[FEW];
    private final double[] amounts = new double[FEW];
    private final int[] counts = new int[BUCKETS];
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
    public void left(long now) {
        left(now, 1);
    }

    /**
     * Work was done and left, and was so much.
     *
     * @param now what the clock reads, in nanoseconds
     * @param amount what it counts for, more than 0; work of an average kind is 1
     */
    public synchronized void left(long now, double amount) {
        advance(now);
        inside--;
        left[(int) (bucket % BUCKETS)] += amount;
        leftAt[(int) (total % FEW)] = busy;
        amounts[(int) (total++ % FEW)] = amount;
        counts[(int) (bucket % BUCKETS)]++;
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
            counts[(int) (passed % BUCKETS)] = 0;
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
        int many = 0;
        double recent = 0;
        for (int i = 0; i < BUCKETS; i++) {
            many += counts[i];
            recent += left[i];
        }
        long span = Math.min(busy, busy % BUCKET + (BUCKETS - 1) * BUCKET);
        if (many < FEW) {
            int first = total < FEW ? 0 : (int) (total % FEW); // those after it: before that, the place was filling
            recent = -amounts[first];
            for (int i = 0; i < Math.min(total, FEW); i++) {
                recent += amounts[i];
            }
            span = busy - leftAt[first];
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
