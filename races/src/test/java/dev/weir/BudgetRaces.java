package dev.weir;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Permits that several want, get and give back at once. */
@Races(Budget.class)
public final class BudgetRaces {
    private BudgetRaces() {}

    /** A budget of one permit. */
    static class One {
        final Budget budget = Budget.of(1);
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger grants = new AtomicInteger();
        volatile boolean tooMany;

        /** Has it, for a moment, as often as it is granted. */
        void use(Budget.Member member) {
            member.ask(1, () -> {
                grants.incrementAndGet();
                tooMany |= now.incrementAndGet() > 1 || budget.used() > budget.most();
                now.decrementAndGet();
                member.giveBack(1);
            });
        }
    }

    /** Both want the only one. */
    @JCStressTest
    @Outcome(id = "both had it", expect = ACCEPTABLE, desc = "one after the other, and it is back")
    @Outcome(id = "at once", expect = FORBIDDEN, desc = "there is one, and two had it")
    @Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "it is free, and one waits for it")
    @State
    public static class AskAgainstAsk extends One {
        @Actor
        public void one() {
            use(budget.join());
        }

        @Actor
        public void other() {
            use(budget.join());
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean both = grants.get() == 2 && budget.used() == 0;
            result.r1 = tooMany ? "at once" : both ? "both had it" : "waits for ever";
        }
    }

    /** One that waits leaves as it is served. */
    @JCStressTest
    @Outcome(id = "served", expect = ACCEPTABLE, desc = "it was granted before it left, and has given it back")
    @Outcome(id = "left", expect = ACCEPTABLE, desc = "it was not granted")
    @Outcome(id = "permit lost", expect = FORBIDDEN, desc = "it counts as used, and nobody has it")
    @State
    public static class LeaveAgainstGiveBack extends One {
        private final Budget.Member holder = budget.join();
        private final Budget.Member waiter = budget.join();

        public LeaveAgainstGiveBack() {
            holder.ask(1, () -> {});
            use(waiter);
        }

        @Actor
        public void one() {
            holder.giveBack(1);
        }

        @Actor
        public void other() {
            waiter.leave();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = budget.used() != 0 ? "permit lost" : grants.get() == 1 ? "served" : "left";
        }
    }
}
