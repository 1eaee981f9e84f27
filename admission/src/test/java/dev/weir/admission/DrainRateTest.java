package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The rate is that of a busy place, and falls when nothing moves. */
class DrainRateTest {
    private static final long MILLI = 1_000_000;

    private final DrainRate rate = new DrainRate();
    private long now;

    private void pass(int items, long every) {
        for (int i = 0; i < items; i++) {
            rate.entered(now);
            now += every;
            rate.left(now);
        }
    }

    @Test
    void rate_beforeAnythingLeft_isUnknown() {
        rate.entered(now);
        assertThat(rate.perSecond(now + 1000 * MILLI)).isZero();
    }

    @Test
    void rate_ofASteadyPlace_isExact() {
        pass(2000, 2 * MILLI);
        assertThat(rate.perSecond(now)).isCloseTo(500, within(5.0));
    }

    @Test
    void rate_ofAPlaceThatIsSeldomBusy_countsBusyTimeOnly() {
        for (int i = 0; i < 100; i++) {
            pass(1, 20 * MILLI);
            now += 10_000 * MILLI;
        }
        assertThat(rate.perSecond(now)).isCloseTo(50, within(1.0));
    }

    @Test
    void rate_whenNothingMovesAnyMore_fallsWithEveryLook() {
        pass(1000, MILLI);
        rate.entered(now);
        double before = rate.perSecond(now);
        double after2 = rate.perSecond(now + 2_000 * MILLI);
        double after20 = rate.perSecond(now + 20_000 * MILLI);
        assertThat(after2).isLessThan(before / 10);
        assertThat(after20).isLessThan(after2 / 5);
        assertThat(rate.inside()).isEqualTo(1);
    }

    @Test
    void rate_afterWithdrawals_isThatOfWhatWasDone() {
        pass(500, MILLI);
        double before = rate.perSecond(now);
        for (int i = 0; i < 100; i++) {
            rate.entered(now);
            rate.withdrawn(now);
        }
        assertThat(rate.perSecond(now)).isEqualTo(before);
    }

    // Work that is given up was in the way while it was there, and then the place is as empty as if it had been done.
    @Test
    void rate_afterTheLastWasGivenUp_doesNotCountTheTimeSince() {
        now = Long.MAX_VALUE - 15 * MILLI; // which the clock passes
        pass(2, 10 * MILLI);
        assertThat(rate.perSecond(now)).isCloseTo(100, within(0.1));
        rate.entered(now);
        now += 10 * MILLI;
        rate.withdrawn(now);
        assertThat(rate.inside()).isZero();
        assertThat(rate.perSecond(now + 1_000_000 * MILLI)).isCloseTo(50, within(0.1));
    }

    // Work that counts for more drains more.
    @Test
    void left_inAmounts_countsThese() {
        for (int i = 0; i < 40; i++) {
            rate.entered(i * 100_000_000L);
            rate.left((i + 1) * 100_000_000L, i % 2 == 0 ? 0.5 : 3.5);
        }
        assertThat(rate.perSecond(4_000_000_000L)).isCloseTo(20, org.assertj.core.api.Assertions.within(1.0));
    }
}
