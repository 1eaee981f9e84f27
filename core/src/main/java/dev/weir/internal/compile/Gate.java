package dev.weir.internal.compile;

/**
 * Lets items through or not, depending on those before, and may have had enough. For the thread of one run.
 *
 * @param <T> what goes through
 */
public abstract class Gate<T> {
    /** Set with the last item that it has to see, or from the beginning if it lets none through. */
    public boolean closes;

    /** An open one. */
    protected Gate() {}

    /**
     * Whether this item goes on. Says {@link #closes} if nothing is to come after it.
     *
     * @throws Exception what user code throws
     */
    public abstract boolean passes(T item) throws Exception;
}
