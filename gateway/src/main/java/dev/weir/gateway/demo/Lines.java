package dev.weir.gateway.demo;

import java.io.PrintWriter;
import java.util.OptionalLong;

/** Appends a line a second. */
final class Lines implements View {
    private static final String ROW = "%4s %6s %9s %9s %9s %9s %8s %8s %8s %10s %8s%n";

    private final PrintWriter out;

    Lines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String run, OptionalLong bound) {
        out.print(Text.format(
                "%n" + run + Text.limit(bound) + "; each second:%n" + ROW,
                "s",
                "load",
                "offered",
                "in time",
                "late",
                "refused",
                "failed",
                "p50 ms",
                "p99 ms",
                "at origin",
                bound.isPresent() ? "held" : ""));
        out.flush();
    }

    @Override
    public void second(Reading now) {
        Tally recent = now.recent();
        out.print(Text.format(
                ROW,
                now.second(),
                Text.load(now.load()),
                Text.count(recent.offered()),
                Text.count(recent.count(Outcome.IN_TIME)),
                Text.count(recent.count(Outcome.LATE)),
                Text.count(recent.count(Outcome.REFUSED)),
                Text.count(recent.count(Outcome.FAILED)),
                Text.millis(recent.answerMillis(50)),
                Text.millis(recent.answerMillis(99)),
                Text.count(now.atOrigin()),
                now.held().isPresent() ? Text.count(now.held()) : ""));
        out.flush();
    }
}
