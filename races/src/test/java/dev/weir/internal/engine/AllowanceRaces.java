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

/** What inner flows may hold together. */
@Races(Allowance.class)
public final class AllowanceRaces {
    private AllowanceRaces() {}

    /** Two want more than there is. */
    @JCStressTest
    @Outcome(id = "one has it", expect = ACCEPTABLE, desc = "and what it gives back is there again")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both were given it, or none was, or some of it is gone")
    @State
    public static class TakeAgainstTake {
        private final Allowance allowance = new Allowance(5);
        private boolean one;
        private boolean other;

        @Actor
        public void one() {
            one = allowance.take(3);
        }

        @Actor
        public void other() {
            other = allowance.take(3);
        }

        @Arbiter
        public void rest(L_Result result) {
            allowance.give(3);
            result.r1 = one != other && allowance.take(5) ? "one has it" : "not one";
        }
    }
}
