package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forks take turns, and one that fails does not end the others. */
class RoundsTest {
    private final List<String> order = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final StringWriter progress = new StringWriter();

    private Score fork(Subject subject, Build build) {
        order.add(subject.contender() + "@" + build.name());
        boolean failsOnce = subject.contender().equals("pekko") && order.size() == 1;
        if (failsOnce || subject.contender().equals("reactor")) {
            throw new IllegalStateException("no route");
        }
        return Results.score(order.size());
    }

    private static Subject hop(String contender) {
        return Results.hop(contender, 16, 1).subject();
    }

    private void measure(List<Subject> subjects, List<Build> builds) {
        new Rounds(2, this::fork, this::fork, new PrintWriter(progress)).measure(subjects, builds, outcomes::add);
    }

    @Test
    void rounds_ofTwoBuilds_areInTurns() {
        measure(List.of(hop("weir"), hop("weirEmit")), List.of(Results.NOW, new Build("then", "then.jar")));
        assertThat(order)
                .containsExactly(
                        "weir@now",
                        "weir@then",
                        "weirEmit@now",
                        "weirEmit@then",
                        "weir@now",
                        "weir@then",
                        "weirEmit@now",
                        "weirEmit@then");
        assertThat(outcomes.getLast().results())
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.scores()).hasSize(2));
    }

    @Test
    void fork_thatFails_isToldAndTriedAgain() {
        measure(List.of(hop("reactor"), hop("weir")), List.of(Results.NOW));
        assertThat(order).containsExactly("reactor@now", "weir@now", "reactor@now", "weir@now");
        assertThat(outcomes.getLast().failures())
                .containsEntry("W2 capacity=16 reactor (now)", "in 2 of 2 rounds: no route");
        assertThat(progress.toString())
                .contains(
                        "round 1 of 2, 1 of 4: W2 capacity=16 reactor failed; ",
                        "round 1 of 2, 2 of 4: W2 capacity=16 weir 2.00 ns/item; ",
                        "round 2 of 2, 4 of 4: W2 capacity=16 weir 4.00 ns/item; 0 s left");
    }

    @Test
    void fork_thatFailsOnce_hasTheOtherRoundsNumbers() {
        measure(List.of(hop("pekko")), List.of(Results.NOW));
        assertThat(outcomes.getFirst().results()).isEmpty();
        assertThat(outcomes.getLast().results())
                .singleElement()
                .satisfies(result -> assertThat(result.scores()).hasSize(1));
        assertThat(outcomes.getLast().failures())
                .containsEntry("W2 capacity=16 pekko (now)", "in 1 of 2 rounds: no route");
    }

    @Test
    void timeLeft_isInSecondsOrMinutes() {
        assertThat(Rounds.left(Duration.ofSeconds(99))).isEqualTo("99 s left");
        assertThat(Rounds.left(Duration.ofSeconds(130))).isEqualTo("2 min left");
    }
}
