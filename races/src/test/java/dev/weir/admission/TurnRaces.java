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

/** A thread that gives up as its turn comes. */
@Races(Turn.class)
public final class TurnRaces {
    private TurnRaces() {}

    /** Whoever is first, no place is held for a thread that has gone. */
    @JCStressTest
    @Outcome(id = "nothing is left", expect = ACCEPTABLE, desc = "it was taken out, or gave back what it was given")
    @Outcome(id = "something is left", expect = FORBIDDEN, desc = "a place is held for nobody")
    @State
    public static class TurnAgainstGivingUp {
        private final Admission admission = Admission.adaptive().most(1).clock(() -> 1, (nanos, then) -> {});
        private final Permit first = (Permit) admission.tryEnter();
        private final Turn turn = new Turn();
        private final Waiting waiting = admission.enter(Work.normal(), turn);

        @Actor
        public void itsTurn() {
            first.close();
        }

        @Actor
        public void givesUp() {
            turn.giveUp(waiting);
        }

        @Arbiter
        public void rest(L_Result result) {
            AdmissionReading read = admission.read();
            result.r1 = read.inside() == 0 && read.waiting() == 0 ? "nothing is left" : "something is left";
        }
    }
}
