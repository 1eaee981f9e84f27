package dev.weir.gateway.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C, or any other end of the process, stop a demo instead of cutting it: the process ends when this is closed,
 * or three seconds later if it is not.
 */
final class Interrupts implements AutoCloseable {
    private static final long SECONDS = 3;

    private final Stop stop = new Stop();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("demo-stop").unstarted(this::stopAndWait);

    Interrupts() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Stop stop() {
        return stop;
    }

    private void stopAndWait() {
        stop.request();
        try {
            var _ = closed.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!stop.requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the process ends just now: the hook finds this closed
            }
        }
    }
}
