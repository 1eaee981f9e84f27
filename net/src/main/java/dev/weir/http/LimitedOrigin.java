package dev.weir.http;

import dev.weir.http.internal.overload.Ask;
import dev.weir.http.internal.overload.OriginLimiter;
import dev.weir.http.internal.overload.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One origin's limiter with its lock and its alarm. What is decided is told when the lock is free again. Any thread may use
 * it.
 */
final class LimitedOrigin {
    private static final long LEAST_ALARM = 1_000_000;

    private final OriginLimiter limiter;
    private final OverloadControl.Means means;
    private final TreeSet<Long> alarms = new TreeSet<>((one, other) -> Long.signum(one - other)); // those that are set

    LimitedOrigin(OriginLimiter limiter, OverloadControl.Means means) {
        this.limiter = limiter;
        this.means = means;
    }

    /** A request comes for the first time. */
    void first(Ask ask) {
        List<Runnable> then = new ArrayList<>(1);
        synchronized (this) {
            long now = means.ticker().nanoTime();
            limiter.first(ask, now, then);
            pass(now, then);
        }
        then.forEach(Runnable::run);
    }

    /**
     * An attempt was answered, or failed.
     *
     * @param repeatable whether it could be sent once more
     * @return whether it will be
     */
    boolean answered(Ask ask, Verdict verdict, boolean repeatable, int failures) {
        List<Runnable> then = new ArrayList<>(1);
        boolean again;
        synchronized (this) {
            long now = means.ticker().nanoTime();
            again = limiter.answered(ask, verdict, repeatable, failures, now);
            pass(now, then);
        }
        then.forEach(Runnable::run);
        return again;
    }

    synchronized void withdraw(Ask ask) {
        limiter.withdraw(ask);
    }

    private void rings(long at) {
        List<Runnable> then = new ArrayList<>(1);
        synchronized (this) {
            alarms.remove(at);
            pass(means.ticker().nanoTime(), then);
        }
        then.forEach(Runnable::run);
    }

    private void pass(long now, List<Runnable> then) {
        long wait = limiter.pass(now, then);
        if (wait == Long.MAX_VALUE) {
            return;
        }
        long at = now + Math.max(LEAST_ALARM, wait);
        if (alarms.isEmpty() || at - alarms.first() < 0) {
            alarms.add(at);
            means.alarm().in(at - now, () -> rings(at));
        }
    }
}
