package dev.weir.gateway.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a demo to stop, once and for all. Any thread may ask; those who wait here wake at once. */
final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits until this moment on {@link System#nanoTime}; true if it was stopped. An interrupt stops it. */
    boolean awaitUntil(long nanoTime) {
        try {
            return requested.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
            return true;
        }
    }
}
