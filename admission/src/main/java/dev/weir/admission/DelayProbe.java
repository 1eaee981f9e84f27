package dev.weir.admission;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Measures how long work waits before an executor runs it: an event loop, a pool, the threads that carry virtual ones. It
 * hands it a task that does nothing, now and then, and looks when that is run: one task is under way at a time, so a busy
 * executor is not made busier. (Finagle measures its offload queue so.) Any thread may read it.
 */
public final class DelayProbe implements AutoCloseable {
    private final Executor executor;
    private final long every;
    private final Ticker ticker;
    private final Alarm alarm;
    private volatile long sent;
    private volatile boolean underWay;
    private volatile long lately;
    private volatile boolean closed;

    private DelayProbe(Executor executor, long every, Ticker ticker, Alarm alarm) {
        this.executor = executor;
        this.every = every;
        this.ticker = ticker;
        this.alarm = alarm;
    }

    /**
     * Begins to measure.
     *
     * @param executor whose delay
     * @param every how long after one task was run the next is sent, more than 0; 10 ms is a good time
     * @return the probe, to be closed
     */
    public static DelayProbe of(Executor executor, Duration every) {
        return of(executor, every, Ticker.system(), Alarm.system());
    }

    /**
     * The same on another clock.
     *
     * @param executor whose delay
     * @param every how long after one task was run the next is sent, more than 0
     * @param ticker tells the time
     * @param alarm calls when it is time
     * @return the probe, to be closed
     */
    public static DelayProbe of(Executor executor, Duration every, Ticker ticker, Alarm alarm) {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("a probe must rest for more than 0 between two looks but was " + every);
        }
        DelayProbe probe = new DelayProbe(executor, every.toNanos(), ticker, alarm);
        probe.send();
        return probe;
    }

    private void send() {
        if (closed) {
            return;
        }
        sent = ticker.nanoTime();
        underWay = true;
        try {
            executor.execute(this::ran);
        } catch (RejectedExecutionException e) { // it is closed, or full: then what is sent later tells
            underWay = false;
            alarm.in(every, this::send);
        }
    }

    private void ran() {
        lately = ticker.nanoTime() - sent;
        underWay = false;
        alarm.in(every, this::send);
    }

    /**
     * How long work waits: the last task, or the one that waits now if that is longer already.
     *
     * @return nanoseconds
     */
    public long nanos() {
        long began = sent; // before it is known whether that one is under way: at worst the one before it is read
        return underWay ? Math.max(lately, ticker.nanoTime() - began) : lately;
    }

    /** Sends no more. Never blocks. */
    @Override
    public void close() {
        closed = true;
    }
}
