package dev.weir.websocket;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with an end, for what is seen from outside only. */
final class Wait {
    private static final long LONG = 10_000_000_000L;

    private Wait() {}

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within 10 s: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
