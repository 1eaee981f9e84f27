package dev.weir.net.mux;

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

/** A producer hands over as its connection makes room: it goes on, and is let go once. */
@Races({Holdback.class, Budget.class})
public final class HoldbackRaces {
    private static final long MUCH = 1_000_000;

    private HoldbackRaces() {}

    /** One stream, whose producer stops at 10 unsent bytes and goes on at 5. */
    private static final class Stream {
        final Holdback holdback;
        final AtomicInteger woken = new AtomicInteger();
        boolean goesOn; // the producer's

        Stream(Budget budget, long window) {
            holdback = new Holdback(budget, window, 10, 5);
            holdback.onRoom(woken::incrementAndGet);
        }

        void handOver(long bytes) {
            goesOn = holdback.handedOver(bytes);
        }

        String told() {
            int times = woken.get() + (goesOn ? 1 : 0);
            return times == 1 ? "once" : times == 0 ? "stuck" : "twice";
        }
    }

    /** It reaches its high mark as bytes leave. */
    @JCStressTest
    @Outcome(id = "once", expect = ACCEPTABLE, desc = "it saw the room, or was told of it")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "there is room, and nobody says so")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "it went on and was let go as well")
    @State
    public static class HandedOverAgainstLeft {
        private final Stream stream = new Stream(new Budget(MUCH, MUCH / 2), MUCH);

        public HandedOverAgainstLeft() {
            stream.handOver(8);
        }

        @Actor
        public void producer() {
            stream.handOver(4);
        }

        @Actor
        public void connection() {
            stream.holdback.left(8);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = stream.told();
        }
    }

    /** It uses up its window as the peer opens it. */
    @JCStressTest
    @Outcome(id = "once", expect = ACCEPTABLE, desc = "it saw the window, or was told of it")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "the window is open, and nobody says so")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "it went on and was let go as well")
    @State
    public static class HandedOverAgainstAllowed {
        private final Stream stream = new Stream(new Budget(MUCH, MUCH / 2), 3);

        @Actor
        public void producer() {
            stream.handOver(4);
        }

        @Actor
        public void connection() {
            stream.holdback.allowed(100);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = stream.told();
        }
    }

    /** It was held back for two reasons, which go away one after the other as it finds them. */
    @JCStressTest
    @Outcome(id = "once", expect = ACCEPTABLE, desc = "it saw the room, or was told of it")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "there is room, and nobody says so")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "it went on and was let go as well")
    @State
    public static class HandedOverAgainstBoth {
        private final Stream stream = new Stream(new Budget(MUCH, MUCH / 2), 9);

        public HandedOverAgainstBoth() {
            stream.handOver(8);
        }

        @Actor
        public void producer() {
            stream.handOver(4);
        }

        @Actor
        public void connection() {
            stream.holdback.left(8);
            stream.holdback.allowed(100);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = stream.told();
        }
    }

    /** All of the connection's budget is another stream's, which leaves as this one begins to wait for it. */
    @JCStressTest
    @Outcome(id = "once", expect = ACCEPTABLE, desc = "it saw the room, or was looked at")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "the budget has eased, and nobody looks")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "it went on and was let go as well")
    @State
    public static class HandedOverAgainstABudgetThatEases {
        private final Budget budget = new Budget(100, 50);
        private final Stream stream = new Stream(budget, MUCH);

        public HandedOverAgainstABudgetThatEases() {
            budget.add(100);
        }

        @Actor
        public void producer() {
            stream.handOver(4);
        }

        @Actor
        public void connection() {
            budget.add(-100);
            if (budget.eased()) {
                stream.holdback.look();
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = stream.told();
        }
    }

    /** Two begin to wait for the budget as it eases: whoever waits is looked at. */
    @JCStressTest
    @Outcome(id = "once, once", expect = ACCEPTABLE, desc = "both go on")
    @Outcome(expect = FORBIDDEN, desc = "one is stuck, or was let go twice")
    @State
    public static class TwoAgainstABudgetThatEases {
        private final Budget budget = new Budget(100, 50);
        private final Stream one = new Stream(budget, MUCH);
        private final Stream other = new Stream(budget, MUCH);

        public TwoAgainstABudgetThatEases() {
            budget.add(100);
            other.handOver(4);
        }

        @Actor
        public void producer() {
            one.handOver(4);
        }

        @Actor
        public void connection() {
            budget.add(-100);
            if (budget.eased()) {
                one.holdback.look();
                other.holdback.look();
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = one.told() + ", " + other.told();
        }
    }
}
