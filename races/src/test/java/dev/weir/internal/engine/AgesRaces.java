package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The times of items that a queue holds, while it grows. */
@Races(Ages.class)
public final class AgesRaces {
    private AgesRaces() {}

    /** Who knows that an item came is told its time. */
    @JCStressTest
    @Outcome(id = "none", expect = ACCEPTABLE, desc = "it read before anything came")
    @Outcome(id = "its time", expect = ACCEPTABLE, desc = "the time at which that item came")
    @Outcome(id = "another time", expect = FORBIDDEN, desc = "that of no item, or of another one that is not held")
    @State
    public static class ReadingAgainstGrowth {
        private static final int ITEMS = 20;
        private final Ages ages = new Ages();
        private final Tally in = new Tally();

        @Actor
        public void writer() {
            for (int number = 0; number < ITEMS; number++) {
                ages.came(number, number + 1, 100 + number);
                in.add(1);
            }
        }

        @Actor
        public void reading(L_Result result) {
            long last = in.get() - 1;
            result.r1 = last < 0 ? "none" : ages.of(last) == 100 + last ? "its time" : "another time";
        }
    }
}
