package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, given) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage());
                    return 2;
                })
                .execute(args);
    }

    private void assertRefused(String message, String... args) {
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void load_notANumber_isRefused() {
        assertRefused("a load must be a number > 0 and <= 100 but was 'x'; give multiples of", "--load", "1,x");
    }

    @Test
    void duration_tooShort_isRefused() {
        assertRefused("--duration must be >= 80ms for 4 phases in each of 2 runs but was 5ms;", "--duration", "5ms");
    }

    @Test
    void duration_notATime_isRefused() {
        assertRefused("soon", "--duration", "soon");
    }

    @Test
    void maxWait_tooLong_isRefused() {
        assertRefused("--max-wait must be > 0 and <= 960ms", "--max-wait", "2s");
    }

    @Test
    void port_taken_isRefusedBeforeAnythingRuns() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused("--port must be free but " + port + " cannot be had", "--port", port);
        }
    }

    @Test
    void help_isPrinted_withTheDefaults() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("(default: 48s)", "(default: 0.5,1,3,0.5)");
    }

    @Test
    void json_ofAShortDemo_isOneObjectAndNothingElse() {
        assertThat(run("--json", "--duration", "1s", "--load", "0.2,0.4", "--seed", "3"))
                .isZero();
        JsonNode json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out.toString());
        assertThat(json.propertyNames())
                .containsExactly(
                        "capacity",
                        "seed",
                        "maxWaitMs",
                        "serviceMs",
                        "deadlineMs",
                        "stopped",
                        "unprotected",
                        "protected");
        assertThat(json.get("seed").asLong()).isEqualTo(3);
        assertThat(json.get("protected").get("bound").asLong()).isPositive();
        for (JsonNode run : List.of(json.get("unprotected"), json.get("protected"))) {
            assertThat(run.get("phases")).hasSize(2);
            run.get("phases").forEach(DemoCommandTest::assertAddsUp);
        }
    }

    private static void assertAddsUp(JsonNode phase) {
        long sum = List.of("inTime", "late", "refused", "failed").stream()
                .mapToLong(name -> phase.get(name).asLong())
                .sum();
        assertThat(sum).isEqualTo(phase.get("offered").asLong()).isPositive();
    }

    @Test
    void text_ofAShortDemo_endsWithTheTables() {
        assertThat(run("--duration", "400ms", "--load", "0.5")).isZero();
        assertThat(out.toString())
                .startsWith("A service that can handle 800 requests a second gets 0.5x of that, 200ms each (seed 1).")
                .contains("through the gateway", "the bound computed before the start is");
        assertThat(err.toString()).isEmpty();
    }
}
