package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrialsTest {
    /** A list of at most thirty numbers below a thousand. */
    private static List<Integer> numbers(Choices choices) {
        List<Integer> numbers = new ArrayList<>();
        for (int left = choices.below(30); left > 0; left--) {
            numbers.add(choices.below(1_000));
        }
        choices.note("numbers", numbers);
        return numbers;
    }

    private static AssertionError failing(Trials.Trial trial) {
        return catchThrowableOfType(
                AssertionError.class, () -> Trials.seeded(1, 100).run(trial));
    }

    // The smallest list with a number over 500 is that of 501.
    @Test
    void run_ofATestThatFails_tellsTheSmallestCase() {
        AssertionError told =
                failing(choices -> assertThat(numbers(choices)).as("small ones").allMatch(number -> number <= 500));
        assertThat(told)
                .hasMessageContaining("numbers: [501]\n")
                .hasMessageContaining("Choices.replay(\"1,501\")")
                .hasMessageContaining("-Dweir.seed=")
                .hasMessageContaining("small ones");
        assertThat(told.getCause()).isInstanceOf(AssertionError.class);
        assertThat(told.getSuppressed()).hasSize(1);
    }

    // Two choices that depend on each other: what is between them goes away.
    @Test
    void run_ofATestThatNeedsTwo_leavesThoseTwo() {
        AssertionError told = failing(choices -> assertThat(
                        numbers(choices).stream().filter(n -> n > 100).count())
                .isLessThan(2));
        assertThat(told).hasMessageContaining("numbers: [101, 101]\n");
    }

    // A smaller case that fails in another way is not taken.
    @Test
    void run_ofATestThatFailsInTwoWays_keepsToTheFirst() {
        AssertionError told = failing(choices -> {
            List<Integer> numbers = numbers(choices);
            if (numbers.size() == 1) {
                throw new IllegalStateException("another way");
            }
            assertThat(numbers).allMatch(number -> number <= 500);
        });
        assertThat(told).hasMessageContaining("numbers: [0, 501]\n");
    }

    // What is told can be had again.
    @Test
    void replay_ofWhatWasDrawn_givesTheSame() {
        Choices choices = Choices.seeded(17);
        List<Integer> numbers = numbers(choices);
        boolean happens = choices.oneIn(2);
        String one = choices.of(List.of("a", "b", "c"));
        int between = choices.between(5, 9);
        Choices again = Choices.replay(choices.toString());
        assertThat(numbers(again)).isEqualTo(numbers);
        assertThat(again.oneIn(2)).isEqualTo(happens);
        assertThat(again.of(List.of("a", "b", "c"))).isEqualTo(one);
        assertThat(again.between(5, 9)).isEqualTo(between).isBetween(5, 9);
        assertThat(again).hasToString(choices.toString());
        assertThat(numbers(Choices.seeded(17))).isEqualTo(numbers);
    }

    @Test
    void replay_beyondWhatWasDrawn_givesZero() {
        Choices choices = Choices.replay("7, 3");
        assertThat(choices.below(5)).isEqualTo(4);
        assertThat(choices.between(2, 9)).isEqualTo(5);
        assertThat(choices.below(5)).isZero();
        assertThat(choices.oneIn(2)).isFalse();
        assertThat(Choices.replay("").between(3, 4)).isEqualTo(3);
    }

    // Where threads decide too, a failure may not come again: the case is told as it was.
    @Test
    void run_ofATestThatFailsOnce_saysSo() {
        List<Choices> runs = new ArrayList<>();
        AssertionError told = failing(choices -> {
            numbers(choices);
            runs.add(choices);
            assertThat(runs).hasSizeGreaterThan(1);
        });
        assertThat(told)
                .hasMessageContaining("but not again with the same choices")
                .hasMessageContaining("Choices.replay(\"" + runs.getFirst() + "\")");
    }

    @Test
    void run_withoutTries_tellsTheCaseAsItIs() {
        assertThatThrownBy(() -> Trials.seeded(1, 1).shrinking(0, Duration.ZERO).run(choices -> {
                    numbers(choices);
                    throw new IllegalStateException("bad");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("after 0 tries")
                .hasRootCauseMessage("bad");
    }

    @Test
    void run_ofATestThatHolds_runsAllSeeds() {
        List<String> drawn = new ArrayList<>();
        Trials.seeded(5, 20).run(choices -> {
            numbers(choices);
            drawn.add(choices.toString());
        });
        assertThat(drawn).hasSize(20);
        assertThat(drawn).first().isEqualTo(drawnBy(5));
    }

    private static String drawnBy(long seed) {
        Choices choices = Choices.seeded(seed);
        numbers(choices);
        return choices.toString();
    }

    @Test
    void draws_thatCannotBe_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choices.seeded(1).below(0))
                .withMessage("there must be >= 1 things to choose from but there were 0");
        Choices choices = Choices.replay("");
        assertThatThrownBy(() -> {
                    while (!choices.oneIn(2)) {
                        choices.note("still", "waiting");
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("also if all that it draws is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Trials.seeded(1, -1));
    }
}
