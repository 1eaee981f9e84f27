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

/** Requests that enter and end at once. */
@Races(Admission.class)
public final class AdmissionRaces {
    private AdmissionRaces() {}

    /** There may be one inside. */
    @JCStressTest
    @Outcome(id = "one is in", expect = ACCEPTABLE, desc = "the other one was refused")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both or none of them")
    @State
    public static class EnterAgainstEnter {
        private final Admission admission = Admission.adaptive().most(1).clock(() -> 1);
        private boolean one;
        private boolean other;

        @Actor
        public void one() {
            one = admission.tryEnter() instanceof Permit;
        }

        @Actor
        public void other() {
            other = admission.tryEnter() instanceof Permit;
        }

        @Arbiter
        public void rest(L_Result result) {
            AdmissionReading read = admission.read();
            boolean told = read.inside() == 1 && read.admitted() == 1 && read.refused() == 1;
            result.r1 = one != other && told ? "one is in" : "not one";
        }
    }

    /** The same permit is closed by two. */
    @JCStressTest
    @Outcome(id = "nobody is in", expect = ACCEPTABLE, desc = "it has ended once")
    @Outcome(id = "not once", expect = FORBIDDEN, desc = "it has ended twice, or not at all")
    @State
    public static class CloseAgainstWithdraw {
        private final Admission admission = Admission.adaptive().clock(() -> 1);
        private final Permit permit = (Permit) admission.tryEnter();
        private final Permit stays = (Permit) admission.tryEnter();

        @Actor
        public void one() {
            permit.close();
        }

        @Actor
        public void other() {
            permit.withdraw();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean once = admission.read().inside() == 1;
            stays.close();
            result.r1 = once && admission.read().inside() == 0 ? "nobody is in" : "not once";
        }
    }
}
