package dev.weir.net.mux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all streams of a connection together may have on their way to the socket, beyond one item each. Any thread may use
 * it.
 */
public final class Budget {
    private final long high;
    private final long low;
    private final AtomicLong used = new AtomicLong();
    private volatile boolean waited;

    /**
     * An unused one.
     *
     * @param high at so many bytes, producers stop
     * @param low at so many they go on; less than that
     */
    public Budget(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /**
     * What is on its way.
     *
     * @return in bytes
     */
    public long used() {
        return used.get();
    }

    /**
     * Whether producers that wait for this budget may go on; asked after bytes have left. Answers true once for each time
     * that somebody began to wait.
     *
     * @return whether to look at all of them
     */
    public boolean eased() {
        if (waited && used.get() <= low) {
            waited = false;
            return true;
        }
        return false;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean full() {
        return used.get() >= high;
    }

    /** Whether there is room again; if not, {@link #eased} will tell. */
    boolean awaitRoom() {
        if (used.get() <= low) {
            return true;
        }
        waited = true; // before the second look: whoever makes room looks at this after it
        return used.get() <= low;
    }
}
