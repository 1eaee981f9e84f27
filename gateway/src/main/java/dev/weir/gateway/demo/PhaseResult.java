package dev.weir.gateway.demo;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What came of the requests that arrived in one phase. Those offered are the sum of the four outcomes.
 *
 * @param load in multiples of the capacity
 * @param offered how many were sent
 * @param inTime answered in time
 * @param late answered late, or given up by the client
 * @param refused answered with 503 and a time to come back
 * @param failed anything else
 * @param goodputShare answered in time, as a share of the capacity; empty if the phase did not begin
 * @param answerP50Ms median of the answers, from the intended send
 * @param answerP99Ms their 99th percentile
 * @param refusalP50Ms median of the refusals
 * @param refusalP99Ms their 99th percentile
 * @param retryAfterSeconds median of the times to come back
 * @param refusedAfter2s refused among those that came later than 2 s after the phase began
 */
record PhaseResult(
        double load,
        long offered,
        long inTime,
        long late,
        long refused,
        long failed,
        OptionalDouble goodputShare,
        OptionalDouble answerP50Ms,
        OptionalDouble answerP99Ms,
        OptionalDouble refusalP50Ms,
        OptionalDouble refusalP99Ms,
        OptionalLong retryAfterSeconds,
        long refusedAfter2s) {
    /** The result of a phase that lasted so long. */
    static PhaseResult of(double load, long nanos, Tally tally) {
        long inTime = tally.count(Outcome.IN_TIME);
        return new PhaseResult(
                load,
                tally.offered(),
                inTime,
                tally.count(Outcome.LATE),
                tally.count(Outcome.REFUSED),
                tally.count(Outcome.FAILED),
                nanos == 0 ? OptionalDouble.empty() : OptionalDouble.of(inTime / (Setup.CAPACITY * (nanos / 1e9))),
                tally.answerMillis(50),
                tally.answerMillis(99),
                tally.refusalMillis(50),
                tally.refusalMillis(99),
                tally.retryAfter(),
                tally.refusedLater());
    }
}
