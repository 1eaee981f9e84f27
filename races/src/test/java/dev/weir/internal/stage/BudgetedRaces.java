package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Budget;
import dev.weir.Calls;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Calls of two runs that share a budget, each run by a thread of its own. */
@Races(Budgeted.class)
public final class BudgetedRaces {
    private BudgetedRaces() {}

    /** A run of calls that takes from a budget. */
    static class Calling {
        final Budget budget = Budget.of(1);
        final AtomicInteger now = new AtomicInteger();
        volatile boolean tooMany;
        final Steps here = new Steps();
        final Steps there = new Steps();
        final Running<Long> one = run(here);
        final Running<Long> other = run(there);

        private Running<Long> run(Steps engine) {
            return Source.of(1, 2, 3)
                    .mapConcurrent(Calls.<Integer>atMost(2).within(budget), number -> {
                        tooMany |= now.incrementAndGet() > 1;
                        now.decrementAndGet();
                        return number;
                    })
                    .to(Sink.<Integer>count())
                    .on(engine)
                    .start();
        }

        void finish() {
            for (int round = 0; round < 20 && !(one.ended() && other.ended()); round++) {
                here.finish();
                there.finish();
            }
        }
    }

    /** Permits go from one run to the other. */
    @JCStressTest
    @Outcome(id = "all called", expect = ACCEPTABLE, desc = "within the budget, and all permits are back")
    @Outcome(id = "over the budget", expect = FORBIDDEN, desc = "two calls at a time")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "a call was not made")
    @Outcome(id = "permit lost", expect = FORBIDDEN, desc = "a permit has not come back")
    @State
    public static class CallAgainstCall extends Calling {
        @Actor
        public void one() {
            here.run();
        }

        @Actor
        public void other() {
            there.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            boolean all = Books.closed(one) && Books.closed(other) && one.join() == 3 && other.join() == 3;
            result.r1 =
                    tooMany ? "over the budget" : !all ? "stuck" : budget.used() == 0 ? "all called" : "permit lost";
        }
    }

    /** One is cancelled as it is served. */
    @JCStressTest
    @Outcome(id = "the other goes on", expect = ACCEPTABLE, desc = "and all permits are back")
    @Outcome(id = "over the budget", expect = FORBIDDEN, desc = "two calls at a time")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "the other one waits for a permit that nobody has")
    @Outcome(id = "permit lost", expect = FORBIDDEN, desc = "a permit has not come back")
    @State
    public static class CancelAgainstGrant extends Calling {
        public CancelAgainstGrant() {
            here.execute(() -> {}); // the first to run has something before it
        }

        @Actor
        public void one() {
            one.cancel("enough");
            here.run();
        }

        @Actor
        public void other() {
            there.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            boolean all = Books.closed(one) && Books.closed(other) && other.join() == 3;
            result.r1 = tooMany
                    ? "over the budget"
                    : !all ? "stuck" : budget.used() == 0 ? "the other goes on" : "permit lost";
        }
    }
}
