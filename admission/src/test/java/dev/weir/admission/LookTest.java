package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When less is looked at, and when again. */
class LookTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int SLOTS = 16;

    private final ThroughputCurve curve = new ThroughputCurve();
    private final Look look = new Look(curve);
    private long now;

    /** A curve on which more than what is useful was seen. */
    private LookTest usefulIs(int useful) {
        for (int inside = 1; inside <= 2 * useful; inside++) {
            for (int i = 0; i < 20; i++) {
                curve.sample(inside, inside, 20 * MILLI * Math.max(inside, useful) / useful, ++now);
            }
        }
        look.rests(now);
        return this;
    }

    /** Work ends, of which each found so many and took so long. */
    private void ended(int times, int found, long took) {
        for (int i = 0; i < times; i++) {
            now += MILLI;
            look.ended(found, took, found, now);
        }
    }

    /** So many are looked at. */
    private int enough() {
        return Math.clamp(6L * look.limit(), 32, 64);
    }

    private void begin(int inside) {
        look.begin(inside, 20 * MILLI, 800, now);
    }

    @Test
    void isDue_withNoMoreInsideThanIsOfUse_isNot() {
        usefulIs(SLOTS);
        assertThat(look.isDue(curve.useful(), now)).isFalse();
        assertThat(look.isDue(curve.useful() + 1, now)).isTrue();
    }

    /** What it takes: 64 requests where many are inside, 32 where few are. */
    @Test
    void isWorthIt_beforeAQueueHasStoodTwelveTimesAsLongAsItTakes_isNot() {
        usefulIs(SLOTS);
        assertThat(look.isWorthIt(8_000, now + SECOND)).as("a second at least").isFalse();
        assertThat(look.isWorthIt(8_000, now + SECOND + 1)).isTrue();
        assertThat(look.isWorthIt(64, now + 12 * SECOND)).isFalse();
        assertThat(look.isWorthIt(64, now + 12 * SECOND + 1)).isTrue();
    }

    @Test
    void begin_ofALook_isAThirdBelowWhatIsUseful() {
        usefulIs(SLOTS).begin(20);
        assertThat(look.limit()).isEqualTo((int) Math.ceil(0.7 * curve.useful()));
    }

    @Test
    void ended_afterEnoughWasSeenThere_endsTheLook() {
        usefulIs(SLOTS).begin(20);
        int limit = look.limit();
        ended(5, 20, 25 * MILLI);
        ended(enough() - 1, limit, 15 * MILLI);
        assertThat(look.limit()).as("those who found more do not count").isEqualTo(limit);
        ended(1, limit, 15 * MILLI);
        assertThat(look.limit()).isZero();
    }

    @Test
    void ended_whereAsMuchWasDone_looksAgainAfterAsLong() {
        usefulIs(SLOTS).begin(20);
        int enough = enough();
        ended(enough, look.limit(), 1 * MILLI);
        assertThat(look.isDue(100, now + (enough - 1) * MILLI)).isFalse();
        assertThat(look.isDue(100, now + (enough - 1) * MILLI + 1)).isTrue();
    }

    @Test
    void ended_whereLessWasDone_restsUntilThatIsAFiveHundredthOfAll() {
        usefulIs(SLOTS).begin(20);
        double before = curve.throughputAt(20);
        int limit = look.limit();
        long took = (long) (limit / (0.8 * before)); // a fifth less
        int enough = enough();
        ended(enough, limit, took);
        long rest = (long) (0.2 / 0.002 * (enough - 1) * MILLI);
        assertThat(look.isDue(100, now + rest - MILLI)).isFalse();
        assertThat(look.isDue(100, now + rest + MILLI)).isTrue();
    }

    @Test
    void ended_whereClearlyLessWasDone_endsTheLookEarly() {
        usefulIs(SLOTS).begin(20);
        int limit = look.limit();
        long took = (long) (limit / (0.6 * curve.throughputAt(20)));
        ended(15, limit, took);
        assertThat(look.limit()).isEqualTo(limit);
        ended(1, limit, took);
        assertThat(look.limit()).isZero();
    }

    /** Many were seen there while the service was slow: one look outweighs them. */
    @Test
    void ended_whereFarMoreWasDoneThanWasKnown_forgetsWhatWasKnown() {
        usefulIs(SLOTS).begin(20);
        int limit = look.limit();
        double known = curve.known(limit);
        long quick = (long) (limit / (3 * known));
        for (int i = enough(); i > 0; i--) {
            now += (long) (1 / (3 * known));
            look.ended(limit, quick, limit, now);
        }
        assertThat(curve.known(limit)).isBetween(2.8 * known, 3.2 * known);
    }

    /** An overload that comes and goes would else be looked at all the time. */
    @Test
    void rests_afterALookThatCost_doesNotMakeTheNextOneComeSooner() {
        usefulIs(SLOTS).begin(20);
        ended(16, look.limit(), SECOND);
        look.rests(now);
        assertThat(look.isDue(100, now + 2 * SECOND)).isFalse();
        assertThat(look.isDue(100, now + 3 * SECOND)).isTrue();
    }

    @Test
    void ended_whereTooLittleLeaves_givesUpInTime() {
        usefulIs(SLOTS).begin(20);
        int limit = look.limit();
        look.ended(20, 25 * MILLI, 20, now + 10 * SECOND);
        assertThat(limit).isPositive();
        assertThat(look.limit()).isZero();
    }
}
