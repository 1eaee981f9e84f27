package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietestTest {
    private static final long SECOND = 1_000_000_000;

    private final Quietest quietest = new Quietest();
    private long now = -7 * SECOND; // a clock may be anywhere

    private void comes(int perSecond, int seconds) {
        for (int i = 0; i < seconds; i++) {
            quietest.add(perSecond, now);
            now += SECOND;
        }
    }

    @Test
    void nothingKnown_isWhatIsGiven() {
        comes(100, 1);
        assertThat(quietest.perSecond(42, now - 1)).isEqualTo(42);
    }

    @Test
    void peakAfterAFewSeconds_doesNotRaiseWhatCameInTheQuietestOfThem() {
        comes(300, 1);
        comes(100, 2);
        comes(1_000, 1);
        assertThat(quietest.perSecond(0, now)).isEqualTo(100);
        comes(1_000, 1);
        assertThat(quietest.perSecond(0, now)).isEqualTo((300 + 2 * 100 + 2 * 1_000) / 5);
    }

    @Test
    void peak_doesNotRaiseWhatComesAnyhow() {
        comes(100, 20);
        comes(1_000, 30);
        assertThat(quietest.perSecond(0, now)).isEqualTo(100);
    }

    @Test
    void whatLastsForAMinute_isWhatComesAnyhow() {
        comes(100, 20);
        comes(1_000, 66);
        assertThat(quietest.perSecond(0, now)).isEqualTo(1_000);
    }

    @Test
    void longQuietTime_isQuiet() {
        comes(1_000, 66);
        now += 600 * SECOND;
        assertThat(quietest.perSecond(5, now)).isZero();
    }
}
