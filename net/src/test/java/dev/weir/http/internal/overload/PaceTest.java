package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing goes before the promised time, and then one goes after the other, faster with each that is accepted. */
class PaceTest {
    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace();

    @Test
    void beforeARefusal_nothingIsHeldBack() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.at(0)).isZero();
            pace.take(0);
        }
    }

    @Test
    void untilThePromisedTime_nothingGoes_thenOneAfterTheOther() {
        for (int i = 0; i < 10; i++) {
            pace.accepted(0, 0);
        }
        pace.refused(0, 0, SECOND, false, 429);
        assertThat(pace.status()).isEqualTo(429);
        assertThat(pace.at(0)).isEqualTo(SECOND);
        assertThat(pace.at(SECOND - 1)).isEqualTo(SECOND);
        pace.take(SECOND);
        long second = pace.at(SECOND);
        assertThat(second).as("seven a second, of ten").isBetween(SECOND + SECOND / 8, SECOND + SECOND / 6);
        pace.take(second);
        pace.accepted(second, SECOND);
        pace.accepted(second, SECOND);
        assertThat(pace.at(second) - second).isLessThan(SECOND / 6);
        pace.take(pace.at(second));
        assertThat(pace.at(second) - second).as("a little faster").isLessThan(SECOND / 7 + SECOND / 8);
    }

    @Test
    void anEarlierPromise_doesNotShortenALaterOne() {
        pace.refused(0, 0, 5 * SECOND, false, 503);
        pace.refused(1, 0, 2 * SECOND, false, 503);
        assertThat(pace.at(2)).isEqualTo(5 * SECOND);
    }

    @Test
    void promisesThatAreForOneOnly_keepOthersBackALittleLonger() {
        pace.refused(0, 0, SECOND, true, 503);
        assertThat(pace.at(0)).isGreaterThan(SECOND);
    }

    @Test
    void aPlaceThatNobodyWaitsFor_isForAnother_forASecond() {
        pace.refused(0, 0, SECOND, true, 503);
        pace.refused(0, 0, 9 * SECOND, true, 503);
        pace.offer(SECOND);
        assertThat(pace.at(0)).isEqualTo(SECOND);
        assertThat(pace.at(2 * SECOND)).isEqualTo(2 * SECOND);
        pace.take(2 * SECOND);
        assertThat(pace.at(2 * SECOND)).isGreaterThan(9 * SECOND);
        pace.offer(3 * SECOND);
        assertThat(pace.at(4 * SECOND + 1)).as("too late").isGreaterThan(9 * SECOND);
    }

    @Test
    void places_areBounded_andTheLatestGo() {
        pace.refused(0, 0, 100 * SECOND, true, 503);
        for (int i = 1; i <= 100; i++) {
            pace.offer(i);
        }
        for (int i = 0; i < 64; i++) {
            assertThat(pace.at(100)).isEqualTo(100);
            pace.take(100);
        }
        assertThat(pace.at(100)).isGreaterThan(100 * SECOND);
    }

    @Test
    void calmOfTenSeconds_endsIt() {
        pace.refused(0, 0, SECOND, false, 503);
        pace.accepted(9 * SECOND, 8 * SECOND);
        pace.take(9 * SECOND);
        assertThat(pace.at(9 * SECOND)).isGreaterThan(9 * SECOND);
        pace.accepted(10 * SECOND, 9 * SECOND);
        assertThat(pace.at(10 * SECOND)).isEqualTo(10 * SECOND);
    }

    @Test
    void manyAccepted_doNotRaiseThePaceBeyondTenTimesWhatWasSent() {
        pace.refused(0, 0, 0, false, 503);
        for (int i = 1; i < 1_000; i++) {
            pace.accepted(i * SECOND / 200, i * SECOND / 200);
        }
        long now = 5 * SECOND;
        pace.take(now);
        assertThat(pace.at(now) - now).isGreaterThan(SECOND / 2_500);
    }
}
