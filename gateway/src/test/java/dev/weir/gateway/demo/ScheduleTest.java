package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    private static List<Long> times(Schedule schedule) {
        return IntStream.range(0, schedule.size()).mapToObj(schedule::at).toList();
    }

    @Test
    void of_theSameSeed_isTheSame() {
        Setup setup = Setups.seeded(7, Duration.ofSeconds(2), 0.5, 3.0);
        assertThat(times(Schedule.of(setup))).isEqualTo(times(Schedule.of(setup)));
    }

    @Test
    void of_anotherSeed_isAnother() {
        Schedule one = Schedule.of(Setups.seeded(1, Duration.ofSeconds(2), 0.5));
        Schedule other = Schedule.of(Setups.seeded(2, Duration.ofSeconds(2), 0.5));
        assertThat(times(one)).isNotEqualTo(times(other));
    }

    @Test
    void at_ofEach_ascendsWithinTheRunAndItsPhase() {
        Setup setup = Setups.of(Duration.ofMillis(700), 0.5, 1.0, 3.0);
        Schedule schedule = Schedule.of(setup);
        assertThat(times(schedule)).isSorted().allMatch(at -> at >= 0 && at < setup.runNanos());
        for (int i = 0; i < schedule.size(); i++) {
            assertThat(schedule.at(i) / setup.phaseNanos()).isEqualTo(schedule.phase(i));
        }
    }

    /** The number of arrivals of a Poisson process has the mean as its variance: four deviations are next to never left. */
    @Test
    void of_eachPhase_hasAsManyAsItsLoadSays() {
        Schedule schedule = Schedule.of(Setups.of(LONG, 0.5, 1.0, 3.0));
        for (int phase = 0; phase < 3; phase++) {
            int wanted = phase;
            double mean = List.of(0.5, 1.0, 3.0).get(phase) * Setup.CAPACITY * LONG.toSeconds();
            long count = IntStream.range(0, schedule.size())
                    .filter(i -> schedule.phase(i) == wanted)
                    .count();
            assertThat((double) count).isCloseTo(mean, within(4 * Math.sqrt(mean)));
        }
    }

    /** Of independent arrivals, a share of 1 - 1/e of the gaps is shorter than the mean one. */
    @Test
    void at_betweenArrivals_isExponential() {
        List<Long> times = times(Schedule.of(Setups.of(LONG, 1.0)));
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i) - times.get(i - 1));
        }
        long mean = 1_000_000_000L / Setup.CAPACITY;
        double shorter = (double) gaps.stream().filter(gap -> gap < mean).count() / gaps.size();
        assertThat(shorter).isCloseTo(1 - 1 / Math.E, within(0.01));
    }
}
