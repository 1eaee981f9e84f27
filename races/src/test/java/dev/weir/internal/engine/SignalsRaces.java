package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Bits that several threads set and clear. */
@Races(Signals.class)
public final class SignalsRaces {
    private SignalsRaces() {}

    /** Each changes its own bit and leaves the other's alone. */
    @JCStressTest
    @Outcome(id = "both", expect = ACCEPTABLE, desc = "one bit was set and the other one cleared")
    @Outcome(id = "one lost", expect = FORBIDDEN, desc = "a change has undone another one")
    @State
    public static class SetAgainstClear {
        private final Signals signals = new Signals();

        public SetAgainstClear() {
            signals.set(Signals.PAUSED);
        }

        @Actor
        public void outside() {
            signals.set(Signals.CANCELLED);
        }

        @Actor
        public void other() {
            signals.clear(Signals.PAUSED);
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean both = signals.has(Signals.CANCELLED) && !signals.has(Signals.PAUSED);
            result.r1 = both ? "both" : "one lost";
        }
    }

    /** What was written before a bit was set is there for who sees the bit. */
    @JCStressTest
    @Outcome(id = "not told", expect = ACCEPTABLE, desc = "it looked before")
    @Outcome(id = "told why", expect = ACCEPTABLE, desc = "the bit and what was written before it")
    @Outcome(id = "told without why", expect = FORBIDDEN, desc = "the bit came before what was written before it")
    @State
    public static class Publication {
        private final Signals signals = new Signals();
        private int why;

        @Actor
        public void outside() {
            why = 1;
            signals.set(Signals.CANCELLED);
        }

        @Actor
        public void island(L_Result result) {
            result.r1 = signals.none() ? "not told" : why == 1 ? "told why" : "told without why";
        }
    }
}
