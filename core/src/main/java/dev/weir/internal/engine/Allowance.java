package dev.weir.internal.engine;

/**
 * How many items the inner flows of one declared stage may hold together, those nested in them included: any depth of
 * nesting keeps within what the plan declares.
 */
public final class Allowance {
    private final long most;
    private long left;

    /** So many items. */
    public Allowance(long most) {
        this.most = most;
        this.left = most;
    }

    /** Takes a part; false if so much is not left. */
    public synchronized boolean take(long items) {
        if (items > left) {
            return false;
        }
        left -= items;
        return true;
    }

    /** Gives a part back. */
    public synchronized void give(long items) {
        left += items;
    }

    /** What it was at first. */
    public long most() {
        return most;
    }
}
