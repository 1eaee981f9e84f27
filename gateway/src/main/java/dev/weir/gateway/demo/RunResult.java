package dev.weir.gateway.demo;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What came of one run.
 *
 * @param bound the most that may be held, computed before the start; empty without protection
 * @param heldMax the most that was held
 * @param phases one for each load; none if the run did not begin
 * @param generatorLateP99Ms 99th percentile of how late requests were sent; empty if none was
 */
record RunResult(
        OptionalLong bound, OptionalLong heldMax, List<PhaseResult> phases, OptionalDouble generatorLateP99Ms) {
    /** What a run comes to that did not begin. */
    static final RunResult NONE =
            new RunResult(OptionalLong.empty(), OptionalLong.empty(), List.of(), OptionalDouble.empty());

    /** Copies the list. */
    RunResult {
        phases = List.copyOf(phases);
    }
}
