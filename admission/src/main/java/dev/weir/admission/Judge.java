package dev.weir.admission;

import org.jspecify.annotations.Nullable;

/**
 * Says whether work would be served in time: whether at each stage on its way what is ahead of it will have been drained
 * by when its turn must come. Holds what it found until it is asked again, so that it makes no objects for those who are
 * let in. Guarded by its admission.
 *
 * <p>An estimate is not believed where nothing is in service: else a stage that was slow once might never be tried again. What
 * a stage tells of itself is.
 *
 * <p>What is drained for those who matter less is what those who matter more leave, but never less than a twentieth. How
 * long work may wait depends on who asks: see {@link #budget}.
 */
final class Judge {
    private static final double MARGIN = 0.9; // for the error of the estimate
    private static final double LEAST_SHARE = 0.05;
    private static final double RETRIES = 0.1; // that share of what comes may be retries
    private static final double RETRY_WAITS = 0.25;
    private static final double SHEDDABLE_WAITS = 0.5;
    private static final long PATIENCE = 250_000_000;
    private static final int BRIEF = 10; // a part of the longest wait
    private static final int FEW = 2; // no queue that stands is of fewer
    private static final int ENOUGH = 4; // so many must be able to wait, else what is served runs dry

    private final Shares shares;
    private final Flow[] admitted = new Flow[Criticality.values().length];
    private final Flow arrivals = new Flow();
    private final Flow retries = new Flow();
    private AdmissionSettings settings;

    Limit limit; // where the wait is longest, in what it may be
    double wait;
    double canWait;
    double perSecond;
    Refusal.@Nullable Reason reason; // null: it would be served in time

    Judge(AdmissionSettings settings, Shares shares, Limit whole) {
        this.settings = settings;
        this.shares = shares;
        limit = whole;
        for (int i = 0; i < admitted.length; i++) {
            admitted[i] = new Flow();
        }
    }

    void settings(AdmissionSettings told) {
        settings = told;
    }

    double maxWait(Route route) {
        return settings.maxWait() == null
                ? Math.max(PATIENCE, route.whole().base())
                : settings.maxWait().toNanos();
    }

    void admitted(Work work, double cost, long now) {
        admitted[work.criticality().rank()].add(cost, now);
        String tenant = work.tenant();
        if (tenant != null) {
            shares.took(tenant, cost, now);
        }
    }

    /** Somebody asks. */
    void arrived(Route route, Work work, long now) {
        arrivals.add(1, now);
        if (work.attempt() > 0) {
            retries.add(1, now);
        }
        for (Limit each : route.limits) {
            each.arrived(work, route.cost(), now);
        }
    }

    void judge(Route route, Work work, long now) {
        double longest = maxWait(route);
        double tightest = -1;
        double told = 0;
        reason = null;
        limit = route.whole();
        for (Limit each : route.limits) {
            double rate = each.perSecond(now);
            double brief = brief(longest, FEW, rate);
            double queue = rate <= 0 ? 0 : each.ahead(Criticality.SHEDDABLE) * 1e9 / rate;
            double outside = outside(each, rate);
            each.standing.notice(Math.max(queue, outside), brief, 4 * longest, now);
            each.appointments.pass(now, Math.max(queue, outside) <= MARGIN * longest);
            double waits = Math.max(waits(each, work.criticality(), rate, now), outside);
            double left = work.canWaitNanos() - route.serviceNanos();
            double budget = MARGIN * Math.min(budget(each, work, longest, rate, now), left);
            double tight = waits / Math.max(1, budget);
            if (tight > tightest) {
                tightest = tight;
                limit = each;
                wait = waits;
                canWait = budget;
                perSecond = rate;
                told = outside;
            }
        }
        if (work.canWaitNanos() <= 0) {
            reason = Refusal.Reason.TOO_LATE;
        } else if (work.criticality() != Criticality.ALWAYS
                && wait > canWait
                && (limit.inside() > 0 || told > Math.max(0, canWait))) {
            reason = wait == Signal.FULL ? Refusal.Reason.FULL : late(work, now);
        }
    }

    /** It is the turn of one who has waited. */
    void turn(Waiting waiting, long now) {
        blame(waiting.at(), now);
        wait = now - waiting.since;
        canWait = waiting.latest - waiting.since;
    }

    /** It is this stage that has no room. */
    void blame(Limit at, long now) {
        limit = at;
        perSecond = at.perSecond(now);
    }

    private Refusal.Reason late(Work work, long now) {
        double share = stands(limit, work, perSecond, now) ? shares.patience(work.tenant(), now) : 1;
        return share < 1 && wait <= canWait / share ? Refusal.Reason.UNFAIR : Refusal.Reason.TOO_LATE;
    }

    /** What is a short wait: a part of the longest one, but at least that of so many. */
    private static double brief(double longest, int few, double rate) {
        return Math.min(longest, Math.max(longest / BRIEF, few * 1e9 / Math.max(rate, 1e-3)));
    }

    private static double outside(Limit each, double rate) {
        Signal signal = each.stage().signal();
        return signal == null ? 0 : signal.waitNanos(rate);
    }

    private double waits(Limit each, Criticality criticality, double rate, long now) {
        double ahead = each.ahead(criticality);
        if (rate <= 0 || ahead <= 0) {
            return 0;
        }
        boolean inAtOnce = each.hasRoom() && !each.isWantedTooMuch(criticality, false, rate, now);
        double left = inAtOnce ? rate : rate - above(criticality, now); // nobody overtakes who is inside
        return ahead * 1e9 / Math.max(LEAST_SHARE * rate, left);
    }

    /** What those take who matter more. */
    private double above(Criticality criticality, long now) {
        double sum = 0;
        for (int at = 0; at < criticality.rank(); at++) {
            sum += admitted[at].perSecond(now);
        }
        return sum;
    }

    /**
     * How long this work may wait: as long as the settings say, and, where a queue stands, only briefly: that of those who
     * go before it. What is critical may wait the longest time all the same; a tenant's work the longer the less the tenant
     * takes; a retry less if many are retries, beyond those who were told to come now.
     */
    private double budget(Limit each, Work work, double longest, double rate, long now) {
        return switch (work.criticality()) {
            case ALWAYS, CRITICAL -> longest;
            case NORMAL -> usual(each, work, longest, rate, now);
            case SHEDDABLE -> SHEDDABLE_WAITS * usual(each, work, longest, rate, now);
        };
    }

    private double usual(Limit each, Work work, double longest, double rate, long now) {
        if (!stands(each, work, rate, now)) {
            return longest;
        }
        double retry = work.attempt() > 0 && tooManyRetries(each, now) ? RETRY_WAITS : 1;
        return Math.min(longest, brief(longest, ENOUGH, rate) * retry * shares.patience(work.tenant(), now));
    }

    /** Whether what this waits in is a queue that stands, and not only one of those who matter less. */
    boolean stands(Waiting waiting, long now) {
        Limit at = waiting.at();
        return stands(at, waiting.work, at.perSecond(now), now);
    }

    /** Whether a queue stands there, and not only of those who matter less. */
    private static boolean stands(Limit each, Work work, double rate, long now) {
        return each.standing.isOver() && each.isWantedTooMuch(work.criticality(), true, rate, now);
    }

    private boolean tooManyRetries(Limit each, long now) {
        return retries.perSecond(now) - each.appointments.duePerSecond() > RETRIES * arrivals.perSecond(now);
    }
}
