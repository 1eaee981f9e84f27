package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.stream.Collectors;

/** What a demo came to, as a table for people, at most 100 columns wide. */
final class Report {
    static final String BARE = "without protection";
    static final String SHIELDED = "through the gateway";

    private static final String ROW = "%6s %8s %8s %8s %8s %7s %8s %7s %7s %7s %7s %6s%n";

    private Report() {}

    /** What will be done. */
    static String heading(Setup setup) {
        String loads = setup.loads().multiples().stream().map(Text::load).collect(Collectors.joining(", "));
        return Text.format(
                "A service that can handle %d requests a second gets %s of that, %s each (seed %d).",
                Setup.CAPACITY, loads, Text.duration(Duration.ofNanos(setup.phaseNanos())), setup.seed());
    }

    static String of(DemoResult result) {
        return run(BARE, result.bare())
                + run(SHIELDED, result.shielded())
                + held(result.shielded())
                + legend(result.setup())
                + notes(result);
    }

    private static String run(String title, RunResult run) {
        if (run.phases().isEmpty()) {
            return Text.format("%n%s: not begun%n", title);
        }
        StringBuilder text = new StringBuilder(Text.format("%n%-59s%16s%16s%n", title, "answers, ms", "refusals, ms"));
        text.append(Text.format(
                ROW, "load", "offered", "in time", "late", "refused", "failed", "goodput", "p50", "p99", "p50", "p99",
                "retry"));
        run.phases().forEach(phase -> text.append(row(phase)));
        return text.toString();
    }

    private static String row(PhaseResult phase) {
        return Text.format(
                ROW,
                Text.load(phase.load()),
                Text.count(phase.offered()),
                Text.count(phase.inTime()),
                Text.count(phase.late()),
                Text.count(phase.refused()),
                Text.count(phase.failed()),
                Text.percent(phase.goodputShare()),
                Text.millis(phase.answerP50Ms()),
                Text.millis(phase.answerP99Ms()),
                Text.millis(phase.refusalP50Ms()),
                Text.millis(phase.refusalP99Ms()),
                Text.seconds(phase.retryAfterSeconds()));
    }

    private static String held(RunResult run) {
        return run.phases().isEmpty()
                ? ""
                : Text.format(
                        "   the gateway held at most %s requests; the bound computed before the start is %s%n",
                        Text.count(run.heldMax()), Text.count(run.bound()));
    }

    private static String legend(Setup setup) {
        return Text.format("""

                in time   answered with 200 within %s of the intended send
                late      answered with 200 after that, or given up by the client after %s
                refused   answered with 503 and Retry-After; retry is its median
                goodput   answered in time, as a share of the %d a second that the origin can serve; over 100%%
                          where what waits at the end of a phase is served after it
                """, Text.duration(setup.deadline()), Text.duration(Setup.PATIENCE), Setup.CAPACITY);
    }

    private static String notes(DemoResult result) {
        String stopped = result.stopped() ? "note: stopped before the end; what was under way is not counted\n" : "";
        return late(BARE, result.bare()) + late(SHIELDED, result.shielded()) + stopped;
    }

    private static String late(String title, RunResult run) {
        double millis = run.generatorLateP99Ms().orElse(0);
        return millis <= 1
                ? ""
                : Text.format(
                        "note: %s, 1%% of requests were sent %.1f ms late or more (generatorLateP99Ms)%n",
                        title, millis);
    }
}
