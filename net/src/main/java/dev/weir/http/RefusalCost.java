package dev.weir.http;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What refusing costs: the processor time of a thread, from when a head was read until the answer was given to the socket.
 * One request of {@value #SAMPLED} is measured, and stands for the others. What reading costs is not in it. Any thread.
 */
final class RefusalCost {
    private static final int SAMPLED = 16;
    private static final long NOT = -1;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURES =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong spent = new AtomicLong();

    /** A request is asked about: gives what {@link #refused} is told if it is refused now. */
    long asked() {
        return MEASURES && asked.getAndIncrement() % SAMPLED == 0 ? THREADS.getCurrentThreadCpuTime() : NOT;
    }

    /** One was refused, on the thread that asked. */
    void refused(long since) {
        if (since != NOT) {
            spent.addAndGet(SAMPLED * (THREADS.getCurrentThreadCpuTime() - since));
        }
    }

    /** What was spent since this was called before, in nanoseconds. */
    long takeNanos() {
        return spent.getAndSet(0);
    }
}
