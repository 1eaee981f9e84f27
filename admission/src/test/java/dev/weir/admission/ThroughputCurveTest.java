package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The useful number is where the curve has become flat, and what was learned at one number stays. */
class ThroughputCurveTest {
    private long now;
    private final ThroughputCurve curve = new ThroughputCurve();

    /** A service of so many slots: each request takes 20 ms, or longer if it has to share. */
    private void see(int inside, int slots) {
        for (int i = 0; i < 20; i++) {
            curve.sample(inside, inside, 20_000_000L * Math.max(inside, slots) / slots, ++now);
        }
    }

    @Test
    void useful_whileThroughputGrows_isUnknown() {
        for (int inside = 1; inside <= 12; inside++) {
            see(inside, 16);
        }
        assertThat(curve.useful()).isZero();
        assertThat(curve.explored()).isEqualTo(12);
    }

    @Test
    void useful_whereItIsFlat_isWhereThatBegins() {
        for (int inside = 1; inside <= 200; inside++) {
            see(inside, 16);
        }
        assertThat(curve.useful()).isBetween(14, 20);
    }

    @Test
    void useful_afterALongOverload_hasNotDrifted() {
        for (int inside = 1; inside <= 200; inside++) {
            see(inside, 16);
        }
        int before = curve.useful();
        for (int i = 0; i < 1000; i++) {
            see(200, 16);
        }
        assertThat(curve.useful()).isEqualTo(before);
    }

    /** What many inside did in a brownout does not outweigh what is seen of them when it is over. */
    @Test
    void useful_afterABrownout_isKnownAgainAfterSomeDozens() {
        for (int i = 0; i < 100; i++) {
            see(16, 3);
        }
        now += 60_000_000_000L;
        see(8, 16);
        see(8, 16);
        double before = curve.throughputAt(16);
        see(16, 16);
        see(16, 16);
        assertThat(curve.throughputAt(16)).isGreaterThan(2 * before);
        assertThat(curve.throughputAt(16)).isGreaterThan(curve.throughputAt(8));
    }

    /** All that is inside shares one slot, so what came with 4 and left with 64 took as long as if 64 had been there. */
    @Test
    void sample_ofOneThatLeftWithManyMoreOrFewer_isNotTaken() {
        see(4, 1);
        see(64, 1);
        double few = curve.throughputAt(4);
        double many = curve.throughputAt(64);
        for (int i = 0; i < 100; i++) {
            curve.sample(4, 64, 64 * 20_000_000L, ++now);
            curve.sample(64, 4, 4 * 20_000_000L, ++now);
        }
        assertThat(curve.throughputAt(4)).isEqualTo(few);
        assertThat(curve.throughputAt(64)).isEqualTo(many);
        for (int i = 0; i < 100; i++) {
            curve.sample(4, 9, 7 * 20_000_000L, ++now);
        }
        assertThat(curve.throughputAt(4)).isLessThan(few);
    }

    /** A fifth more inside by chance did no more, a dozen times: that may be chance too. */
    @Test
    void useful_whereFewSamplesSayThatMoreIsOfNoUse_isUnknown() {
        for (int inside = 1; inside <= 8; inside++) {
            see(inside, 16);
        }
        for (int i = 0; i < 20; i++) {
            curve.sample(10, 10, 25_000_000L, ++now);
        }
        assertThat(curve.useful()).isZero();
        for (int i = 0; i < 200; i++) {
            curve.sample(10, 10, 25_000_000L, ++now);
        }
        assertThat(curve.useful()).isBetween(7, 9);
    }

    @Test
    void congested_isWhereRequestsTakeTwiceAsLongAsTheyDoAtLeast() {
        see(16, 16);
        see(30, 16);
        assertThat(curve.isCongested()).isFalse();
        see(40, 16);
        assertThat(curve.isCongested()).isTrue();
    }

    @Test
    void sample_ofAnyNumber_isTaken() {
        curve.sample(0, 0, 0, 1);
        curve.sample(1, 1, -5, 1);
        curve.sample(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, 1);
        assertThat(curve.useful()).isZero();
    }
}
