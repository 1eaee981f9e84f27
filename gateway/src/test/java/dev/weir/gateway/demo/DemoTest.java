package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Demos that run. How fast this machine is must not matter here. */
class DemoTest {
    private final List<String> runs = new ArrayList<>();
    private final Stop stop = new Stop();

    /** Stops it in the first second of the run with this number. */
    private View stoppingIn(int run) {
        return new View() {
            @Override
            public void begin(String title, OptionalLong bound) {
                runs.add(title);
            }

            @Override
            public void second(Reading reading) {
                if (runs.size() == run) {
                    stop.request();
                }
            }
        };
    }

    private static void assertAddsUp(PhaseResult phase) {
        assertThat(phase.inTime() + phase.late() + phase.refused() + phase.failed())
                .as(phase.toString())
                .isEqualTo(phase.offered());
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Set<String> ours = Set.of("origin-timer", "demo-view");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (ours.contains(thread.getName())) {
                assertThat(thread.join(Duration.ofSeconds(10)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void run_toItsEnd_accountsForEachRequestOfTheSchedule() throws IOException {
        Setup setup = Setups.of(Duration.ofMillis(500), 0.2, 3.0);
        DemoResult result = new Demo(setup, stoppingIn(0), stop).run();

        assertThat(result.stopped()).isFalse();
        assertThat(runs).containsExactly("without protection", "through the gateway");
        int scheduled = Schedule.of(setup).size();
        for (RunResult run : List.of(result.bare(), result.shielded())) {
            assertThat(run.phases()).hasSize(2).allSatisfy(DemoTest::assertAddsUp);
            assertThat(run.phases().stream().mapToLong(PhaseResult::offered).sum())
                    .isEqualTo(scheduled);
        }
        assertThat(result.shielded().heldMax().orElseThrow())
                .isBetween(1L, result.shielded().bound().orElseThrow());
        assertThat(result.bare().phases().getFirst().offered()).isPositive();
        assertThat(result.shielded().phases().getFirst().offered()).isPositive();
    }

    @Test
    void run_stoppedInTheFirstRun_hasWhatThereIs() throws IOException {
        DemoResult result = new Demo(Setups.of(Duration.ofMinutes(5), 0.5, 0.5), stoppingIn(1), stop).run();
        assertThat(result.stopped()).isTrue();
        assertThat(result.bare().phases()).hasSize(2).allSatisfy(DemoTest::assertAddsUp);
        assertThat(result.bare().phases().getFirst().offered()).isPositive();
        assertThat(result.bare().phases().getLast().offered()).isZero();
        assertThat(result.shielded()).isEqualTo(RunResult.NONE);
    }

    @Test
    void run_stoppedInTheSecondRun_hasWhatThereIs() throws IOException {
        DemoResult result = new Demo(Setups.of(Duration.ofMillis(1200), 0.5), stoppingIn(2), stop).run();
        assertThat(result.stopped()).isTrue();
        assertThat(Stream.of(result.bare(), result.shielded()))
                .allSatisfy(run -> assertThat(run.phases()).hasSize(1).allSatisfy(DemoTest::assertAddsUp));
    }
}
