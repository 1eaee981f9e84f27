package dev.weir.http;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A deadline of a connection that is moved often and seldom reached. Moving it later costs a field: the timer that is
 * set finds out when it rings, and is set anew. For the event loop's thread.
 */
final class Watch implements Runnable {
    private static final long NEVER = Long.MAX_VALUE;

    private final EventExecutor loop;
    private final Ticker ticker;
    private final Runnable expired;
    private long deadline = NEVER;
    private long ringsAt;
    private @Nullable ScheduledFuture<?> timer;

    Watch(EventExecutor loop, Runnable expired) {
        this.loop = loop;
        this.ticker = ticker(loop);
        this.expired = expired;
    }

    /** What this loop takes the time from. */
    static Ticker ticker(EventExecutor loop) {
        return loop instanceof AbstractScheduledEventExecutor timed ? timed.ticker() : Ticker.systemTicker();
    }

    /** Expires after this, unless it is armed again or disarmed before. */
    void arm(Duration after) {
        arm(after.toNanos());
    }

    /** Expires after so many nanoseconds. */
    void arm(long after) {
        long now = ticker.nanoTime();
        deadline = now + after;
        if (timer != null && deadline - ringsAt < 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            set(now);
        }
    }

    boolean armed() {
        return deadline != NEVER;
    }

    void disarm() {
        deadline = NEVER;
    }

    /** Never expires again. */
    void close() {
        disarm();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void set(long now) {
        ringsAt = deadline;
        timer = loop.schedule(this, deadline - now, TimeUnit.NANOSECONDS);
    }

    /** The timer rang. */
    @Override
    public void run() {
        timer = null;
        if (deadline == NEVER) {
            return;
        }
        long now = ticker.nanoTime();
        if (deadline - now > 0) {
            set(now);
        } else {
            deadline = NEVER;
            expired.run();
        }
    }
}
