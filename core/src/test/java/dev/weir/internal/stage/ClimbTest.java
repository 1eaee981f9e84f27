package dev.weir.internal.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of calls that pays is found, whatever it is, and followed when it changes. */
class ClimbTest {
    private static double mean(Climb climb, int knee, int rounds) {
        double sum = 0;
        for (int i = 0; i < rounds; i++) {
            int now = climb.now();
            climb.next(Math.min(now, knee) - Math.max(0, now - knee) * 0.02 * knee / 10);
            sum += now;
        }
        return sum / rounds;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10, 60})
    void next_towardsWhatPays_staysNearIt(int knee) {
        Climb climb = new Climb(64);
        mean(climb, knee, 200);
        assertThat(mean(climb, knee, 200)).isBetween(knee * 0.7, knee * 1.5 + 1);
    }

    // At either end there is one way to go only; it stayed there for ever.
    @ParameterizedTest
    @CsvSource({"1, 30", "64, 4"})
    void next_fromAnEnd_findsTheWayBack(int first, int then) {
        Climb climb = new Climb(64);
        mean(climb, first, 200);
        mean(climb, then, 300);
        assertThat(mean(climb, then, 200)).isBetween(then * 0.7, then * 1.5 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void next_whenWhatPaysChanges_follows(int knee) {
        Climb climb = new Climb(64);
        mean(climb, 8, 200);
        mean(climb, knee, 300);
        assertThat(mean(climb, knee, 200)).isBetween(knee * 0.7, knee * 1.5 + 1);
    }
}
