package dev.weir.admission;

/**
 * Looks whether less inside would do as much. Under an overload that lasts only numbers near the limit are seen, so what was
 * learned too high would stay: from a service that was overloaded from its first moment, or was warming up. So now and then the
 * limit is a third below what is taken to be useful, for a few dozen requests; and if what is seen there then contradicts what
 * was known of that number, that is forgotten.
 *
 * <p>A look that finds as much costs nothing, and the next one comes as soon as this one took. One that finds less has cost that
 * for as long as it took, so it ends early where that is clear, and the next one comes when it is no more than a five-hundredth
 * of all. The first one comes when the overload has lasted long beside what it takes. It costs no request: who is not let in
 * meanwhile waits. Guarded by the admission.
 */
final class Look {
    private static final double LESS = 0.7;
    private static final int FEWEST = 32; // are looked at
    private static final int MOST = 64;
    private static final int TIMES = 6; // as many as may be inside: those that take long are not seen before
    private static final int EARLY = 16; // are enough if clearly less was done
    private static final double CLEARLY = 0.25;
    private static final double TELLS = 0.9; // it can tell that a tenth was lost, and no less
    private static final double COST = 0.002;
    private static final double LONGEST = (1 - LESS) / COST; // times as long as it took, until the next one
    private static final long SECOND = 1_000_000_000L;
    private static final int SETTLES = 12; // times as long as a look takes

    private final ThroughputCurve curve;
    private int limit;
    private double before;
    private double known; // of the limit
    private int enough; // 0: it has never looked
    private int seen;
    private int left; // since what was more has
    private double found;
    private double took;
    private boolean atIt; // what was more has left
    private long since;
    private long ends;
    private long next;
    private long calm; // no queue stood then

    Look(ThroughputCurve curve) {
        this.curve = curve;
    }

    /** How many may be in service because of it; 0: it is not looking. */
    int limit() {
        return limit;
    }

    /** No queue stands, so there is nothing to look for. */
    void rests(long now) {
        calm = now;
    }

    /** Whether there is more inside than is of use, and the last look is long enough ago. */
    boolean isDue(int inside, long now) {
        int useful = curve.useful();
        return useful > 1 && inside > useful && (enough == 0 || now - next > 0);
    }

    /** Whether a queue has stood for long enough: what a look costs at first must be little beside that. */
    boolean isWorthIt(double perSecond, long now) {
        double takes = 1e9 * enough(lessThan(curve.useful())) / Math.max(1, perSecond);
        return now - calm > Math.max(SECOND, SETTLES * takes);
    }

    private static int lessThan(int useful) {
        return Math.min(useful - 1, (int) Math.ceil(LESS * useful));
    }

    private static int enough(int limit) {
        return Math.clamp((long) TIMES * limit, FEWEST, MOST);
    }

    /** Begins, where so many have left a second, each after {@code service} nanoseconds. */
    void begin(int inside, double service, double perSecond, long now) {
        limit = lessThan(curve.useful());
        before = Math.max(curve.throughputAt(inside), TELLS * perSecond / 1e9); // the curve may remember worse times
        known = curve.known(limit);
        enough = enough(limit);
        seen = 0;
        left = 0;
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
        left += atIt ? 1 : 0;
        if (foundInside <= limit) {
            seen++;
            found += foundInside;
            took += nanos;
        }
        double done = found / Math.max(1, took); // somewhat too much: those that are quick are seen first
        double lost = 1 - done / before;
        if (seen >= enough || (seen >= EARLY && lost > CLEARLY)) {
            curve.looked(limit, seen, Math.min(done, left / (double) Math.max(1, now - since)), known);
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
