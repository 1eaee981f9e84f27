package dev.weir;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Retries that two want at once. */
@Races(RetryBudget.class)
public final class RetryBudgetRaces {
    private RetryBudgetRaces() {}

    /** There is one. */
    @JCStressTest
    @Outcome(id = "one has it", expect = ACCEPTABLE, desc = "the other one has none")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both or none of them")
    @State
    public static class SpendAgainstSpend {
        private final RetryBudget budget = RetryBudget.of(0.1, 1);
        private boolean one;
        private boolean other;

        @Actor
        public void one() {
            one = budget.spend();
        }

        @Actor
        public void other() {
            other = budget.spend();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = one != other ? "one has it" : "not one";
        }
    }

    /** What is earned as another one spends is not forgotten. */
    @JCStressTest
    @Outcome(id = "one is left", expect = ACCEPTABLE, desc = "one was spent and one was earned")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "one of the two is forgotten")
    @State
    public static class EarnAgainstSpend {
        private final RetryBudget budget = RetryBudget.of(1, 3);
        private boolean spent;

        public EarnAgainstSpend() {
            budget.spend();
            budget.spend();
        }

        @Actor
        public void one() {
            budget.earn();
        }

        @Actor
        public void other() {
            spent = budget.spend();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = spent && budget.spend() && !budget.spend() ? "one is left" : "not one";
        }
    }
}
