package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who asks again and again although it is refused is told from those who are refused. */
class HammeringTest {
    private static final long MILLI = 1_000_000;

    private final Hammering hammering = new Hammering();

    private boolean refused(int times, long apart) {
        boolean hammers = false;
        for (int i = 0; i < times; i++) {
            hammers = hammering.refused(i * apart);
        }
        return hammers;
    }

    @Test
    void connection_thatIsRefusedEightTimesInFiftyMillis_hammers() {
        assertThat(refused(7, MILLI)).isFalse();
        assertThat(hammering.refused(49 * MILLI)).isTrue();
        assertThat(hammering.refused(50 * MILLI)).isTrue();
    }

    @Test
    void connection_thatTakesItsTime_doesNot() {
        assertThat(refused(1_000, 8 * MILLI)).isFalse();
    }

    @Test
    void connection_thatIsLetInBetween_doesNot() {
        assertThat(refused(7, MILLI)).isFalse();
        hammering.admitted();
        assertThat(refused(7, MILLI)).isFalse();
    }

    @Test
    void connection_thatStopsHammering_isThatNoMore() {
        assertThat(refused(8, MILLI)).isTrue();
        assertThat(refused(8, 10 * MILLI)).isFalse();
        assertThat(refused(8, MILLI)).isTrue();
        hammering.admitted();
        assertThat(hammering.refused(0)).isFalse();
    }
}
