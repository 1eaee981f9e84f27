package dev.weir.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.admission.Admission;
import dev.weir.admission.Criticality;
import dev.weir.testkit.Law;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admission keeps the laws of gates; gates that fail in ways that are known do not. */
class GateLawsTest {
    @TestFactory
    Stream<DynamicTest> admission_keepsThem() {
        return GateLaws.of(time -> Gate.of(Admission.adaptive().most(40).clock(time, time))).most(40).laws().stream()
                .map(law -> dynamicTest(law.name(), law::run));
    }

    @TestFactory
    Stream<DynamicTest> admission_thatWasToldNothing_keepsThem() {
        return GateLaws.of(time -> Gate.of(Admission.adaptive().clock(time, time))).laws().stream()
                .map(law -> dynamicTest(law.name(), law::run));
    }

    /** So many at once, and no more; a share of those who end are not noticed to have ended. */
    private static final class Counting implements Gate {
        private final Timeline time;
        private final double most;
        private final double leaks;
        private final double grows; // an hour
        private int inside;

        private Counting(Timeline time, double most, double leaks, double grows) {
            this.time = time;
            this.most = most;
            this.leaks = leaks;
            this.grows = grows;
        }

        @Override
        public void ask(Asking asking, Entry entry) {
            if (inside >= most * (1 + grows * time.nanoTime() / 3600e9)) {
                entry.refused(1_000_000_000, true);
                return;
            }
            inside++;
            entry.admitted(() -> inside -= time.random().nextDouble() < leaks ? 0 : 1);
        }
    }

    private static void assertBroken(Function<Timeline, Gate> gate, String... names) {
        List<Law> laws = GateLaws.of(gate).most(40).laws();
        assertThat(laws).extracting(Law::name).contains(names);
        assertThat(laws).filteredOn(law -> List.of(names).contains(law.name())).noneMatch(GateLawsTest::keeps);
    }

    private static boolean keeps(Law law) {
        try {
            law.run();
            return true;
        } catch (AssertionError e) {
            assertThat(e.getMessage()).startsWith("law: " + law.name());
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noGate_isTooLateForAllAndHasNoBound() {
        assertBroken(
                _ -> Gate.open(),
                "at twice what can be done, as much is done in time",
                "half an hour of overload is like its first minutes",
                "two seconds after an overload nothing is left of it",
                "no more than the most are ever inside");
    }

    @Test
    void limit_thatIsTooHigh_makesAllTooLateWhereTheyShareAProcessor() {
        assertBroken(
                time -> new Counting(time, 400, 0, 0),
                "a processor that all inside share, and that becomes slower, is kept busy");
    }

    @Test
    void limit_thatIsTooLow_refusesBelowCapacity() {
        assertBroken(time -> new Counting(time, 12, 0, 0), "nobody is refused at nine tenths of what can be done");
    }

    @Test
    void limit_thatGrows_drifts() {
        assertBroken(time -> new Counting(time, 20, 0, 2), "half an hour of overload is like its first minutes");
    }

    @Test
    void gate_thatForgetsSomeEnds_isFound() {
        assertBroken(time -> new Counting(time, 20, 0.001, 0), "what is let in and ends leaves nothing behind");
    }

    @Test
    void hint_thatIsTheSameForAll_bringsThemAllBack() {
        assertBroken(
                time -> new Counting(time, 20, 0, 0),
                "who comes back when told is not refused again and again",
                "who matters more is refused last");
    }

    @Test
    void gate_thatPrefersWhatMattersLess_isFound() {
        assertBroken(
                time -> {
                    Gate usual = new Counting(time, 18, 0, 0);
                    return (asking, entry) -> {
                        if (asking.work().criticality() == Criticality.CRITICAL
                                && time.random().nextBoolean()) {
                            entry.refused(0, false);
                        } else {
                            usual.ask(asking, entry);
                        }
                    };
                },
                "who matters more is refused last");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void laws_ofWhatAGateDoesNotKnow_areLeftOut(boolean knows) {
        GateLaws laws = GateLaws.of(time -> new Counting(time, 20, 0, 0));
        int all = laws.laws().size();
        GateLaws fewer = knows ? laws : laws.withoutCriticality().withoutHints();
        assertThat(fewer.laws()).hasSize(knows ? all : all - 2);
        assertThat(fewer.most(40).laws()).hasSize(knows ? all + 1 : all - 1);
    }
}
