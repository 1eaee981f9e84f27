package dev.weir.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link OverloadControl} is told.
 *
 * @param attempts how often a request is sent at most, the first time included, at least 1
 * @param retryRatio which part of the requests may be sent once more, 0 to 1
 * @param retriesPerSecond how many more retries there may be in a second to one origin, at least 0
 * @param throttle K: how many times what an origin accepts may be sent to it, at least 1; infinite for no limit
 * @param patience how long a request may be held in all, and no longer than its time-out, at least 0
 * @param held how many requests may be held, at all origins together, at least 0
 * @param origins how many origins are remembered, at least 1
 * @param deadline the header in which an attempt says how many milliseconds its caller still waits; null: all say it in
 *     {@code grpc-timeout}. Calls of gRPC do so in any case
 */
public record OverloadSettings(
        int attempts,
        double retryRatio,
        double retriesPerSecond,
        double throttle,
        Duration patience,
        int held,
        int origins,
        @Nullable String deadline) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks the bounds. */
    public OverloadSettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be >= 1 but were " + attempts + "; 1 is without retries");
        }
        if (!(retryRatio >= 0 && retryRatio <= 1)) {
            throw new IllegalArgumentException("the ratio of retries must be in 0..1 but was " + retryRatio);
        }
        if (!(retriesPerSecond >= 0 && retriesPerSecond <= 1e6)) {
            throw new IllegalArgumentException("retries a second must be in 0..1000000 but were " + retriesPerSecond);
        }
        if (!(throttle >= 1)) {
            throw new IllegalArgumentException("the throttle must be >= 1 but was " + throttle
                    + "; with less, what is accepted would be throttled too");
        }
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("patience must be 0 to a day but was " + patience);
        }
        if (held < 0) {
            throw new IllegalArgumentException("0 requests or more may be held but it was " + held);
        }
        if (origins < 1) {
            throw new IllegalArgumentException("at least 1 origin must be remembered but it was " + origins);
        }
    }

    /**
     * The usual ones: 3 attempts, retries of a tenth of the requests and 2 a second, K = 2, held for 10 seconds at most, 1,024
     * held, 1,024 origins.
     *
     * @return the settings
     */
    public static OverloadSettings usual() {
        return new OverloadSettings(3, 0.1, 2, 2, Duration.ofSeconds(10), 1024, 1024, null);
    }

    /**
     * The same with other retries.
     *
     * @param most how often a request is sent at most, the first time included, at least 1
     * @param ratio which part of the requests may be sent once more, 0 to 1
     * @param perSecond how many more a second
     * @return other settings
     */
    public OverloadSettings retries(int most, double ratio, double perSecond) {
        return new OverloadSettings(most, ratio, perSecond, throttle, patience, held, origins, deadline);
    }

    /**
     * The same with another K.
     *
     * @param k how many times what an origin accepts may be sent to it, at least 1; infinite for no limit
     * @return other settings
     */
    public OverloadSettings throttle(double k) {
        return new OverloadSettings(attempts, retryRatio, retriesPerSecond, k, patience, held, origins, deadline);
    }

    /**
     * The same with another patience.
     *
     * @param longest how long a request may be held in all; 0: none is held, and none retried later than at once
     * @return other settings
     */
    public OverloadSettings patience(Duration longest) {
        return new OverloadSettings(attempts, retryRatio, retriesPerSecond, throttle, longest, held, origins, deadline);
    }

    /**
     * The same with other bounds.
     *
     * @param requests how many requests may be held, at least 0
     * @param remembered how many origins are remembered, at least 1
     * @return other settings
     */
    public OverloadSettings bounds(int requests, int remembered) {
        return new OverloadSettings(
                attempts, retryRatio, retriesPerSecond, throttle, patience, requests, remembered, deadline);
    }

    /**
     * The same with a header for the time that is left, as {@link AdmissionGate#deadline} reads it.
     *
     * @param name the header's name
     * @return other settings
     */
    public OverloadSettings deadline(String name) {
        return new OverloadSettings(attempts, retryRatio, retriesPerSecond, throttle, patience, held, origins, name);
    }
}
