package dev.weir;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Moments that two ask for at once. */
@Races(Rate.class)
public final class RateRaces {
    private RateRaces() {}

    /** Each gets one of its own. */
    @JCStressTest
    @Outcome(id = "apart", expect = ACCEPTABLE, desc = "one now, and one later")
    @Outcome(id = "not apart", expect = FORBIDDEN, desc = "both got the same moment, or one is skipped")
    @State
    public static class ReserveAgainstReserve {
        private final Rate rate = Rate.of(1, Duration.ofNanos(100));
        private long one;
        private long other;

        @Actor
        public void one() {
            one = rate.reserve(1000, 1);
        }

        @Actor
        public void other() {
            other = rate.reserve(1000, 1);
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean apart = Math.min(one, other) == 1000 && Math.max(one, other) == 1100;
            result.r1 = apart ? "apart" : "not apart";
        }
    }
}
