package dev.weir.http.internal.overload;

/**
 * A request that asks an {@link OriginLimiter} whether it may be sent. It is told without the limiter's lock, and must not
 * block. What it holds is guarded by the limiter.
 */
public abstract class Ask {
    final String route;
    final String tenant;
    final long limit; // when it must have been sent
    final long deadline;
    final boolean ends; // whether there is a deadline
    long notBefore;
    boolean placed; // it comes to a place of its own
    boolean retry;
    long sentAt;
    long number;
    Pace[] paces = {}; // of the origin, its route, its tenant

    /**
     * A request.
     *
     * @param route on which route it is
     * @param tenant for whom it is
     * @param limit when its caller's patience ends, on the limiter's clock
     * @param ends whether there is a deadline
     * @param deadline when its caller must have the answer, if there is
     */
    protected Ask(String route, String tenant, long limit, boolean ends, long deadline) {
        this.route = route;
        this.tenant = tenant;
        this.limit = limit;
        this.ends = ends;
        this.deadline = deadline;
    }

    Pace of(Verdict.Scope scope) {
        return switch (scope) {
            case ORIGIN -> paces[0];
            case ROUTE -> paces[1];
            case TENANT -> paces[2];
        };
    }

    /** It may be sent, now. */
    protected abstract void go();

    /**
     * It is refused here.
     *
     * @param why why
     */
    protected abstract void refused(LocalReason why);

    /** Its deadline has passed after it was sent. */
    protected abstract void late();
}
