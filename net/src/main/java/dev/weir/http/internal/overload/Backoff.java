package dev.weir.http.internal.overload;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How long to wait where no time was promised: a random part of what is doubled each time (full jitter). */
public final class Backoff {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

    private Backoff() {}

    /**
     * How long to wait.
     *
     * @param failures how often it has failed, at least 1
     * @param random decides which part
     * @return nanoseconds: 0 to 100 ms after the first failure, to 200 ms after the second, to 10 s at most
     */
    public static long nanos(int failures, RandomGenerator random) {
        double most = Math.min((double) LONGEST, FIRST * Math.pow(2, failures - 1));
        return (long) (most * random.nextDouble());
    }
}
