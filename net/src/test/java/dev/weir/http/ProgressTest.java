package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as progress, by a clock that is a number. */
class ProgressTest {
    private final Progress progress = new Progress(10, 0);

    @Test
    void slowFor_aByteNowAndThen_addsUpUntilThereAreEnough() {
        progress.waits(0);
        for (int second = 1; second < 10; second++) {
            progress.moved(1, second);
            assertThat(progress.slowFor(second)).isEqualTo(second);
        }
        assertThat(progress.tooLittle()).isEqualTo(9);
        progress.moved(1, 10);
        assertThat(progress.slowFor(10)).isZero();
        assertThat(progress.slowFor(13)).isEqualTo(3);
    }

    @Test
    void slowFor_whileItIsNotThePeersTurn_standsStill() {
        progress.waits(0);
        progress.holds(4);
        progress.holds(5); // it has been so before
        assertThat(progress.slowFor(1_000)).isZero();
        progress.waits(1_000);
        progress.waits(1_001);
        assertThat(progress.slowFor(1_003))
                .as("four before, and three since it goes on")
                .isEqualTo(7);
    }

    @Test
    void onWait_isRunOnceWhenItIsThePeersTurn() {
        int[] told = {0};
        progress.onWait(() -> told[0]++);
        progress.holds(1);
        assertThat(told[0]).isZero();
        progress.waits(2);
        progress.holds(3);
        progress.waits(4);
        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void slowFor_afterEnoughHasMovedWhileItWasHeld_beginsAnew() {
        progress.waits(0);
        progress.holds(4);
        progress.moved(25, 5);
        progress.waits(6);
        assertThat(progress.slowFor(8)).isEqualTo(2);
        assertThat(progress.tooLittle()).isZero();
    }

    @Test
    void rests_whateverWas_isForgotten() {
        progress.waits(0);
        progress.moved(9, 5);
        progress.rests();
        assertThat(progress.slowFor(7)).isZero();
        progress.waits(8);
        assertThat(progress.slowFor(9)).isEqualTo(1);
        progress.moved(9, 10);
        assertThat(progress.slowFor(10)).as("the nine before count no more").isEqualTo(2);
    }

    @Test
    void silentFor_ofAPeerThatIsWaitedFor_isTheTimeSinceAnythingMoved() {
        assertThat(progress.silentFor(5)).isZero();
        progress.waits(5);
        assertThat(progress.silentFor(7)).isEqualTo(2);
        progress.moved(1, 8);
        assertThat(progress.silentFor(9)).isEqualTo(1);
        progress.holds(10);
        assertThat(progress.silentFor(20)).isZero();
    }

    /** Where no number is asked for, nothing at all is still no progress. */
    @Test
    void slowFor_withNothingAskedFor_isTheTimeSinceAnyByte() {
        Progress any = new Progress(0, 0);
        any.waits(0);
        any.moved(0, 3);
        assertThat(any.slowFor(3)).isEqualTo(3);
        any.moved(1, 4);
        assertThat(any.slowFor(6)).isEqualTo(2);
    }
}
