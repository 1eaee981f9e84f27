package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.internal.engine.Around;
import dev.weir.races.Books;
import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The one item of a stage, read while it comes and goes. */
@Races(InHand.class)
public final class InHandRaces {
    private InHandRaces() {}

    /** A reading is of no one moment, but it says what it cannot know of one item only. */
    @JCStressTest
    @Outcome(id = "balanced", expect = ACCEPTABLE, desc = "up to the item that is on its way")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "several items are neither held nor gone")
    @State
    public static class ReadingAgainstDrop {
        private final InHand<Integer> hand = new InHand<>(new Around().site, "hand");

        @Actor
        public void island() {
            for (int number = 0; number < 100; number++) {
                hand.take(number);
                hand.waits();
                hand.drop();
            }
        }

        @Actor
        public void reading(L_Result result) {
            long missing = 0;
            for (int look = 0; look < 20; look++) {
                missing = Math.max(missing, Math.abs(Books.missing(hand.read())));
            }
            result.r1 = missing <= 1 ? "balanced" : "wrong book";
        }
    }
}
