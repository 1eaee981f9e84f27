package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Where the time went, read while it goes on. */
@Races(Activity.class)
public final class ActivityRaces {
    private ActivityRaces() {}

    /** All of the time since the beginning is somewhere, once. */
    @JCStressTest
    @Outcome(id = "all of it", expect = ACCEPTABLE, desc = "busy, starved and held back add up to the time that passed")
    @Outcome(id = "not all of it", expect = FORBIDDEN, desc = "some of it is nowhere, or in two places")
    @State
    public static class ReadingAgainstRest {
        private final Activity activity = new Activity();

        public ReadingAgainstRest() {
            activity.begin(0);
        }

        @Actor
        public void island() {
            activity.rest(10, true);
            activity.begin(25);
            activity.rest(27, false);
        }

        @Actor
        public void reading(L_Result result) {
            Activity.Reading read = activity.read(50);
            long all = read.busyNanos() + read.starvedNanos() + read.heldBackNanos();
            result.r1 = all == 50 ? "all of it" : "not all of it";
        }
    }
}
