package dev.weir.gateway.demo;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** How long things took, to three digits. Not thread-safe. */
final class Latencies {
    private final Histogram micros = new Histogram(3);
    private long longest;

    void add(long nanos) {
        long value = Math.max(0, nanos / 1000);
        longest = Math.max(longest, value);
        micros.recordValue(value);
    }

    /** A percentile in milliseconds; empty if there was nothing. */
    OptionalDouble millis(double percentile) {
        return micros.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(longest, micros.getValueAtPercentile(percentile)) / 1000.0);
    }
}
