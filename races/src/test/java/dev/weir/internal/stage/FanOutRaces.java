package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Ending;
import dev.weir.internal.engine.Around;
import dev.weir.internal.engine.Driver;
import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Links behind a fan-out that are cancelled at once. */
@Races(FanOut.class)
public final class FanOutRaces {
    private FanOutRaces() {}

    /** What blocks in front of it is interrupted for the last of them. */
    @JCStressTest
    @Outcome(id = "interrupted", expect = ACCEPTABLE, desc = "nothing it feeds is wanted any more, and it knows")
    @Outcome(id = "blocked for ever", expect = FORBIDDEN, desc = "each took the other for one that goes on")
    @State
    public static class StopAgainstStop {
        private static final long LONG = 10_000_000_000L;
        private final Around around = new Around();
        private final FanOut fan = new FanOut(around.planned(), 2);
        private volatile boolean otherStopped;
        private boolean interrupted;

        public StopAgainstStop() {
            around.begin(around.island, new Driver() {
                @Override
                public boolean drive() {
                    block();
                    return false;
                }

                @Override
                public boolean over() {
                    return true;
                }
            });
        }

        /** In the island: what it feeds on one side stops it while it does something else. */
        private void block() {
            fan.stop(Ending.DONE);
            long end = System.nanoTime() + LONG;
            while (!otherStopped && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            interrupted = Thread.currentThread().isInterrupted();
        }

        @Actor
        public void island(L_Result result) {
            around.engine.run();
            result.r1 = interrupted ? "interrupted" : "blocked for ever";
        }

        @Actor
        public void other() {
            while (around.engine.tasks() > 0) {
                Thread.onSpinWait(); // until it runs
            }
            fan.stop(Ending.DONE);
            otherStopped = true;
        }
    }
}
