package dev.weir.http.internal.overload;

import java.util.concurrent.atomic.AtomicInteger;

/** So many requests may be held, at all origins together. Any thread may use it. */
public final class Places {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * All are free.
     *
     * @param most how many there are, at least 0
     */
    public Places(int most) {
        this.most = most;
    }

    boolean free() {
        return taken.get() < most;
    }

    boolean take() {
        if (taken.incrementAndGet() <= most) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
    }

    /**
     * How many are taken.
     *
     * @return the number
     */
    public int taken() {
        return taken.get();
    }
}
