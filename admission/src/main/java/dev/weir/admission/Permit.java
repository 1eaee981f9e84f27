package dev.weir.admission;

/**
 * Admitted work. Held until the work has ended, however it ended: not until its caller has gone. Any thread may use it.
 */
public final class Permit implements Decision, AutoCloseable {
    private static final int[] NONE = {};

    private final Admission admission;
    private final Route route;
    private final long since;
    private final double cost;
    private final int found; // how many were in service as a whole, itself included
    private final int[] foundThere; // at the other stages on its route
    private boolean ended; // guarded by the admission

    /** Begins work: guarded by the admission. */
    Permit(Admission admission, Route route, double cost, long since) {
        this.admission = admission;
        this.route = route;
        this.since = since;
        this.cost = cost;
        Limit[] limits = route.limits;
        foundThere = limits.length == 1 ? NONE : new int[limits.length - 1];
        for (int i = 0; i < limits.length; i++) {
            limits[i].begins(since);
            if (i > 0) {
                foundThere[i - 1] = limits[i].inside();
            }
        }
        found = limits[0].inside();
    }

    /** The work was done. Closing again has no effect. Never blocks. */
    @Override
    public void close() {
        admission.ended(this, true);
    }

    /**
     * The work ended without having been done: what it took says nothing about the service. Never blocks, and has no effect
     * after an end.
     */
    public void withdraw() {
        admission.ended(this, false);
    }

    /** Ends it, once; false if it has ended. For the admission, which guards it. */
    boolean end(boolean done, long now) {
        if (ended) {
            return false;
        }
        ended = true;
        Limit[] limits = route.limits;
        for (int i = 0; i < limits.length; i++) {
            if (done) {
                limits[i].ended(i == 0 ? found : foundThere[i - 1], now - since, cost, now);
            } else {
                limits[i].withdrawn(now);
            }
        }
        if (done) {
            route.took(now - since);
        }
        return true;
    }
}
