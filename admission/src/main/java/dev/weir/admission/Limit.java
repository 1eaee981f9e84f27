package dev.weir.admission;

import java.util.Arrays;

/**
 * How much work may be in service at a stage, and how long more of it would wait, from what was seen of the work that went
 * through. Guarded by its admission.
 *
 * <p>The limit is what the {@link ThroughputCurve} says is useful and a quarter more: enough to make up for what the curve
 * rounds down, and to see whether more would be of use. While nothing has shown that the stage is saturated, up to four times
 * what has been seen to work is let in, and at least 32. It goes up in steps ({@link Ascent}); under an overload that lasts it has
 * a {@link Look} at less.
 */
final class Limit {
    private static final int EXPLORE = 4;
    private static final double HEADROOM = 1.25;
    private static final long SECOND = 1_000_000_000L;

    private final Stage stage;
    private final DrainRate rate = new DrainRate();
    private final ThroughputCurve curve = new ThroughputCurve();
    private final Ascent ascent = new Ascent();
    private final Look look = new Look(curve);
    private final double[] waiting = new double[Criticality.values().length]; // what those who wait cost
    private final int[] waiters = new int[waiting.length];
    private final Flow[] wanted = new Flow[waiting.length]; // what comes of each criticality, let in or not
    final Standing standing = new Standing();
    final Appointments appointments = new Appointments();
    private int cap = Integer.MAX_VALUE;
    private int inside;
    private double service; // nanoseconds; the average of about the last 64
    private long served;
    private long fullSince;
    private boolean full;

    Limit(Stage stage) {
        this.stage = stage;
        Arrays.setAll(wanted, _ -> new Flow());
    }

    Stage stage() {
        return stage;
    }

    int inside() {
        return inside;
    }

    /** However much is of use, not more than this. */
    void cap(int most) {
        cap = most;
    }

    // ---- work

    /** Somebody asks for it. */
    void arrived(Work work, double cost, long now) {
        wanted[work.criticality().rank()].add(cost, now);
        appointments.arrived(now);
    }

    void begins(long now) {
        inside++;
        rate.entered(now);
        notice(now);
    }

    void ended(int found, long took, double cost, long now) {
        int left = inside--;
        rate.left(now, cost);
        service += (took - service) / Math.min(64, ++served);
        if (stage.slots() == 0) {
            curve.sample(found, left, took, now);
            ascend();
            look(found, took, now);
        }
        notice(now);
    }

    private void look(int found, long took, long now) {
        if (look.limit() > 0) {
            look.ended(found, took, inside, now);
        } else if (!standing.isOver()) {
            look.rests(now);
        } else if (look.isDue(inside, now) && look.isWorthIt(measured(now), now)) {
            look.begin(inside, service, measured(now), now);
        }
    }

    void withdrawn(long now) {
        inside--;
        rate.withdrawn(now);
        notice(now);
    }

    void waits(Work work, double cost) {
        int at = work.criticality().rank();
        waiting[at] += cost;
        waiters[at]++;
    }

    void waitsNoMore(Work work, double cost) {
        int at = work.criticality().rank();
        waiting[at] = --waiters[at] == 0 ? 0 : waiting[at] - cost;
    }

    private void notice(long now) {
        boolean isFull = inside >= usable();
        if (isFull && !full) {
            fullSince = now;
        }
        full = isFull;
    }

    // ---- what it is good for

    /** What is of use inside; 0: not known. */
    int useful() {
        return stage.slots() > 0 ? stage.slots() : curve.useful();
    }

    /** How many inside do not have to wait, as far as is known. */
    private int usable() {
        int useful = useful();
        return useful == 0 ? limit() : Math.min(limit(), useful);
    }

    private void ascend() {
        int useful = curve.useful();
        int unexplored = Math.max(Ascent.FIRST, EXPLORE * curve.explored());
        ascent.left(useful > 0 ? withHeadroom(useful) : unexplored, useful == 0 && !curve.isCongested());
    }

    private static int withHeadroom(int useful) {
        return (int) Math.ceil(HEADROOM * useful) + 1;
    }

    /** How many may be in service. */
    int most() {
        return look.limit() > 0 ? Math.min(cap, look.limit()) : limit();
    }

    private int limit() {
        return Math.min(cap, stage.slots() > 0 ? withHeadroom(stage.slots()) : ascent.limit());
    }

    /** It has a look at less, and there is more inside than that. */
    boolean sinks() {
        return look.limit() > 0 && inside >= look.limit();
    }

    boolean hasRoom() {
        return inside < most();
    }

    /**
     * What leaves a second, in requests of an average cost, when there is enough to do. Measured when there was, for a
     * second; else what the time that each takes allows, if that is more.
     */
    double perSecond(long now) {
        double measured = rate.perSecond(now);
        boolean longFull = full && now - fullSince > SECOND;
        if (longFull || service <= 0) {
            return measured;
        }
        return Math.max(measured, usable() * 1e9 / service);
    }

    /** What has left a second while there was anything to do. */
    double measured(long now) {
        return rate.perSecond(now);
    }

    /** Nothing has ended here, so nothing is known. */
    boolean isUnknown() {
        return served == 0 && stage.slots() == 0;
    }

    /** How long work takes here, in nanoseconds; 0: none is known. */
    double service() {
        return service;
    }

    /** How long it takes here at least, on the average of any number inside; 0: none is known. */
    double base() {
        return stage.slots() > 0 ? service : curve.base();
    }

    /** How much waits here that goes first, or in the same turn. */
    double ahead(Criticality criticality) {
        double ahead = Math.max(0, inside + 1 - usable());
        for (int at = 0; at <= criticality.rank(); at++) {
            ahead += waiting[at];
        }
        return ahead;
    }

    /** Whether more comes than leaves, of what goes before this; or goes with it. */
    boolean isWantedTooMuch(Criticality criticality, boolean itself, double perSecond, long now) {
        double sum = 0;
        for (int at = 0; at < criticality.rank() + (itself ? 1 : 0); at++) {
            sum += wanted[at].perSecond(now);
        }
        return sum > perSecond;
    }

    StageReading read(long now) {
        return new StageReading(
                stage.name(), inside, most(), useful(), perSecond(now), service / 1e6, standing.isOver());
    }
}
