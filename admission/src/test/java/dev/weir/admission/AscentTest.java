package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A limit goes down at once, and up only as fast as what it does is seen. */
class AscentTest {
    private final Ascent ascent = new Ascent();

    private void left(int many, int meant, boolean quickly) {
        for (int i = 0; i < many; i++) {
            ascent.left(meant, quickly);
        }
    }

    @Test
    void less_isTakenAtOnce() {
        left(1, 5, false);
        assertThat(ascent.limit()).isEqualTo(5);
    }

    @Test
    void more_isComeToInStepsOfAQuarterOfWhichEachIsSeen() {
        left(31, 20, false);
        left(28, 500, false);
        assertThat(ascent.limit()).isEqualTo(20);
        left(1, 500, false);
        assertThat(ascent.limit()).isEqualTo(26); // 60 have left
        left(77, 500, false);
        assertThat(ascent.limit()).isEqualTo(26);
        left(1, 500, false);
        assertThat(ascent.limit()).isEqualTo(34); // and 78 more
    }

    @Test
    void more_isComeToSoonWhileNothingTellsThatThereIsNoMore() {
        left(32, 500, true);
        assertThat(ascent.limit()).isEqualTo(129);
        left(129, 500, true);
        assertThat(ascent.limit()).isEqualTo(500);
    }

    @Test
    void step_doesNotGoBeyondWhatIsMeant() {
        left(20, 20, false);
        left(40, 21, false);
        assertThat(ascent.limit()).isEqualTo(21);
    }
}
