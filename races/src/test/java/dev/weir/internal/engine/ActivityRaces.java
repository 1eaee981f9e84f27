package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import dev.weir.races.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Where the time of an island goes, read while it runs and rests. */
@Races(Activity.class)
public final class ActivityRaces {
    private static final long NOW = 1_000;

    private ActivityRaces() {}

    /** A reading is of one moment: what it tells adds up to the time since the beginning. */
    @JCStressTest
    @Outcome(id = "of one moment", expect = ACCEPTABLE, desc = "no time is missing, and none was counted twice")
    @Outcome(id = "torn", expect = FORBIDDEN, desc = "parts of it are of different moments")
    @State
    public static class ReadingAgainstRun {
        private final Activity activity = new Activity(new Steps());

        public ReadingAgainstRun() {
            activity.begins(0);
        }

        @Actor
        public void island() {
            for (int i = 1; i < 40; i += 2) {
                activity.rests(i, i % 3 == 0);
                activity.begins(i + 1);
            }
        }

        @Actor
        public void reading(L_Result result) {
            boolean whole = true;
            for (int i = 0; i < 10; i++) {
                Activity.Reading read = activity.read(NOW);
                whole &= read.busyNanos() + read.starvedNanos() + read.heldBackNanos() == NOW;
            }
            result.r1 = whole ? "of one moment" : "torn";
        }
    }
}
