package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Receiver;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An API that pushes of its own accord, and is told to pause and to go on. */
@Races(Pausing.class)
public final class PausingRaces {
    private PausingRaces() {}

    /** It is told to pause by its own push while the flow tells it to go on. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each pause was followed by a resume")
    @Outcome(id = "paused for ever", expect = FORBIDDEN, desc = "there is room, and it is paused")
    @Outcome(id = "too many", expect = FORBIDDEN, desc = "it was not told to pause in time")
    @State
    public static class PauseAgainstResume {
        private static final int ITEMS = 6;
        private final Steps engine = new Steps();
        private Receiver<Integer> out;
        private volatile boolean paused;
        private int pushed;
        private final Running<List<Integer>> run = Source.<Integer>pausable(
                        Capacity.items(2), 0, to -> out = to, () -> paused = true, () -> paused = false)
                .to(Sink.<Integer>toList())
                .on(engine)
                .start();

        public PauseAgainstResume() {
            engine.run();
        }

        private void push() {
            if (!paused && pushed < ITEMS) {
                pushed++;
                out.push(pushed);
            }
        }

        @Actor
        public void api() {
            for (int look = 0; look < 50; look++) {
                push();
            }
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            for (int round = 0; round < ITEMS; round++) {
                engine.run();
                push();
            }
            boolean stopped = pushed < ITEMS;
            out.end();
            engine.run();
            boolean failed = run.result().toCompletableFuture().isCompletedExceptionally();
            boolean all = !failed && run.ended() && run.join().size() == pushed;
            result.r1 = failed ? "too many" : stopped || !all ? "paused for ever" : "all came";
        }
    }
}
