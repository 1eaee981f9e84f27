package dev.weir.net.mux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all streams of a connection together may have on their way to the socket, beyond one item each. While they are
 * many, each may have its share of it and no more, so that none takes all of it. Any thread may use it.
 */
public final class Budget {
    private final long high;
    private final long low;
    private final AtomicLong used = new AtomicLong();
    private volatile int sharers = 1;
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
     * How many streams share it.
     *
     * @param streams how many there are now
     */
    public void sharedBy(int streams) {
        sharers = Math.max(1, streams);
    }

    /** What one of those who share it may have. */
    long share() {
        return Math.max(1, high / sharers);
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
