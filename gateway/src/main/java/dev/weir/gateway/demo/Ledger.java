package dev.weir.gateway.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The books of one run: each request counts in the phase of its arrival, whenever its outcome is known, and once more
 * among the recent ones, for the view. Any thread may use it; each call costs a short lock.
 */
final class Ledger {
    private final Setup setup;
    private final List<Tally> phases = new ArrayList<>();
    private Tally recent = new Tally();

    Ledger(Setup setup) {
        this.setup = setup;
        for (int phase = 0; phase < setup.phases(); phase++) {
            phases.add(new Tally());
        }
    }

    synchronized void sent(int phase) {
        phases.get(phase).sent();
        recent.sent();
    }

    /** A request will have no outcome, as the run was stopped: it counts as not offered. */
    synchronized void takenBack(int phase) {
        phases.get(phase).takenBack();
    }

    synchronized void settle(Settled request) {
        Outcome outcome = Outcome.of(request.reply(), request.nanos(), setup.deadline());
        phases.get(request.phase()).add(request, outcome);
        recent.add(request, outcome);
    }

    /** What was sent and what was settled since the last call; no one else may change it any more. */
    synchronized Tally takeRecent() {
        Tally taken = recent;
        recent = new Tally();
        return taken;
    }

    /** The result of each phase, if the run lasted so many nanoseconds. */
    synchronized List<PhaseResult> results(long lasted) {
        List<PhaseResult> results = new ArrayList<>();
        for (int phase = 0; phase < phases.size(); phase++) {
            long nanos = Math.clamp(lasted - phase * setup.phaseNanos(), 0, setup.phaseNanos());
            results.add(PhaseResult.of(setup.loads().of(phase), nanos, phases.get(phase)));
        }
        return results;
    }
}
