package dev.weir.admission;

/**
 * How much comes a second in the quietest five seconds of the last minute: what comes anyhow, without what a peak adds to it.
 * After a minute of more than before, more is what comes anyhow. Before five seconds have passed it is the quietest second. Guarded
 * by its admission.
 */
final class Quietest {
    private static final long SPAN = 5_000_000_000L;
    private static final int SPANS = 12;
    private static final long SECOND = 1_000_000_000L;

    private final double[] spans = new double[SPANS]; // a ring
    private int known; // of them
    private int at; // the one that comes next
    private double current;
    private double second; // what came in it
    private double leastSecond = Double.MAX_VALUE;
    private long since;
    private long secondSince;
    private boolean begun;

    void add(double amount, long now) {
        roll(now);
        current += amount;
        second += amount;
    }

    /** What that is; if not even a second has passed, what is given. */
    double perSecond(double otherwise, long now) {
        roll(now);
        if (known == 0) {
            return leastSecond == Double.MAX_VALUE ? otherwise : Math.max(0, leastSecond);
        }
        double least = Double.MAX_VALUE;
        for (int i = 0; i < known; i++) {
            least = Math.min(least, spans[i]);
        }
        return Math.max(0, least) * 1e9 / SPAN;
    }

    private void roll(long now) {
        if (!begun) {
            begun = true;
            since = now;
            secondSince = now;
        }
        rollSeconds(now);
        if (now - since >= SPAN * (SPANS + 1)) { // nothing came for longer than is looked at
            since = now - SPAN * SPANS;
            current = 0;
        }
        while (now - since >= SPAN) {
            spans[at] = current;
            at = (at + 1) % SPANS;
            known = Math.min(SPANS, known + 1);
            current = 0;
            since += SPAN;
        }
    }

    private void rollSeconds(long now) {
        while (known == 0 && now - secondSince >= SECOND && secondSince - since < SPAN) {
            leastSecond = Math.min(leastSecond, second);
            second = 0;
            secondSince += SECOND;
        }
    }
}
