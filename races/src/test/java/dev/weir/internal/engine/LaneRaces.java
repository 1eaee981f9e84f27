package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An island waits in a lane, and the watch looks. */
@Races({Lane.class, Watch.class, Watched.class})
public final class LaneRaces {
    private LaneRaces() {}

    /** It is taken by the thread of the lane while the watch finds that it waits for too long. */
    @JCStressTest
    @Outcome(id = "follows", expect = ACCEPTABLE, desc = "the thread of the lane runs it")
    @Outcome(id = "given away", expect = ACCEPTABLE, desc = "the engine runs it")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "nobody runs it")
    @Outcome(id = "doubled", expect = FORBIDDEN, desc = "two threads may run it at a time")
    @State
    public static class NextAgainstGiveAway {
        private final Around around = new Around();
        private final Lane lane = new Lane(new Watch());
        private @Nullable SerialTask next;

        public NextAgainstGiveAway() {
            lane.add(around.island);
        }

        @Actor
        public void thread() {
            next = lane.next();
        }

        @Actor
        public void watch() {
            var _ = lane.look();
        }

        @Arbiter
        public void rest(L_Result result) {
            int tasks = around.engine.tasks();
            if (next == null) {
                result.r1 = tasks == 1 ? "given away" : "lost";
            } else {
                result.r1 = tasks == 0 ? "follows" : "doubled";
            }
        }
    }

    /** It comes while the watch finds that it may rest. */
    @JCStressTest
    @Outcome(id = "looked at", expect = ACCEPTABLE, desc = "the watch stays awake, or was woken")
    @Outcome(id = "forgotten", expect = FORBIDDEN, desc = "an island waits, and the watch rests")
    @State
    public static class AddAgainstRest {
        private final Around around = new Around();
        private final Watch watch = new Watch();

        @Actor
        public void thread() {
            new Lane(watch).add(around.island);
        }

        @Actor
        public void watch() {
            var _ = watch.mayRest();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = watch.isParked() ? "forgotten" : "looked at";
        }
    }
}
