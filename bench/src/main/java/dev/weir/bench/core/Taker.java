package dev.weir.bench.core;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes items and discards them. At each {@link #MARK} it stands still until it is let go, so that what is put in behind
 * the mark meets nobody. One thread gives it the items, another one lets it go; what it took is told at the marks.
 */
final class Taker {
    static final Long MARK = -1L;

    private static final int SECONDS = 10;

    private final Semaphore atMark = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private long sum; // handed over by the semaphores

    /** Takes an item; blocks at a mark. */
    void take(Long item) throws InterruptedException {
        if (item >= 0) {
            sum += item;
        } else {
            atMark.release();
            goOn.acquire();
        }
    }

    void letGo() {
        sum = 0;
        goOn.release();
    }

    /**
     * Waits until it stands at the next mark.
     *
     * @return the sum of what came before
     */
    long awaitMark() throws InterruptedException {
        if (!atMark.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("all must be taken within " + SECONDS + " s but was not");
        }
        return sum;
    }
}
