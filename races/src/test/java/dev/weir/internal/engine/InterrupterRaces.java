package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Ending;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An interrupt while the task leaves its thread. */
@Races(Interrupter.class)
public final class InterrupterRaces {
    private InterrupterRaces() {}

    /** It finds the task, or nobody; it must not find the thread without the task. */
    @JCStressTest
    @Outcome(id = "left in peace", expect = ACCEPTABLE, desc = "the thread has no flag when the task has left")
    @Outcome(id = "followed out", expect = FORBIDDEN, desc = "the thread is interrupted for a task that has left it")
    @State
    public static class InterruptAgainstExit {
        private final Interrupter interrupter = new Interrupter(new Steps());

        @Actor
        public void outside() {
            interrupter.interrupt(Ending.DONE);
        }

        @Actor
        public void task(L_Result result) {
            interrupter.enter();
            interrupter.exit();
            result.r1 = Thread.interrupted() ? "followed out" : "left in peace";
        }

        @Arbiter
        public void later(L_Result result) {
            if (interrupter.because() != null) {
                result.r1 = "followed out";
            }
        }
    }

    /** Once it is muted it interrupts nobody. */
    @JCStressTest
    @Outcome(id = "left in peace", expect = ACCEPTABLE, desc = "what is closed now is not interrupted")
    @Outcome(id = "interrupted", expect = FORBIDDEN, desc = "it was interrupted after it had said that it knows")
    @State
    public static class InterruptAgainstMute {
        private final Interrupter interrupter = new Interrupter(new Steps());

        @Actor
        public void outside() {
            interrupter.interrupt(Ending.DONE);
        }

        @Actor
        public void task(L_Result result) {
            interrupter.enter();
            interrupter.mute();
            result.r1 = Thread.interrupted() || interrupter.because() != null ? "interrupted" : "left in peace";
            interrupter.exit();
        }
    }
}
