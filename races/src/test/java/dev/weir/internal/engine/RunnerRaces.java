package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Pause;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What a run has for those who ask for it is made when the first does, which may be as it ends. */
@Races(Runner.class)
public final class RunnerRaces {
    private RunnerRaces() {}

    /** A run that ends when the engine runs. */
    static class Ending {
        final Steps engine = new Steps();
        final Running<Long> run =
                Source.of(1, 2).to(Sink.<Integer>count()).on(engine).start();
    }

    /** The first who waits comes as it ends. */
    @JCStressTest
    @Outcome(id = "gone on", expect = ACCEPTABLE, desc = "it saw that it has ended, or was woken")
    @Outcome(id = "left waiting", expect = FORBIDDEN, desc = "the run has ended and nobody has woken it")
    @State
    public static class JoinAgainstEnd extends Ending {
        private volatile @Nullable Thread waiting;
        private volatile boolean back;

        @Actor
        public void waits() {
            waiting = Thread.currentThread();
            var _ = run.join();
            back = true;
        }

        @Actor
        public void ends(L_Result result) {
            engine.run();
            long begun = System.nanoTime();
            while (!back && System.nanoTime() - begun < Late.WAIT_NANOS) {
                Thread.onSpinWait();
            }
            result.r1 = back ? "gone on" : "left waiting";
            LockSupport.unpark(waiting); // so that it is not waited for in vain
        }
    }

    /** The first who asks for the result comes as it ends. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE, desc = "who has asked gets it")
    @Outcome(id = "never told", expect = FORBIDDEN, desc = "the run has ended and who has asked does not hear of it")
    @State
    public static class ResultAgainstEnd extends Ending {
        private @Nullable CompletionStage<Long> asked;

        @Actor
        public void asks() {
            asked = run.result();
        }

        @Actor
        public void ends() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean told = asked != null && asked.toCompletableFuture().isDone() && run.ended();
            result.r1 = told ? "told" : "never told";
        }
    }

    /** The first who pauses it comes as it ends. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "nothing of it is left")
    @Outcome(id = "timer left", expect = FORBIDDEN, desc = "somebody looks after the pause of a run that has ended")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "it does not go on when nobody pauses it")
    @State
    public static class PauseAgainstEnd extends Ending {
        private @Nullable Pause pause;

        @Actor
        public void pauses() {
            pause = run.pause("me");
        }

        @Actor
        public void ends() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            if (pause != null) {
                pause.close();
            }
            engine.run();
            result.r1 = !run.ended() ? "not over" : engine.timers() == 0 ? "over" : "timer left";
        }
    }
}
