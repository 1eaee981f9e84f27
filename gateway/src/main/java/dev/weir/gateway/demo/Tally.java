package dev.weir.gateway.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What came of some requests: how many of each outcome, how long answers and refusals took, when the refused were told to
 * come back. A client that gave up counts among the answers with the time it has waited, or the slowest would be missing.
 * Not thread-safe.
 */
final class Tally {
    private static final long TWO_SECONDS = 2_000_000_000L;

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Latencies answers = new Latencies();
    private final Latencies refusals = new Latencies();
    private final TreeMap<Long, Long> retryAfter = new TreeMap<>(); // seconds, how often
    private long offered;
    private long refusedLater;

    void sent() {
        offered++;
    }

    /** A request that was sent will have no outcome, as the run was stopped. */
    void takenBack() {
        offered--;
    }

    void add(Settled request, Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        switch (outcome) {
            case IN_TIME, LATE -> answers.add(request.nanos());
            case REFUSED -> refused(request);
            case FAILED -> {}
        }
    }

    private void refused(Settled request) {
        refusals.add(request.nanos());
        refusedLater += request.intoPhase() > TWO_SECONDS ? 1 : 0;
        if (request.reply() instanceof Reply.Answer answer) {
            answer.retryAfter().ifPresent(seconds -> retryAfter.merge(seconds, 1L, Long::sum));
        }
    }

    long offered() {
        return offered;
    }

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    OptionalDouble answerMillis(double percentile) {
        return answers.millis(percentile);
    }

    OptionalDouble refusalMillis(double percentile) {
        return refusals.millis(percentile);
    }

    /** The median of the times to come back, in seconds. */
    OptionalLong retryAfter() {
        long left = (count(Outcome.REFUSED) + 1) / 2;
        for (var entry : retryAfter.entrySet()) {
            left -= entry.getValue();
            if (left <= 0) {
                return OptionalLong.of(entry.getKey());
            }
        }
        return OptionalLong.empty();
    }

    /** Refusals of requests that came later than two seconds after their phase had begun. */
    long refusedLater() {
        return refusedLater;
    }
}
