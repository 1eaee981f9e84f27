package dev.weir.bench.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What came of the requests that count. Times are from when a request was meant to be sent, in microseconds. */
final class Tally {
    private static final int DIGITS = 3;

    private final Histogram served = new Histogram(DIGITS);
    private final Histogram refused = new Histogram(DIGITS);
    private final Histogram lateness = new Histogram(DIGITS);
    private long asked;
    private long failed;
    private long gaveUp;

    void asked(Ask ask, long now) {
        asked++;
        lateness.recordValue(Math.max(0, now - ask.meant) / 1_000);
    }

    void answered(Ask ask, int status, long now) {
        if (status == 200) {
            served.recordValue((now - ask.meant) / 1_000);
        } else if (status == 503 || status == 429) {
            refused.recordValue((now - ask.meant) / 1_000);
        } else {
            failed++;
        }
    }

    void failed() {
        failed++;
    }

    void gaveUp() {
        gaveUp++;
    }

    boolean hasAny() {
        return asked > 0;
    }

    /** How much later than meant they were sent, in nanoseconds, but for one in a hundred. */
    long late() {
        return 1_000 * lateness.getValueAtPercentile(99);
    }

    /** All of it, by name. */
    Map<String, Double> told() {
        Map<String, Double> told = new LinkedHashMap<>();
        told.put("asked", (double) asked);
        told.put("served", (double) served.getTotalCount());
        told.put("refused", (double) refused.getTotalCount());
        told.put("failed", (double) failed);
        told.put("gaveUp", (double) gaveUp);
        told.put("p50", served.getValueAtPercentile(50) / 1e3);
        told.put("p99", served.getValueAtPercentile(99) / 1e3);
        told.put("refusedP50", refused.getValueAtPercentile(50) / 1e3);
        told.put("refusedP99", refused.getValueAtPercentile(99) / 1e3);
        told.put("latenessP99", lateness.getValueAtPercentile(99) / 1e3);
        return told;
    }
}
