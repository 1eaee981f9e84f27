package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Engine;
import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Who may wait is asked while a task runs on the loop. */
@Races(EventLoopEngine.class)
public final class EventLoopEngineRaces {
    private EventLoopEngineRaces() {}

    /** The loop's own thread may not, whoever else asks; any other may. */
    @JCStressTest
    @Outcome(id = "no, yes", expect = ACCEPTABLE, desc = "the loop may not wait, the other may")
    @Outcome(expect = FORBIDDEN, desc = "the loop may wait for itself, or somebody else may not")
    @State
    public static class TaskAgainstQuestion {
        private final Engine engine = new EventLoopEngine(Runnable::run, null);

        @Actor
        public void loop(LL_Result result) {
            engine.execute(() -> result.r1 = engine.mayWait() ? "yes" : "no");
        }

        @Actor
        public void outside(LL_Result result) {
            result.r2 = engine.mayWait() ? "yes" : "no";
        }
    }
}
