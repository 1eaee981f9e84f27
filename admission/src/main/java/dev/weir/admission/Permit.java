package dev.weir.admission;

/**
 * Admitted work. Held until the work has ended, however it ended: not until its caller has gone. Any thread may use it.
 */
public final class Permit implements Decision, AutoCloseable {
    private final Admission admission;
    private final long since;
    private final int inside;
    private boolean ended; // guarded by the admission

    Permit(Admission admission, long since, int inside) {
        this.admission = admission;
        this.since = since;
        this.inside = inside;
    }

    /** The work was done. Closing again has no effect. Never blocks. */
    @Override
    public void close() {
        admission.ended(this, true);
    }

    /** The work ended without having been done: what it took says nothing about the service. Never blocks. */
    public void withdraw() {
        admission.ended(this, false);
    }

    long since() {
        return since;
    }

    int inside() {
        return inside;
    }

    /** Marks it ended; false if it was. For the admission, which guards it. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
