package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A watched run ends while the watchdog looks. */
@Races(Watchdog.class)
public final class WatchdogRaces {
    private WatchdogRaces() {}

    /** Its next look is taken back by the one or the other. */
    @JCStressTest
    @Outcome(id = "gone", expect = ACCEPTABLE, desc = "no timer is left when the run is over")
    @Outcome(id = "left", expect = FORBIDDEN, desc = "the run is over, and a look at it still to come")
    @State
    public static class LookAgainstEnd {
        private final Steps engine = new Steps();
        private final Running<?> run = Source.<Integer>entry("in", 1)
                .to(Sink.count())
                .watched(Duration.ofSeconds(1), stall -> {})
                .on(engine)
                .start();

        @Actor
        public void time() {
            engine.pass(1_000_000_000);
        }

        @Actor
        public void outside() {
            run.cancel("enough");
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = run.ended() && engine.timers() == 0 ? "gone" : "left";
        }
    }
}
