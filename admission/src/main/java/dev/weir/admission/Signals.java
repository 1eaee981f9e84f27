package dev.weir.admission;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Signals of places that services are often short of. */
public final class Signals {
    private Signals() {}

    /**
     * A pool of connections, of threads, of slots: work waits for those in excess to leave.
     *
     * @param size how many it has
     * @param busy how many of them are in use
     * @param waiting how many wait for one
     * @return the signal
     */
    public static Signal pool(IntSupplier size, IntSupplier busy, IntSupplier waiting) {
        return perSecond -> {
            long excess = (long) busy.getAsInt() + waiting.getAsInt() + 1 - size.getAsInt();
            return excess <= 0 ? 0 : drained(excess, perSecond);
        };
    }

    /**
     * The threads of an executor and the queue before them.
     *
     * @param executor the executor
     * @return the signal
     */
    public static Signal executor(ThreadPoolExecutor executor) {
        return pool(
                executor::getMaximumPoolSize,
                executor::getActiveCount,
                () -> executor.getQueue().size());
    }

    /**
     * A place that holds so many bytes at most (a producer's buffer, bodies that are held for slow readers) and takes no
     * more when it holds them.
     *
     * @param used how many it holds
     * @param most how many it may hold
     * @return the signal
     */
    public static Signal bytes(LongSupplier used, LongSupplier most) {
        return perSecond -> used.getAsLong() < most.getAsLong() ? 0 : Signal.FULL;
    }

    /**
     * A place that measures how long things wait in it, as a {@link DelayProbe} does.
     *
     * @param nanos how long it was lately, in nanoseconds
     * @return the signal
     */
    public static Signal delay(LongSupplier nanos) {
        return perSecond -> Math.max(0, nanos.getAsLong());
    }

    private static long drained(long excess, double perSecond) {
        return perSecond > 0 ? (long) (excess * 1e9 / perSecond) : 0;
    }
}
