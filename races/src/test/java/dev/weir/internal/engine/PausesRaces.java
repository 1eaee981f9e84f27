package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Pause;
import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Those who pause a run, as they come and go. */
@Races(Pauses.class)
public final class PausesRaces {
    private PausesRaces() {}

    /** One holder comes as the other one goes. */
    @JCStressTest
    @Outcome(id = "paused", expect = ACCEPTABLE, desc = "one holds it, and the island is told so")
    @Outcome(id = "goes on", expect = FORBIDDEN, desc = "one holds it, and the island runs")
    @State
    public static class TakeAgainstRelease {
        private final Around around = new Around();
        private final Pauses pauses = new Pauses(around.crew, around.engine);
        private final Pause first = pauses.take("first");

        @Actor
        public void one() {
            first.release();
        }

        @Actor
        public void other() {
            pauses.take("second");
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean held = pauses.holders().size() == 1;
            result.r1 = held && around.island.has(Signals.PAUSED) ? "paused" : "goes on";
        }
    }

    /** The same pause is released by two. */
    @JCStressTest
    @Outcome(id = "one was told", expect = ACCEPTABLE, desc = "the second one has heard that it was too late")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both or none of them")
    @State
    public static class ReleaseAgainstRelease {
        private final Around around = new Around();
        private final Pauses pauses = new Pauses(around.crew, around.engine);
        private final Pause pause = pauses.take("holder");
        private boolean firstTold;
        private boolean secondTold;

        private boolean told() {
            try {
                pause.release();
                return false;
            } catch (IllegalStateException again) {
                return true;
            }
        }

        @Actor
        public void one() {
            firstTold = told();
        }

        @Actor
        public void other() {
            secondTold = told();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean goesOn = !around.island.has(Signals.PAUSED) && around.engine.timers() == 0;
            result.r1 = firstTold != secondTold && goesOn ? "one was told" : "not one";
        }
    }
}
