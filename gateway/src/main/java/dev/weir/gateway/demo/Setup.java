package dev.weir.gateway.demo;

import java.time.Duration;

/**
 * What one demo does, all of it fixed before it starts. The origin serves {@link #SLOTS} requests at a time, each for
 * {@link #SERVICE}; the phases are equally long, and each run goes through all of them.
 *
 * @param duration of both runs together
 * @param loads of the phases
 * @param seed of the arrivals
 * @param port of the gateway; 0 is any free one
 * @param maxWait how long the gateway lets a request wait for its turn
 */
record Setup(Duration duration, Loads loads, long seed, int port, Duration maxWait) {
    static final int SLOTS = 16;
    static final Duration SERVICE = Duration.ofMillis(20);

    /** Requests a second. */
    static final int CAPACITY = (int) (SLOTS * 1000 / SERVICE.toMillis());

    /** So long after the intended send a client gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int RUNS = 2;
    private static final Duration SHORTEST_PHASE = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = PATIENCE.minus(SERVICE.multipliedBy(2));
    private static final long MOST_REQUESTS = 2_000_000;

    /** Checks the numbers. */
    Setup {
        Duration shortest = SHORTEST_PHASE.multipliedBy((long) RUNS * loads.count());
        require(
                duration.compareTo(shortest) >= 0,
                "--duration must be >= %s for %d phases in each of %d runs but was %s; give more time, or fewer loads",
                Text.duration(shortest),
                loads.count(),
                RUNS,
                Text.duration(duration));
        require(
                duration.compareTo(Duration.ofDays(1)) <= 0,
                "--duration must be <= 24h but was %s; 48s shows all there is to see",
                Text.duration(duration));
        double offered = loads.sum() * CAPACITY * duration.toNanos() / 1e9 / RUNS / loads.count();
        require(
                offered <= MOST_REQUESTS,
                "a run must send <= %,d requests but these loads and --duration %s make about %,.0f; give less of either",
                MOST_REQUESTS,
                Text.duration(duration),
                offered);
        require(port >= 0 && port <= 65535, "--port must be 0 to 65535 but was %d; 0 takes any free one", port);
        require(
                maxWait.isPositive() && maxWait.compareTo(LONGEST_WAIT) <= 0,
                "--max-wait must be > 0 and <= %s, as the demo's clients give up after %s, but was %s; try 250ms",
                Text.duration(LONGEST_WAIT),
                Text.duration(PATIENCE),
                Text.duration(maxWait));
    }

    private static void require(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new IllegalArgumentException(Text.format(message, values));
        }
    }

    int phases() {
        return loads.count();
    }

    long phaseNanos() {
        return duration.toNanos() / RUNS / phases();
    }

    long runNanos() {
        return phaseNanos() * phases();
    }

    /** So long after the intended send an answer is in time. */
    Duration deadline() {
        return maxWait.plus(SERVICE.multipliedBy(2));
    }
}
