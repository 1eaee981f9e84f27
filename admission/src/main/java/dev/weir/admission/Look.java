package dev.weir.admission;

/**
 * Looks whether less inside would do as much. Under an overload that lasts only numbers near the limit are seen, so what was
 * learned too high would stay: from a service that was overloaded from its first moment, or was warming up. So now and then the
 * limit is a third below what is taken to be useful, for a few dozen requests, and what was known of that number counts for
 * little beside what is seen there then.
 *
 * <p>A look that finds as much costs nothing, and the next one comes as soon as this one took. One that finds less has cost that
 * for as long as it took, and the next one comes when that is no more than a five-hundredth of all. It costs no request: who
 * is not let in meanwhile waits. Guarded by the admission.
 */
final class Look {
    private static final double LESS = 0.7;
    private static final int FEWEST = 32; // are looked at
    private static final int MOST = 64;
    private static final int TIMES = 6; // as many as may be inside: those that take long are not seen before
    private static final double TELLS = 0.9; // it can tell that a tenth was lost, and no less
    private static final double COST = 0.002;
    private static final double LONGEST = (1 - LESS) / COST; // times as long as it took, until the next one
    private static final long SECOND = 1_000_000_000L;
    private static final int SETTLES = 8; // times as long as work takes

    private final ThroughputCurve curve;
    private int limit;
    private double before;
    private int enough;
    private int seen;
    private double found;
    private double took;
    private boolean atIt; // what was more has left
    private long since;
    private long ends;
    private long next;
    private boolean looked; // before

    Look(ThroughputCurve curve) {
        this.curve = curve;
    }

    /** How many may be in service because of it; 0: it is not looking. */
    int limit() {
        return limit;
    }

    /** No queue stands, so there is nothing to look for yet. {@code service} is how long work takes now. */
    void rests(double service, long now) {
        long settled = now + Math.max(SECOND, (long) (SETTLES * Math.min(service, curve.base())));
        next = !looked || settled - next > 0 ? settled : next;
    }

    /** Whether it is time, and there is more inside than is of use. */
    boolean isDue(int inside, long now) {
        int useful = curve.useful();
        return useful > 1 && inside > useful && now - next > 0;
    }

    /** Begins, where so many have left a second, each after {@code service} nanoseconds. */
    void begin(int inside, double service, double perSecond, long now) {
        limit = Math.max(1, (int) (LESS * curve.useful()));
        before = Math.max(curve.throughputAt(inside), TELLS * perSecond / 1e9); // the curve may remember worse times
        looked = true;
        curve.doubt(limit);
        enough = Math.clamp((long) TIMES * limit, FEWEST, MOST);
        seen = 0;
        found = 0;
        took = 0;
        atIt = false;
        since = now;
        double drains = 1e9 * (inside - limit + enough) / Math.max(1, perSecond);
        ends = now + (long) (2 * (service + drains));
    }

    /** Work has ended that found so many inside, and so many are inside now. Only while it looks. */
    void ended(int foundInside, long nanos, int inside, long now) {
        if (!atIt && inside <= limit) {
            atIt = true;
            since = now;
        }
        if (foundInside <= limit) {
            seen++;
            found += foundInside;
            took += nanos;
        }
        if (seen >= enough) {
            double lost = 1 - found / Math.max(1, took) / before;
            end(Math.clamp(lost / COST, 1, LONGEST), now);
        } else if (now - ends > 0) {
            end(LONGEST, now);
        }
    }

    private void end(double times, long now) {
        next = now + (long) (times * (now - since));
        limit = 0;
    }
}
