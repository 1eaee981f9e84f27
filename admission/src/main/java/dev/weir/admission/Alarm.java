package dev.weir.admission;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Calls somebody when it is time. */
@FunctionalInterface
public interface Alarm {
    /**
     * Has something run after a while; once, on any thread but this one.
     *
     * @param nanos after how long, in nanoseconds
     * @param then what to run; it is quick and does not block
     */
    void in(long nanos, Runnable then);

    /**
     * The one of this process.
     *
     * @return timers of {@link ForkJoinPool#commonPool()}
     */
    static Alarm system() {
        return (nanos, then) -> {
            var _ = ForkJoinPool.commonPool().schedule(then, nanos, TimeUnit.NANOSECONDS);
        };
    }
}
