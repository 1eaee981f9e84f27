package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What a sink has taken, read while it takes more. */
@Races(SinkStep.class)
public final class SinkStepRaces {
    private SinkStepRaces() {}

    /** A sink that says what it did. */
    static final class Taking extends SinkStep<Integer> {
        int done;

        Taking() {
            super(new Around().planned());
        }

        @Override
        protected boolean take(Integer item) {
            done = item;
            return true;
        }

        @Override
        protected @Nullable Object value() {
            return null;
        }
    }

    /** What was done with an item is there for who reads that it was taken. */
    @JCStressTest
    @Outcome(id = "not counted", expect = ACCEPTABLE, desc = "it read before")
    @Outcome(id = "counted and done", expect = ACCEPTABLE, desc = "the count, and what was counted")
    @Outcome(id = "counted, not done", expect = FORBIDDEN, desc = "the count came before what was counted")
    @State
    public static class Publication {
        private final Taking sink = new Taking();

        @Actor
        public void island() {
            sink.accept(1);
        }

        @Actor
        public void reading(L_Result result) {
            result.r1 =
                    sink.getAsLong() == 0 ? "not counted" : sink.done == 1 ? "counted and done" : "counted, not done";
        }
    }
}
