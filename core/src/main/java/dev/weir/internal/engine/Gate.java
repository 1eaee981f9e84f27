package dev.weir.internal.engine;

/**
 * A fused stage that lets items through or not, depending on those before, and may have had enough: what it keeps in mind is
 * its own, so it can be a part of a loop.
 *
 * @param <T> what goes through
 */
public abstract class Gate<T> extends Step<T, T> {
    /** Set with the last item that it has to see. For its own thread. */
    public boolean closes;

    /** Takes its place. */
    protected Gate(Site site) {
        super(site);
    }

    /**
     * Whether this item goes on; if not, it was let go. Says {@link #closes} if nothing is to come after it.
     *
     * @throws Exception what user code throws
     */
    public abstract boolean passes(T item) throws Exception;

    @Override
    public final boolean accept(T item) {
        boolean passes;
        try {
            passes = passes(item);
        } catch (Throwable t) {
            return fail(t);
        }
        boolean room = !passes || next.accept(item);
        return closes ? finish() : room;
    }
}
