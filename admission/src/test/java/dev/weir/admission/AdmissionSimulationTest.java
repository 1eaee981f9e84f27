package dev.weir.admission;

import static dev.weir.admission.SimulatedService.exponential;
import static dev.weir.admission.SimulatedService.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.SimulatedService.Phase;
import dev.weir.admission.SimulatedService.Service;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an admission does for a service under load, in virtual time. The longest wait is 250 ms, or as long as one service
 * takes if that is longer.
 */
class AdmissionSimulationTest {
    /** Slots, how long they serve, the mean of that, its 99th percentile in means, and a seed. */
    static Stream<Arguments> services() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Stream.of(
                        Arguments.of(16, fixed(0.020), 0.020, 1, seed),
                        Arguments.of(16, exponential(0.020), 0.020, 5, seed),
                        Arguments.of(1, fixed(0.005), 0.005, 1, seed),
                        Arguments.of(64, exponential(0.050), 0.050, 5, seed),
                        Arguments.of(8, fixed(1.0), 1.0, 1, seed),
                        Arguments.of(200, fixed(0.010), 0.010, 1, seed)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void overload_ofAnyService_keepsGoodputAndTheWait(int slots, Service service, double seconds, int tail, long seed) {
        double capacity = slots / seconds;
        double phase = Math.max(8, 40 * seconds);
        var simulated = new SimulatedService(slots, service, seed).maxWait(longest(seconds));
        Phase half = simulated.run(0.5 * capacity, phase);
        Phase onset = simulated.run(3 * capacity, phase);
        Phase triple = simulated.run(3 * capacity, phase);
        simulated.run(0.5 * capacity, Math.max(2, 3 * seconds));
        Phase after = simulated.run(0.5 * capacity, phase);
        String all = SimulatedService.join(half, onset, triple, after);

        assertThat(half.refused).as(all).isLessThanOrEqualTo(few(half, seconds));
        assertThat(triple.done).as(all).isGreaterThanOrEqualTo((int) (0.95 * capacity * phase));
        assertThat(onset.done).as(all).isGreaterThanOrEqualTo((int) (0.93 * capacity * phase));
        assertThat(triple.quantile(0.99)).as(all).isLessThan(longest(seconds) + 2 * tail * seconds);
        assertThat(after.refused).as(all).isZero();
    }

    /** At 0.8 of a capacity whose service times vary a lot, queues come and go, and nobody is refused. */
    @ParameterizedTest
    @MethodSource("services")
    void belowCapacity_ofAnyService_refusesNobody(int slots, Service service, double seconds, int tail, long seed) {
        var simulated = new SimulatedService(slots, service, seed).maxWait(longest(seconds));
        double load = seconds < 0.25 ? 0.8 : 0.5; // where one service takes longer than can be waited, queues are long
        Phase phase = simulated.run(load * slots / seconds, Math.max(10, 60 * seconds));
        assertThat(phase.refused).as(phase.toString()).isLessThanOrEqualTo(few(phase, seconds));
    }

    /** The sum of nine exponential ones: their deviation is a third of the mean. */
    private static Service gamma(double seconds) {
        Service part = exponential(seconds / 9);
        return random ->
                IntStream.range(0, 9).mapToDouble(_ -> part.seconds(random)).sum();
    }

    private static double longest(double seconds) {
        return Math.max(0.25, seconds);
    }

    /** None; but of a service that does eight a second, a queue of eight is one that is rare and too long. */
    private static int few(Phase phase, double seconds) {
        return seconds < 0.25 ? 0 : phase.offered / 80;
    }

    /** A queue that lasts must not come to be taken for the service's own time. */
    @Test
    void overload_forHalfAnHour_doesNotDrift() {
        var simulated = new SimulatedService(16, exponential(0.020), 7);
        simulated.run(400, 20);
        Phase first = simulated.run(1600, 600);
        simulated.run(1600, 600);
        Phase last = simulated.run(1600, 600);
        assertThat(last.quantile(0.5))
                .as(first + "\n" + last)
                .isBetween(0.9 * first.quantile(0.5), 1.1 * first.quantile(0.5));
        assertThat(last.done).isGreaterThan((int) (0.97 * 800 * 600));
    }

    /** Of four at a time two could leave at once: some must wait, or places stay empty. */
    @Test
    void overload_ofFewPlaces_leavesHardlyAnyEmpty() {
        var simulated = new SimulatedService(4, exponential(0.050), 19).waitingOutside();
        simulated.run(48, 20);
        simulated.run(160, 20);
        Phase twice = simulated.run(160, 60);
        assertThat(twice.done).as(twice.toString()).isGreaterThan((int) (0.96 * 80 * 60));
        assertThat(twice.quantile(0.5)).as(twice.toString()).isLessThan(0.1);
    }

    /** How long they are held is part of how long work takes, as seen; the places are busy all the same. */
    @Test
    void overload_withPermitsHeldForSlowPeers_leavesHardlyAPlaceEmpty() {
        var simulated = new SimulatedService(16, exponential(0.020), 23)
                .waitingOutside()
                .slowPeers(0.1, 0.150);
        Phase below = simulated.run(640, 20);
        simulated.run(1_600, 20);
        Phase twice = simulated.run(1_600, 60);
        assertThat(below.refused).as(below.toString()).isZero();
        assertThat(twice.done).as(twice.toString()).isGreaterThan((int) (0.96 * 800 * 60));
    }

    /** No more of it is lost the more is too much. */
    @Test
    void overload_tenfoldForAMinute_keepsGoodputAndTheWait() {
        var simulated = new SimulatedService(16, exponential(0.020), 13);
        simulated.run(400, 20);
        Phase tenfold = simulated.run(8_000, 60);
        assertThat(tenfold.done).as(tenfold.toString()).isGreaterThan((int) (0.95 * 800 * 60));
        assertThat(tenfold.quantile(0.99)).as(tenfold.toString()).isLessThan(0.25 + 2 * 5 * 0.020);
    }

    /** At nine tenths of what can be done something waits most of the time, also after an overload; that is no overload. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void overload_tenfold_isOverTwoSecondsAfter(long seed) {
        var simulated = new SimulatedService(16, gamma(0.020), seed).waitingOutside();
        simulated.run(720, 10);
        simulated.run(8_000, 10);
        simulated.run(720, 2);
        Phase after = simulated.run(720, 10);
        assertThat(after.refused).as(after.toString()).isZero();
    }

    /** While code is compiled, what comes later is served faster, so more inside looks as if it were of use. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void overload_tenfoldWhileTheServiceWarmsUp_isKeptToWhatIsUsefulSoonAfter(long seed) {
        var simulated = new SimulatedService(16, exponential(0.020), seed).waitingOutside();
        for (double slower = 10; slower > 1.05; slower *= 0.8) {
            simulated.service(exponential(0.020 * slower));
            simulated.run(8_000, 0.4);
        }
        simulated.service(exponential(0.020));
        simulated.run(8_000, 40);
        Phase warm = simulated.run(8_000, 5);
        assertThat(warm.done).as(warm.toString()).isGreaterThan((int) (0.92 * 800 * 5));
        assertThat(warm.quantile(0.5)).as(warm.toString()).isLessThan(0.1);
    }

    /** Who is overtaken by those who came later is told so, and not kept until 250 ms have passed in vain. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void overload_withAServiceThatStalls_tellsThoseWhoAreOvertaken(long seed) {
        var simulated = new SimulatedService(16, exponential(0.020), seed).waitingOutside();
        simulated.run(2400, 10);
        simulated.service(fixed(0.1));
        Phase stall = simulated.run(2400, 0.05);
        simulated.service(exponential(0.020));
        Phase after = simulated.run(2400, 5);
        String all = SimulatedService.join(stall, after);
        assertThat(stall.late + after.late).as(all).isPositive();
        assertThat(Math.max(stall.longestLate, after.longestLate)).as(all).isLessThan(0.15);
        assertThat(after.done).as(all).isGreaterThan(3800);
    }

    /** Nothing has shown that it is saturated, so a page's worth of requests at once is no overload. */
    @Test
    void aBurst_afterALongQuietTime_isAdmitted() {
        var simulated = new SimulatedService(16, fixed(0.020), 3);
        simulated.run(5, 60);
        assertThat(simulated.burst(30).refused).isZero();
    }

    @Test
    void aBrownout_fiveTimesSlower_isFollowedWithinSeconds() {
        var simulated = new SimulatedService(16, fixed(0.020), 5);
        simulated.run(640, 20);
        simulated.service(fixed(0.100));
        simulated.run(640, 5);
        Phase brown = simulated.run(640, 20);
        assertThat(brown.done).as(brown.toString()).isGreaterThan((int) (0.95 * 160 * 20));
        assertThat(brown.quantile(0.99)).as(brown.toString()).isLessThan(0.25 + 0.2);
        simulated.service(fixed(0.020));
        simulated.run(640, 3);
        Phase after = simulated.run(640, 20);
        assertThat(after.refused).as(after.toString()).isZero();
    }

    /** Those of a burst who are refused are given places one after the other, in what the others leave. */
    @Test
    void retryAfter_afterABurst_growsWithThoseRefused() {
        var simulated = new SimulatedService(16, fixed(0.020), 11);
        simulated.run(400, 20);
        Phase burst = simulated.run(8_000, 1);
        assertThat(burst.retryAfter.getFirst().toSeconds()).isEqualTo(1);
        assertThat(burst.retryAfter.getLast().toSeconds()).isBetween(8L, 60L);
    }
}
