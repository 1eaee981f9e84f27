package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.SimulatedClients.Phase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 200 clients that obey, of a service that is asked for five times what it can do, in virtual time: it is told no more often
 * than it must be, and is not left idle.
 */
class OverloadSimulationTest {
    private static final double SECONDS = 20;

    @ParameterizedTest
    @CsvSource({"0,1", "1,2"}) // with and without a time-out of a second
    void clientsThatObey_atFiveTimesTheCapacity_leaveItBusyAndAreSeldomRefused(double timeout, long seed) {
        var simulated = new SimulatedClients(200, 16, 0.020, OverloadSettings.usual(), seed);
        double capacity = simulated.capacity();
        Phase half = simulated.run(0.5 * capacity, 3, timeout);
        Phase onset = simulated.run(5 * capacity, 5, timeout);
        Phase over = simulated.run(5 * capacity, SECONDS, timeout);
        simulated.run(0.5 * capacity, 15, timeout);
        Phase after = simulated.run(0.5 * capacity, 5, timeout);
        String all = half + "\n" + onset + "\n" + over + "\n" + after;

        assertThat(half.refusals + half.local).as(all).isZero();
        assertThat(onset.goodput(5 * capacity)).as(all).isGreaterThan(0.7);
        assertThat(over.goodput(SECONDS * capacity)).as(all).isGreaterThan(0.95);
        assertThat(onset.refusalsPerRequest()).as(all).isLessThan(0.1);
        assertThat(over.refusalsPerRequest()).as(all).isLessThan(0.1);
        assertThat(over.failed).as(all).isLessThan(over.answered / 50);
        assertThat(after.refusals + after.local).as(all).isLessThan(after.asked / 50);
    }
}
