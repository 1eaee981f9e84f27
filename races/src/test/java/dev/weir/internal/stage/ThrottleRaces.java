package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Running;
import dev.weir.Setting;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A rate that is set while it is being changed. */
@Races(Throttle.class)
public final class ThrottleRaces {
    private ThrottleRaces() {}

    /** What is set last counts, also if the stage is just taking over what was set before. */
    @JCStressTest
    @Outcome(id = "last", expect = ACCEPTABLE, desc = "it runs at the rate that was set last")
    @Outcome(id = "before", expect = FORBIDDEN, desc = "it has forgotten what was set last")
    @State
    public static class SetAgainstHeed {
        private static final Duration HOUR = Duration.ofHours(1);
        private final Steps engine = new Steps();
        private final AtomicInteger seen = new AtomicInteger();
        private final Running<?> run = Source.range(0, 9)
                .throttle(1, HOUR)
                .named("rate")
                .to(Sink.<Long>forEach(number -> seen.incrementAndGet()))
                .on(engine)
                .start();

        public SetAgainstHeed() {
            engine.run();
            run.set("rate", new Setting.Rate(2, HOUR));
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Actor
        public void outside() {
            run.set("rate", new Setting.Rate(1000, HOUR));
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            for (int minute = 0; minute < 100; minute++) { // what was owed at the old rates, and then some
                engine.pass(Duration.ofMinutes(1).toNanos());
                engine.run();
            }
            result.r1 = run.ended() && seen.get() == 9 ? "last" : "before";
        }
    }
}
