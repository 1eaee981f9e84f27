package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Refuses with the probability (requests - K * accepts) / (requests + 1), over two minutes. */
class AdaptiveThrottleTest {
    private static final long SECOND = 1_000_000_000;

    private final AdaptiveThrottle throttle = new AdaptiveThrottle(2);

    private void seen(int requests, int accepts, long now) {
        for (int i = 0; i < requests; i++) {
            throttle.requested(now);
        }
        for (int i = 0; i < accepts; i++) {
            throttle.accepted(now);
        }
    }

    @Test
    void probability_isThatOfTheBook() {
        seen(100, 50, 0);
        assertThat(throttle.probability(0)).isZero();
        seen(50, 0, SECOND);
        assertThat(throttle.probability(SECOND)).isEqualTo(50.0 / 151);
        seen(0, 25, SECOND);
        assertThat(throttle.probability(SECOND)).isZero();
    }

    @Test
    void aFewRequests_sayNothing() {
        seen(9, 0, 0);
        assertThat(throttle.probability(0)).isZero();
        seen(1, 0, 0);
        assertThat(throttle.probability(0)).isEqualTo(10.0 / 11);
    }

    @Test
    void whatIsTwoMinutesOld_isForgotten() {
        seen(100, 0, 0);
        assertThat(throttle.probability(119 * SECOND)).isEqualTo(100.0 / 101);
        assertThat(throttle.probability(120 * SECOND)).isZero();
        seen(100, 0, 121 * SECOND);
        assertThat(throttle.probability(1_000 * SECOND)).isZero();
    }

    @Test
    void withoutALimit_nothingIsRefused() {
        AdaptiveThrottle none = new AdaptiveThrottle(Double.POSITIVE_INFINITY);
        for (int i = 0; i < 100; i++) {
            none.requested(0);
        }
        none.accepted(0);
        assertThat(none.probability(0)).isZero();
    }

    // However much is asked for, the origin sees about K times what it accepts.
    @Test
    void origin_thatAcceptsATenth_seesTwiceThat() {
        Random random = new Random(1);
        int sent = 0;
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            long now = i * SECOND / 100;
            double probability = throttle.probability(now);
            throttle.requested(now);
            if (random.nextDouble() >= probability) {
                sent++;
                if (i % 10 == 0) { // it can do ten a second
                    accepted++;
                    throttle.accepted(now);
                }
            }
        }
        assertThat((double) sent / 100_000).isCloseTo(2.0 * accepted / 100_000, within(0.05));
    }
}
