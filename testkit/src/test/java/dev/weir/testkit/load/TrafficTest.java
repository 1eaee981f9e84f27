package dev.weir.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.admission.Admission;
import dev.weir.admission.Route;
import dev.weir.admission.Stage;
import dev.weir.admission.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Kind KIND = Kind.of(ServiceTime.fixed(Duration.ofMillis(20)));

    private final Timeline time = new Timeline(1);

    @Test
    void timeline_letsThingsHappenInTheirOrderAndThoseOfOneTimeInTheirs() {
        List<String> said = new ArrayList<>();
        time.in(20, () -> said.add("late " + time.nanoTime()));
        time.in(10, () -> said.add("early"));
        time.in(10, () -> time.in(0, () -> said.add("at once")));
        time.in(10, () -> said.add("second"));
        time.pass(Duration.ofNanos(20));
        assertThat(said).containsExactly("early", "second", "at once");
        time.passAll();
        assertThat(said).endsWith("late 20");
    }

    @Test
    void seed_saysAllThatIsLeftToChance() {
        assertThat(run(7).toString()).isEqualTo(run(7).toString()).isNotEqualTo(run(8).toString());
    }

    private static Seen run(long seed) {
        Timeline time = new Timeline(seed);
        Kind kind = Kind.of(ServiceTime.exponential(Duration.ofMillis(20)));
        return new Traffic(time, new SimulatedService(time, 4, Gate.open())).run(kind, 150, SECOND);
    }

    @Test
    void service_withoutLoad_takesAsLongAsItsKindSays() {
        var service = new SimulatedService(time, 100, Gate.open());
        Seen seen = new Traffic(time, service).run(KIND, 100, Duration.ofSeconds(100));
        time.passAll();
        assertThat(seen.asked()).isBetween(9_500L, 10_500L).isEqualTo(seen.served());
        assertThat(seen.seconds(0)).isEqualTo(0.02);
        assertThat(seen.seconds(1)).isEqualTo(0.02);
        assertThat(service.mostInside()).isBetween(5, 15);
    }

    @Test
    void times_haveTheMeansThatTheySay() {
        Duration mean = Duration.ofMillis(10);
        Map<ServiceTime, Double> means = Map.of(
                ServiceTime.exponential(mean), 10e6,
                ServiceTime.lognormal(mean, 0.5), 10e6,
                ServiceTime.either(Duration.ofMillis(5), Duration.ofMillis(200), 0.05), 14.75e6,
                ServiceTime.fixed(mean).times(3), 30e6);
        means.forEach((of, expected) -> {
            double sum = 0;
            for (int i = 0; i < 100_000; i++) {
                sum += of.nanos(time.random());
            }
            assertThat(sum / 100_000).isCloseTo(expected, within(0.03 * expected));
        });
    }

    @Test
    void answer_thatComesTooLate_isServedButOfNoUse() {
        var service = new SimulatedService(time, 1, Gate.open());
        Seen seen = new Traffic(time, service).run(KIND.useful(Duration.ofMillis(30)), 500, SECOND);
        time.passAll();
        assertThat(seen.served()).isEqualTo(seen.asked());
        assertThat(seen.useful()).isLessThan(10);
    }

    @Test
    void clients_comeBackAsTheyWereToldAndGiveUpAfterTwoMinutes() {
        Target never = (asking, caller) -> {
            assertThat(asking.work().attempt()).isEqualTo(asking.attempt());
            caller.refused(50_000_000_000L, true);
        };
        Traffic traffic = new Traffic(time, never, Comeback.obeying());
        Seen seen = traffic.run(KIND, 1, SECOND);
        time.passAll();
        assertThat(seen.attempts()).isEqualTo(3 * seen.asked()).isEqualTo(seen.refusals());
        assertThat(seen.gaveUp()).isEqualTo(seen.asked());
        assertThat(seen.servedOnFirstReturn()).isZero();
        assertThat(seen.refusalsEach()).isEqualTo(3);
        assertThat(traffic.curve().seconds().getFirst().asked()).isEqualTo(seen.asked());
    }

    @Test
    void comebacks_areAfterTheTimesThatTheySay() {
        assertThat(Comeback.never().after(time.random(), 1, 5)).isEqualTo(Comeback.NEVER);
        assertThat(Comeback.obeying().after(time.random(), 1, 0)).isEqualTo(1_000_000_000);
        assertThat(Comeback.after(SECOND).after(time.random(), 3, 5)).isEqualTo(1_000_000_000);
        Comeback backOff = Comeback.backingOff(Duration.ofMillis(100), SECOND);
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.after(time.random(), 1, 0)).isBetween(0L, 100_000_000L);
            assertThat(backOff.after(time.random(), 30, 0)).isBetween(0L, 1_000_000_000L);
            assertThat(Comeback.after(SECOND).orElse(Comeback.never()).after(time.random(), 1, 0))
                    .isIn(1_000_000_000L, Comeback.NEVER);
        }
    }

    @Test
    void processors_areSharedInTurnsAndToAskTakesSomeOfThem() {
        var service = new SimulatedService(time, 1, Gate.open()).processors(Duration.ofMillis(1), Duration.ofMillis(2));
        List<String> done = new ArrayList<>();
        take(service, 5, () -> done.add("long after " + time.nanoTime() / 1e6 + " ms"));
        take(service, 1, () -> done.add("short after " + time.nanoTime() / 1e6 + " ms"));
        time.passAll(); // 4 ms to ask, in turns; then long, short, and the rest of long
        assertThat(done).containsExactly("short after 6.0 ms", "long after 10.0 ms");
    }

    private static void take(SimulatedService service, int millis, Runnable served) {
        Kind kind = Kind.of(ServiceTime.fixed(Duration.ofMillis(millis)));
        service.take(new Asking(kind, 0), new Target.Caller() {
            @Override
            public void served() {
                served.run();
            }

            @Override
            public void refused(long hint, boolean mayRetry) {
                throw new AssertionError("nobody is refused at an open gate");
            }
        });
    }

    @Test
    void routes_areThoseOfEachKind() {
        Admission admission = Admission.adaptive().clock(time, time);
        Route small = admission.route("small", Stage.named("pool").slots(1));
        Route other = admission.route("other");
        var service = new SimulatedService(time, 16, Gate.of(kind -> kind.name().equals("small") ? small : other))
                .place("pool", 1);
        Kind pooled = KIND.named("small").at("pool").work(Work.normal());
        Map<Kind, Seen> seen =
                new Traffic(time, service).run(Map.of(pooled, 200.0, KIND, 200.0), Duration.ofSeconds(20));
        assertThat(seen.get(pooled).refusals()).isBetween(2_500L, 3_500L);
        assertThat(seen.get(KIND).refusals()).isZero();
    }

    @Test
    void balancer_sendsInTurnOrToTheLessBusyOfTwo() {
        int[] asked = new int[2];
        List<Target> instances = List.of(
                (_, caller) -> { // answers at once
                    asked[0]++;
                    caller.served();
                },
                (_, _) -> asked[1]++); // never answers
        Traffic fair = new Traffic(time, Balancer.inTurn(time, instances));
        Seen seen = fair.run(KIND, 100, SECOND);
        assertThat(asked[0] - asked[1]).isBetween(0, 1);
        assertThat(seen.served()).isEqualTo(asked[0]);
        new Traffic(time, Balancer.lessBusyOfTwo(time, instances)).run(KIND, 1_000, SECOND);
        assertThat(asked[1]).isLessThan(asked[0] / 2);
    }

    @Test
    void bounds_areChecked() {
        assertThatThrownBy(() -> KIND.useful(Duration.ZERO))
                .hasMessage("an answer must be of use for a time > 0 but it was PT0S");
        var service = new SimulatedService(time, 1, Gate.open());
        assertThatThrownBy(() -> service.place("pool", 0)).hasMessage("'pool' must have 1 slot or more but had 0");
        assertThatThrownBy(() -> service.processors(Duration.ZERO, SECOND))
                .hasMessage("a turn must be > 0, and what it takes to ask >= 0, but they were PT0S and PT1S");
        assertThatThrownBy(() -> new Traffic(time, service).run(KIND.at("pool"), 100, SECOND))
                .hasMessage("the service has no place 'pool' but only [service]");
        assertThatThrownBy(() -> Balancer.inTurn(time, List.of()))
                .hasMessage("a balancer must have 1 instance or more but had none");
    }
}
