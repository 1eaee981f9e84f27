package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people and programs read. */
class ReportTest {
    private static final Outcome OUTCOME = new Outcome(Results.hops(), Map.of("W2 capacity=16 pekko (now)", "it hung"));

    @Test
    void table_ofAWorkload_hasAllRatios() {
        assertThat(Tables.of(Results.hops()).getFirst().text()).isEqualTo("""
                W2 one hop between two threads capacity=16
                contender  ns/item    min    max  bytes/item  / floorRing  / best peer
                floorRing     40.0   30.0   50.0        16.0         1.00       0.0091
                weir           110    100    120        16.0         2.75       0.0250
                reactor      4,400  4,400  4,400        16.0          110         1.00""");
    }

    @Test
    void table_forAPage_isMarkdown() {
        assertThat(Tables.of(Results.hops()).get(1).markdown()).startsWith("""
                ## W2 one hop between two threads capacity=256

                | contender | ns/item | min | max | bytes/item | / floorRing | / best peer |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                | floorRing | 8.00 | 8.00 | 8.00 | 16.0 | 1.00 | 0.0364 |
                """);
    }

    @Test
    void comparison_ofTwoBuilds_hasTheRatioOfEachRow() {
        Build then = new Build("abc123", "then.jar");
        List<Result> results = List.of(
                Results.hop("weir", 16, 100), Results.hop("weir", 16, then, 200), Results.hop("weirEmit", 16, 1));
        assertThat(Comparison.of(results, Results.NOW, then))
                .as("what was measured with both")
                .singleElement()
                .satisfies(grid -> assertThat(grid.text()).isEqualTo("""
                        W2 one hop between two threads capacity=16
                        ns/item  now  min  max  abc123  min  max  now / abc123
                        weir     100  100  100     200  200  200          0.50"""));
    }

    @Test
    void json_hasWhatEachForkCameTo() {
        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(Effort.usual(3), OUTCOME));
        assertThat(json.at("/rounds").asInt()).isEqualTo(3);
        JsonNode weir = json.at("/results/1");
        assertThat(weir.at("/workload").asString()).isEqualTo("W2");
        assertThat(weir.at("/contender").asString()).isEqualTo("weir");
        assertThat(weir.at("/parameters/capacity").asString()).isEqualTo("16");
        assertThat(weir.at("/metrics/ns~1item/median").asDouble()).isEqualTo(110);
        assertThat(weir.at("/metrics/ns~1item/rounds/1").asDouble()).isEqualTo(120);
        assertThat(weir.at("/ratios/floorRing").asDouble()).isEqualTo(2.75);
        assertThat(weir.at("/ratios/bestPeer").asDouble()).isEqualTo(0.025);
        assertThat(json.at("/failures").get("W2 capacity=16 pekko (now)").asString())
                .isEqualTo("it hung");
    }

    @Test
    void plots_ofThreeCapacities_areBarsAndLines() {
        Map<String, String> plots = Plots.of(Results.hops());
        assertThat(plots).containsOnlyKeys("W2.svg", "W2-over-capacity.svg");
        assertThat(plots.get("W2.svg")).contains("<title>reactor: 4,400</title>", ">capacity=256</text>");
        assertThat(plots.get("W2-over-capacity.svg"))
                .contains("<title>weir: 9.00</title>", ">1,024</text>")
                .containsPattern("<polyline points=\"70\\.0,[\\d.]+ .* 580\\.0,");
    }

    @Test
    void plots_ofTwoCapacities_haveNoLines() {
        assertThat(Plots.of(Results.hops().subList(0, 6))).containsOnlyKeys("W2.svg");
    }

    @Test
    void scale_ofValues_goesFromPowerToPowerOfTen() {
        Scale scale = Scale.ofPowers(List.of(2.0, 300.0), 0, 90);
        assertThat(scale.marks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(scale.place(10)).isEqualTo(30);
        assertThat(scale.place(0)).isZero();
    }

    @Test
    void report_writesAllFiles(@TempDir Path folder) throws IOException {
        new Report(folder, Effort.small()).write(OUTCOME, Tables.of(OUTCOME.results()), Plots.of(OUTCOME.results()));
        assertThat(folder).isDirectoryContaining("glob:**/results.json").isDirectoryContaining("glob:**/W2.svg");
        assertThat(Files.readString(folder.resolve("results.md"))).startsWith("# Results\n\nJava ");
    }

    @Test
    void efforts_areSaid() {
        assertThat(Effort.usual(3)).hasToString("3 rounds of 5 x 300 ms, after 5 x 300 ms to warm up");
        assertThat(Effort.small()).hasToString("1 round of 3 x 100 ms, after 3 x 100 ms to warm up");
    }
}
