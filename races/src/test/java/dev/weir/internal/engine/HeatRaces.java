package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.internal.compile.Op;
import dev.weir.races.Races;
import java.util.List;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Several runs of a pipeline that becomes hot. */
@Races(Heat.class)
public final class HeatRaces {
    private HeatRaces() {}

    /** Two runs find at once that it is. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them has the loop written")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "it is written twice")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "it is never written")
    @State
    public static class HotAgainstHot {
        private final Heat heat = Objects.requireNonNull(Heat.of(List.of(new Op.Counted())));

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = heat.becomesHot(1_000_000);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = heat.becomesHot(1_000_000);
        }
    }
}
