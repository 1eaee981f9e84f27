package dev.weir.admission;

import static dev.weir.admission.SimulatedService.exponential;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.SimulatedService.Phase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in when not all can be, in virtual time: a service of 800 a second is asked for 1,600. */
class WhoFirstSimulationTest {
    private static final double CAPACITY = 800;

    /** After the first seconds, in which it is found out that the queue stands. */
    private static Map<Work, Phase> overloaded(Map<Work, Double> kinds, long seed) {
        SimulatedService service = new SimulatedService(16, exponential(0.020), seed).waitingOutside();
        service.run(0.5 * CAPACITY, 20);
        service.run(kinds, 10);
        return service.run(kinds, 30);
    }

    private static double goodput(Collection<Phase> phases) {
        return phases.stream().mapToInt(phase -> phase.done).sum() / (30 * CAPACITY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tenants_whoTakeLittle_areNotRefusedForOneWhoWantsAll(long seed) {
        Map<Work, Double> kinds = new LinkedHashMap<>();
        Work elephant = Work.normal().tenant("elephant");
        kinds.put(elephant, 1_280.0);
        for (int i = 0; i < 20; i++) {
            kinds.put(Work.normal().tenant("mouse " + i), 16.0);
        }
        Map<Work, Phase> phases = overloaded(kinds, seed);
        assertThat(goodput(phases.values())).as("%s", phases).isGreaterThan(0.95);
        phases.forEach((work, phase) -> {
            if (work.equals(elephant)) {
                assertThat(phase.refusedShare()).as("%s", phase).isBetween(0.5, 0.8);
            } else {
                assertThat(phase.refusedShare())
                        .as("%s %s", work.tenant(), phase)
                        .isLessThan(0.02);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tenants_whoAllWantMoreThanThereIs_getTheSame(long seed) {
        Map<Work, Double> kinds = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            kinds.put(Work.normal().tenant("tenant " + i), 250.0 + 100 * i);
        }
        Map<Work, Phase> phases = overloaded(kinds, seed);
        for (Phase phase : phases.values()) {
            assertThat(phase.done / 30.0).as("%s", phases).isBetween(0.85 * CAPACITY / 4, 1.15 * CAPACITY / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void work_thatMattersMore_isRefusedLast(long seed) {
        Map<Work, Double> kinds = new LinkedHashMap<>();
        kinds.put(Work.of(Criticality.CRITICAL), 320.0);
        kinds.put(Work.normal(), 400.0);
        kinds.put(Work.of(Criticality.SHEDDABLE), 880.0);
        Map<Work, Phase> phases = overloaded(kinds, seed);
        assertThat(goodput(phases.values())).as("%s", phases).isGreaterThan(0.95);
        double critical = phases.get(Work.of(Criticality.CRITICAL)).refusedShare();
        double normal = phases.get(Work.normal()).refusedShare();
        double least = phases.get(Work.of(Criticality.SHEDDABLE)).refusedShare();
        assertThat(critical).as("%s", phases).isZero();
        assertThat(normal).as("%s", phases).isLessThan(0.05);
        assertThat(least).as("%s", phases).isGreaterThan(0.8).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void attempts_thatAreNotTheFirst_areRefusedBeforeThose(long seed) {
        Map<Work, Double> kinds = new LinkedHashMap<>();
        kinds.put(Work.normal(), 600.0);
        kinds.put(Work.normal().attempt(1), 1_000.0);
        Map<Work, Phase> phases = overloaded(kinds, seed);
        assertThat(goodput(phases.values())).as("%s", phases).isGreaterThan(0.95);
        assertThat(phases.get(Work.normal()).refusedShare()).as("%s", phases).isLessThan(0.1);
        assertThat(phases.get(Work.normal().attempt(1)).refusedShare())
                .as("%s", phases)
                .isGreaterThan(0.7);
    }
}
