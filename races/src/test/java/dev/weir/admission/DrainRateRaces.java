package dev.weir.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Work that enters and leaves at once. */
@Races(DrainRate.class)
public final class DrainRateRaces {
    private DrainRateRaces() {}

    /** Each is counted. */
    @JCStressTest
    @Outcome(id = "counted", expect = ACCEPTABLE, desc = "two are inside, and two have left in the time they took")
    @Outcome(id = "miscounted", expect = FORBIDDEN, desc = "one is not counted, or the rate is of another time")
    @State
    public static class EnterAgainstLeave {
        private final DrainRate rate = new DrainRate();

        public EnterAgainstLeave() {
            rate.entered(0);
            rate.entered(0);
            rate.entered(0);
        }

        @Actor
        public void entering() {
            rate.entered(1_000_000);
        }

        @Actor
        public void leaving() {
            rate.left(1_000_000);
            rate.left(2_000_000);
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean counted = rate.inside() == 2 && Math.round(rate.perSecond(2_000_000)) == 1000;
            result.r1 = counted ? "counted" : "miscounted";
        }
    }
}
