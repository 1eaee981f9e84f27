package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Ending;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A run that is told something while parts of it come and go. */
@Races(Crew.class)
public final class CrewRaces {
    private CrewRaces() {}

    /** A new island is told, or it was there when all were told. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE, desc = "the new island knows that the run is cancelled")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "an island of a cancelled run goes on")
    @State
    public static class CancelAgainstNewIsland {
        private final Crew crew = new Crew(new Steps());
        private Island island;

        @Actor
        public void outside() {
            crew.cancel("enough");
        }

        @Actor
        public void inside() {
            island = crew.newIsland();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = island.has(Signals.CANCELLED) ? "told" : "not told";
        }
    }

    /** The same for a pause and a drain. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE, desc = "the new island is paused, and drains")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "an island goes on while the run is paused, or does not drain")
    @State
    public static class PauseAndDrainAgainstNewIsland {
        private final Crew crew = new Crew(new Steps());
        private Island island;

        @Actor
        public void outside() {
            crew.pause(true);
            crew.drain();
        }

        @Actor
        public void inside() {
            island = crew.newIsland();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean told = island.has(Signals.PAUSED) && island.has(Signals.DRAINING);
            result.r1 = told ? "told" : "not told";
        }
    }

    /** The first two rules for what is let go come at the same time. */
    @JCStressTest
    @Outcome(id = "both", expect = ACCEPTABLE, desc = "they are in one list")
    @Outcome(id = "one lost", expect = FORBIDDEN, desc = "one of them is in a list that nobody has")
    @State
    public static class RuleAgainstRule {
        private final Crew crew = new Crew(new Steps());
        private final AtomicInteger released = new AtomicInteger();

        @Actor
        public void one() {
            crew.rules().add(Integer.class, item -> released.incrementAndGet());
        }

        @Actor
        public void other() {
            crew.rules().add(String.class, item -> released.incrementAndGet());
        }

        @Arbiter
        public void rest(L_Result result) {
            Releases known = crew.rules();
            known.release(1, CrewRaces::close);
            known.release("one", CrewRaces::close);
            result.r1 = released.get() == 2 ? "both" : "one lost";
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last two leave at the same time. */
    @JCStressTest
    @Outcome(id = "complete once", expect = ACCEPTABLE, desc = "whoever was last has completed it")
    @Outcome(id = "never complete", expect = FORBIDDEN, desc = "each took the other for the last")
    @Outcome(id = "complete twice", expect = FORBIDDEN, desc = "both took themselves for the last")
    @State
    public static class LeaveAgainstLeave {
        private final Crew crew = new Crew(new Steps());
        private final AtomicInteger times = new AtomicInteger();

        public LeaveAgainstLeave() {
            crew.newIsland();
            crew.enter();
            crew.settle(1, Ending.DONE, "value");
            crew.whenDone(thrown -> times.incrementAndGet());
        }

        @Actor
        public void island() {
            crew.islandOver();
        }

        @Actor
        public void worker() {
            crew.leave();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean complete = crew.isDone() && "value".equals(crew.values(2).get(1));
            result.r1 = !complete ? "never complete" : times.get() == 1 ? "complete once" : "complete twice";
        }
    }

    /** It ends and is cancelled at once: one thing is told, and it stays. */
    @JCStressTest
    @Outcome(id = "done", expect = ACCEPTABLE, desc = "it was over before the cancel")
    @Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "it was cancelled before it was over")
    @Outcome(id = "never complete", expect = FORBIDDEN, desc = "nothing is told")
    @State
    public static class CancelAgainstLast {
        private final Crew crew = new Crew(new Steps());
        private @Nullable Throwable told;

        public CancelAgainstLast() {
            crew.whenDone(thrown -> told = thrown);
            crew.newIsland();
        }

        @Actor
        public void outside() {
            crew.cancel("enough");
        }

        @Actor
        public void island() {
            crew.settle(1, Ending.DONE, "value");
            crew.islandOver();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = !crew.isDone() ? "never complete" : told == null ? "done" : "cancelled";
        }
    }
}
