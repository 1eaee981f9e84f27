package dev.weir.gateway.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;

/**
 * Redraws a small table with bars each second, on a terminal: goes up over its own lines and writes them anew. Nothing else
 * may write there while a run goes on.
 */
final class Bars implements View {
    private static final int WIDTH = 48;
    private static final String CLEAR = "\u001b[K";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final double most;
    private final boolean coloured;
    private final String block;
    private String limit = "";
    private int drawn;

    /** On a terminal that has these characters and colours; the longest bar is so many requests a second. */
    Bars(PrintWriter out, double most, boolean coloured, boolean blocks) {
        this.out = out;
        this.most = most;
        this.coloured = coloured;
        this.block = blocks ? "█" : "#";
    }

    @Override
    public void begin(String run, OptionalLong bound) {
        limit = bound.isPresent() ? " of " + Text.count(bound) : "";
        drawn = 0;
        out.println();
        out.println(run + Text.limit(bound));
        out.flush();
    }

    @Override
    public void second(Reading now) {
        Tally recent = now.recent();
        List<String> lines = List.of(
                Text.format("  second %d of %d, load %s", now.second(), now.seconds(), Text.load(now.load())),
                bar("offered", recent.offered(), "90"),
                bar("in time", recent.count(Outcome.IN_TIME), "32"),
                bar("late", recent.count(Outcome.LATE), "33"),
                bar("refused", recent.count(Outcome.REFUSED), "36"),
                bar("failed", recent.count(Outcome.FAILED), "31"),
                Text.format(
                        "  answers p50 %s ms, p99 %s ms",
                        Text.millis(recent.answerMillis(50)), Text.millis(recent.answerMillis(99))),
                Text.format("  at the origin %s", Text.count(now.atOrigin()))
                        + (now.held().isPresent() ? ", held " + Text.count(now.held()) + limit : ""));
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        lines.forEach(line -> out.println(line + CLEAR));
        out.flush();
        drawn = lines.size();
    }

    private String bar(String name, long count, String colour) {
        int length = Math.clamp(Math.round(count / most * WIDTH), count > 0 ? 1 : 0, WIDTH);
        String bar = block.repeat(length);
        return Text.format("  %-8s %7s/s ", name, Text.count(count))
                + (coloured ? "\u001b[" + colour + "m" + bar + PLAIN : bar);
    }
}
