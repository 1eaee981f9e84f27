package dev.weir.admission;

import java.time.Duration;

/**
 * Decides at an edge, for whole requests: admits what will be served in time, refuses the rest at once and says when to
 * come back. It needs nothing but to be told when work enters and ends. Any thread may use it; a decision costs a short
 * lock and never waits.
 *
 * <p>A request waits when more are inside than the service can use; it then waits for those in excess to be drained. So
 * it is admitted if {@code (inside + 1 - useful) / rate} is at most what it can wait, less a tenth for the error of the
 * estimate. {@code useful} comes from a {@link ThroughputCurve}, {@code rate} from a {@link DrainRate}; neither needs to
 * know the service, to guess a time without load, or to probe. While nothing has shown that the service is saturated,
 * up to four times what has been seen to work is admitted, at least 32.
 */
public final class Admission {
    private static final int FIRST_EXPLORED = 32;
    private static final int EXPLORE = 4;
    private static final double MARGIN = 0.9;

    private final Duration maxWait;
    private final int most;
    private final Ticker ticker;
    private final DrainRate rate = new DrainRate();
    private final ThroughputCurve curve = new ThroughputCurve();
    private final Appointments appointments = new Appointments();
    private int inside;
    private int peak;
    private long admitted;
    private long refused;

    private Admission(Duration maxWait, int most, Ticker ticker) {
        this.maxWait = maxWait;
        this.most = most;
        this.ticker = ticker;
    }

    /**
     * An admission that measures what the service can do: requests wait 250 ms at most, and at most 1,024 are inside.
     *
     * @return it, to be used or changed
     */
    public static Admission adaptive() {
        return new Admission(Duration.ofMillis(250), 1024, Ticker.system());
    }

    /**
     * The same settings with another longest wait; begins anew.
     *
     * @param wait how long a request may wait for its turn, more than 0
     * @return another admission
     */
    public Admission maxWait(Duration wait) {
        if (!wait.isPositive()) {
            throw new IllegalArgumentException("the longest wait must be > 0 but was " + wait
                    + "; to refuse all that cannot begin at once, give a millisecond");
        }
        return new Admission(wait, most, ticker);
    }

    /**
     * The same settings with another most; begins anew.
     *
     * @param requests the most that may be inside, whatever is measured, at least 1
     * @return another admission
     */
    public Admission most(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("at least 1 request must be admitted but the most was " + requests);
        }
        return new Admission(maxWait, requests, ticker);
    }

    /**
     * The same settings on another clock; begins anew.
     *
     * @param clock tells the time
     * @return another admission
     */
    public Admission clock(Ticker clock) {
        return new Admission(maxWait, most, clock);
    }

    /**
     * Asks for a request that can wait as long as the settings say.
     *
     * @return a permit, to be closed when the work has ended, or a refusal
     */
    public Decision enter() {
        return enter(maxWait);
    }

    /**
     * Asks for a request.
     *
     * @param canWait how long it can wait for its turn; the settings' longest wait is kept all the same
     * @return a permit, to be closed when the work has ended, or a refusal
     */
    public synchronized Decision enter(Duration canWait) {
        long now = ticker.nanoTime();
        double perSecond = rate.perSecond(now);
        double patience = MARGIN * Math.min(canWait.toNanos(), maxWait.toNanos()) / 1e9;
        double wait = perSecond > 0 ? Math.max(0, inside + 1 - usable()) / perSecond : 0;
        if (inside >= most) {
            return refuse(Refusal.Reason.FULL, inside + " requests are inside, the most there may be", now, perSecond);
        }
        if (inside > 0 && wait > patience) {
            String numbers = "%d inside, %.0f a second leave: a wait of %.0f ms, longer than %.0f ms"
                    .formatted(inside, perSecond, wait * 1e3, patience * 1e3);
            return refuse(Refusal.Reason.TOO_LATE, numbers, now, perSecond);
        }
        inside++;
        peak = Math.max(peak, inside);
        admitted++;
        rate.entered(now);
        return new Permit(this, now, inside);
    }

    /** How many inside do not have to wait, as far as is known. */
    private int usable() {
        int useful = curve.useful();
        return useful > 0 ? useful : Math.max(FIRST_EXPLORED, EXPLORE * curve.explored());
    }

    private Decision refuse(Refusal.Reason reason, String detail, long now, double perSecond) {
        refused++;
        return new Decision.Refused(new Refusal(reason, detail, appointments.next(now, perSecond)));
    }

    synchronized void ended(Permit permit, boolean done) {
        if (!permit.end()) {
            return;
        }
        long now = ticker.nanoTime();
        inside--;
        if (done) {
            rate.left(now);
            curve.sample(permit.inside(), now - permit.since());
        } else {
            rate.withdrawn(now);
        }
    }

    /**
     * What it knows and has done. Never blocks.
     *
     * @return the reading
     */
    public synchronized AdmissionReading read() {
        return new AdmissionReading(
                inside, peak, most, curve.useful(), rate.perSecond(ticker.nanoTime()), admitted, refused);
    }
}
