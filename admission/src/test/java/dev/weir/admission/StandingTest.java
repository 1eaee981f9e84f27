package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A queue stands if it has not been short for a time, until hardly anything has waited for a while; brief is 10, patience 100. */
class StandingTest {
    private final Standing standing = new Standing();

    private boolean after(double wait, long now) {
        standing.notice(wait, 10, 100, now);
        return standing.isOver();
    }

    @Test
    void queue_thatIsShortNowAndThen_isABurst() {
        for (long now = 0; now < 1_000; now += 50) {
            assertThat(after(200, now)).isFalse();
            assertThat(after(10, now + 25)).isFalse();
        }
    }

    private void stands() {
        assertThat(after(11, 0)).isFalse();
        assertThat(after(11, 100)).isFalse();
        assertThat(after(11, 101)).isTrue();
    }

    @Test
    void queue_thatIsNeverShort_standsUntilHardlyAnythingHasWaitedForAWhile() {
        stands();
        assertThat(after(5, 200)).as("a short one is not gone").isTrue();
        for (long now = 205; now < 240; now += 5) {
            assertThat(after(0, now)).isTrue();
        }
        assertThat(after(3, 240)).as("somebody waited meanwhile").isTrue();
        for (long now = 245; now < 280; now += 5) {
            assertThat(after(2, now)).as("hardly").isTrue();
        }
        assertThat(after(0, 280)).isFalse();
        assertThat(after(11, 300)).as("it begins anew").isFalse();
    }

    /** What comes after a stall comes at once: a burst that would be let in if the queue were taken to be gone. */
    @Test
    void queue_ofWhichNothingWasHeard_standsUntilItIsLong() {
        stands();
        assertThat(after(0, 190)).as("not for long").isTrue();
        assertThat(after(0, 290)).as("for too long").isFalse();
    }
}
