package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A workload that is a program runs in a JVM of its own and prints what it came to. */
class ProgramForkTest {
    /** Echoes what it was given. */
    @Workload(id = "X", title = "an echo")
    public static final class Echo {
        public static final List<String> CONTENDERS = List.of("floor", "weir");
        public static final Map<String, List<String>> PARAMETERS = Map.of("flows", List.of("10", "20"));

        private Echo() {}

        public static void main(String[] args) {
            if (args[0].equals("floor")) {
                throw new IllegalStateException("there is no floor");
            }
            System.out.println("heard " + args[1]);
            System.out.println("bytes " + args[1].split("=", 2)[1]);
            System.out.println("wake-ups per item 0.5");
        }
    }

    @Test
    void contest_ofAProgram_hasItsConstants() {
        Contest contest = Contest.of(Echo.class, false);
        assertThat(contest.isProgram()).isTrue();
        assertThat(contest.subjects())
                .extracting(Subject::name)
                .containsExactly("X flows=10 floor", "X flows=10 weir", "X flows=20 floor", "X flows=20 weir");
    }

    @Test
    void program_thatPrintsMetrics_isRead() {
        Subject subject = Contest.of(Echo.class, false).subjects().getLast();
        Score score = new ProgramFork().measure(subject, Build.now());
        assertThat(score.metrics()).containsExactly(Map.entry("bytes", 20.0), Map.entry("wake-ups per item", 0.5));
        assertThat(score.main()).isEqualTo("bytes");
    }

    @Test
    void program_thatFails_isToldWithWhatItSaid() {
        Subject subject = Contest.of(Echo.class, false).subjects().getFirst();
        assertThatThrownBy(() -> new ProgramFork().measure(subject, Build.now()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("java flows=10 must end with 0 but ended with 1", "there is no floor");
    }

    @Test
    void output_withoutMetrics_isRefused() {
        assertThatThrownBy(() -> ProgramFork.score("all is well\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a program must print lines of a metric and its value, such as 'bytes 152.0',"
                        + " but printed:\nall is well\n");
    }
}
