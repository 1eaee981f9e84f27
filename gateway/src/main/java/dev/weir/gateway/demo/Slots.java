package dev.weir.gateway.demo;

import java.util.Arrays;

/**
 * The slots of a service that takes the same time for each request, first come, first served. The end of each service is
 * known when the request comes: it follows the intended end of the one before it in its slot, so a timer that fires late
 * does not cost capacity. Not thread-safe.
 */
final class Slots {
    private final long[] freeAt;
    private final long serviceNanos;
    private int next;

    Slots(int slots, long serviceNanos, long now) {
        this.freeAt = new long[slots];
        this.serviceNanos = serviceNanos;
        Arrays.fill(freeAt, now);
    }

    /** When the service of a request that comes now will end. */
    long take(long now) {
        int slot = next; // all take the same time, so slots become free in turn
        next = (slot + 1) % freeAt.length;
        long begin = freeAt[slot] - now > 0 ? freeAt[slot] : now;
        freeAt[slot] = begin + serviceNanos;
        return freeAt[slot];
    }
}
