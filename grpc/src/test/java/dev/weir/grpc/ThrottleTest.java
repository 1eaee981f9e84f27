package dev.weir.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The chance is what the book says, of the last two minutes. */
class ThrottleTest {
    private final Throttle throttle = new Throttle(2, 0);

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void chance_whileHalfIsAccepted_isZero() {
        for (int i = 0; i < 100; i++) {
            throttle.want(i);
            if (i % 2 == 0) {
                throttle.accept(i);
            }
        }
        assertThat(throttle.chance(100)).isZero();
    }

    @Test
    void chance_whenLessIsAccepted_isThatOfTheBook() {
        for (int i = 0; i < 99; i++) {
            throttle.want(seconds(i));
        }
        for (int i = 0; i < 10; i++) {
            throttle.accept(seconds(99));
        }
        assertThat(throttle.chance(seconds(99))).isEqualTo((99 - 2.0 * 10) / 100);
    }

    @Test
    void chance_afterTwoMinutes_isZeroAgain() {
        throttle.want(0);
        throttle.want(seconds(60));
        assertThat(throttle.chance(seconds(114))).isEqualTo(2.0 / 3);
        assertThat(throttle.chance(seconds(120))).isEqualTo(1.0 / 2);
        assertThat(throttle.chance(seconds(1_000))).isZero();
    }
}
