package dev.weir.bench.core;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Iterator;

/**
 * A producer that makes an item in 100 ns and a consumer that spends 10 us on it, both of which watch what happens. For one
 * run: the source ends when its time is over.
 */
final class SlowMeter implements Iterable<Long> {
    private static final long MAKE_NANOS = 100;
    private static final long TAKE_NANOS = 10_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long cpuBefore = system.getProcessCpuTime();
    private final long began = System.nanoTime();
    private final long ends;

    private long made; // the producer's, as are the next two
    private long stops;
    private long held;

    private volatile long consumed; // written by the consumer, as the next one
    private long spun;

    SlowMeter(int millis) {
        this.ends = began + millis * 1_000_000L;
    }

    @Override
    public Iterator<Long> iterator() {
        return new Iterator<>() {
            private long last = System.nanoTime();

            @Override
            public boolean hasNext() {
                return System.nanoTime() < ends;
            }

            @Override
            public Long next() {
                long now = System.nanoTime();
                if (now - last > TAKE_NANOS / 2) {
                    stops++;
                }
                last = spinUntil(now + MAKE_NANOS);
                made++;
                held = Math.max(held, made - consumed);
                return made;
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one consumer
    void take(Long item) {
        long now = System.nanoTime();
        spun += spinUntil(now + TAKE_NANOS) - now;
        if (item != consumed + 1) {
            throw new IllegalStateException("item " + (consumed + 1) + " must come next but " + item + " did");
        }
        consumed++;
    }

    private static long spinUntil(long nanos) {
        long now = System.nanoTime();
        while (now < nanos) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    /** Takes the times when all has been consumed. */
    Reading stop() {
        if (consumed != made) {
            throw new IllegalStateException(made + " items must come out but " + consumed + " did");
        }
        double nanos = System.nanoTime() - began;
        double beside = system.getProcessCpuTime() - cpuBefore - spun;
        return new Reading((double) stops / made, beside / nanos, held, consumed);
    }

    /**
     * What was seen.
     *
     * @param wakes of the producer for each item
     * @param cores busy beside the consumer
     * @param held the most between the two
     * @param items how many came through
     */
    record Reading(double wakes, double cores, long held, long items) {}
}
