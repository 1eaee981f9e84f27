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

    @Test
    void queue_thatIsNeverShort_standsUntilHardlyAnythingHasWaitedForAWhile() {
        assertThat(after(11, 0)).isFalse();
        assertThat(after(11, 100)).isFalse();
        assertThat(after(11, 101)).isTrue();
        assertThat(after(5, 200)).as("a short one is not gone").isTrue();
        assertThat(after(0, 201)).isTrue();
        assertThat(after(3, 230)).as("somebody waited meanwhile").isTrue();
        assertThat(after(2, 260)).as("hardly").isTrue();
        assertThat(after(0, 269)).isTrue();
        assertThat(after(0, 270)).isFalse();
        assertThat(after(11, 300)).as("it begins anew").isFalse();
    }
}
