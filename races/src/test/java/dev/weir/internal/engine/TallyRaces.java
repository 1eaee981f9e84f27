package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A count that one thread adds to. */
@Races(Tally.class)
public final class TallyRaces {
    private TallyRaces() {}

    /** What was done before it was counted is there for who reads the count. */
    @JCStressTest
    @Outcome(id = "not counted", expect = ACCEPTABLE, desc = "it read before")
    @Outcome(id = "counted and done", expect = ACCEPTABLE, desc = "the count, and what was counted")
    @Outcome(id = "counted, not done", expect = FORBIDDEN, desc = "the count came before what was counted")
    @State
    public static class Publication {
        private final Tally tally = new Tally();
        private int done;

        @Actor
        public void adding() {
            done = 1;
            tally.add(1);
        }

        @Actor
        public void reading(L_Result result) {
            result.r1 = tally.get() == 0 ? "not counted" : done == 1 ? "counted and done" : "counted, not done";
        }
    }

    /** It only grows. */
    @JCStressTest
    @Outcome(id = "grows", expect = ACCEPTABLE, desc = "a later reading is not less")
    @Outcome(id = "shrinks", expect = FORBIDDEN, desc = "a later reading is less")
    @State
    public static class Growth {
        private final Tally tally = new Tally();

        @Actor
        public void adding() {
            tally.add(1);
            tally.add(1L << 40);
        }

        @Actor
        public void reading(L_Result result) {
            long first = tally.get();
            result.r1 = tally.get() >= first ? "grows" : "shrinks";
        }
    }
}
