package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    private static Reading reading() {
        Tally recent = new Tally();
        for (int i = 0; i < 1200; i++) {
            recent.sent();
            var ok = new Settled(0, 0, new Reply.Answer(200, OptionalLong.empty()), 25_000_000);
            recent.add(ok, Outcome.IN_TIME);
        }
        return new Reading(13, 24, 3, recent, 130, OptionalLong.of(199));
    }

    @Test
    void lines_eachSecond_appendsALine() {
        View view = new Lines(out);
        view.begin("through the gateway", OptionalLong.of(1154));
        view.second(reading());
        view.second(reading());
        String row =
                "  13     3x     1,200     1,200         0         0        0       25       25        130      199";
        assertThat(written.toString().lines())
                .hasSize(5)
                .contains(
                        "through the gateway: computed before the start, it holds at most 1,154 requests; each second:")
                .endsWith(row, row)
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void bars_eachSecond_areDrawnOverThoseBefore() {
        View view = new Bars(out, 2400, false, false);
        view.begin("through the gateway", OptionalLong.of(1154));
        view.second(reading());
        view.second(reading());
        assertThat(written.toString())
                .contains("  in time    1,200/s " + "#".repeat(24) + "\u001b[K")
                .contains("  at the origin 130, held 199 of 1,154")
                .containsOnlyOnce("\u001b[8A");
    }

    @Test
    void bars_withoutColours_haveNone() {
        new Bars(out, 2400, false, true).second(reading());
        assertThat(written.toString()).contains("█".repeat(24)).doesNotContain("m█");
    }

    @Test
    void bars_withColours_endEachAgain() {
        new Bars(out, 2400, true, true).second(reading());
        assertThat(written.toString()).contains("\u001b[32m" + "█".repeat(24) + "\u001b[0m");
    }
}
