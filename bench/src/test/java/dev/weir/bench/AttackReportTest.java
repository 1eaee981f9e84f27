package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.attacks.Attacks;
import dev.weir.bench.attacks.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of an attack is told in tables and in JSON. */
class AttackReportTest {
    private static Finding finding(String id, Map<String, Double> numbers, List<String> notes) {
        return new Finding(
                Attacks.named(List.of(id)).getFirst(),
                numbers,
                Map.of("GOAWAY ENHANCE_YOUR_CALM", 3),
                notes,
                List.of("1: 10 [B"));
    }

    @Test
    void tables_tellHowItWasCutOff() {
        Finding ping = finding(
                "h2-ping",
                Map.of(
                        "units",
                        6_000.0,
                        "connections",
                        3.0,
                        "cutAfterMs.median",
                        12.0,
                        "cutAfterMs.max",
                        20.0,
                        "neverCut",
                        0.0),
                List.of("it coughed"));
        Grid cuts = AttackReport.tables(List.of(ping)).getFirst();
        assertThat(cuts.rows().getLast())
                .containsExactly("h2-ping", "frame", "6,000", "3", "GOAWAY ENHANCE_YOUR_CALM (3)", "12.0", "20.0", "0");
        assertThat(cuts.notes()).containsExactly("h2-ping: it coughed");
        assertThat(AttackReport.line(ping))
                .startsWith("h2-ping")
                .contains("cut off: {GOAWAY ENHANCE_YOUR_CALM=3}; heap - to - MiB");
    }

    @Test
    void tables_ofRest_tellWhatAConnectionCosts() {
        Finding idle = finding(
                "h1-idle",
                Map.of("connections", 8_000.0, "heapBytes.connection", 2_048.0, "heapMiB.100000", 195.3),
                List.of());
        Grid last = AttackReport.tables(List.of(idle)).getLast();
        assertThat(last.title()).isEqualTo("What a connection costs that rests");
        assertThat(last.rows().getLast()).containsExactly("h1-idle", "8,000", "2,048", "-", "-", "195");
    }

    @Test
    void files_haveAllNumbers(@TempDir Path folder) throws Exception {
        AttackReport.write(folder, List.of(finding("h2-ping", Map.of("units", 5.0, "nan", Double.NaN), List.of())));
        assertThat(Files.readString(folder.resolve("results.json")))
                .contains("\"attack\" : \"h2-ping\"", "\"units\" : 5.0", "\"limit\" : ", "1: 10 [B")
                .doesNotContain("NaN");
        assertThat(Files.readString(folder.resolve("results.md"))).startsWith("# Results\n\n## How attackers");
    }
}
