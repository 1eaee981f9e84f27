package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A publisher outside and a subscriber inside, that come at once. */
@Races(Coupling.class)
public final class CouplingRaces {
    private CouplingRaces() {}

    /** Both sides, which count what they are told. */
    static class Sides {
        final Coupling<Integer> coupling = new Coupling<>();
        final AtomicInteger introduced = new AtomicInteger();
        final AtomicInteger completed = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        final Flow.Subscription outside = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        };
        final Flow.Subscriber<Integer> inside = new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                introduced.incrementAndGet();
            }

            @Override
            public void onNext(Integer item) {}

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onComplete() {
                completed.incrementAndGet();
            }
        };
    }

    /** They are made known to each other, whoever comes first. */
    @JCStressTest
    @Outcome(id = "joined", expect = ACCEPTABLE, desc = "the subscriber has the subscription, once")
    @Outcome(id = "apart", expect = FORBIDDEN, desc = "each took the other for late")
    @Outcome(id = "joined twice", expect = FORBIDDEN, desc = "both have made them known")
    @State
    public static class OutsideAgainstInside extends Sides {
        @Actor
        public void publisher() {
            coupling.onSubscribe(outside);
        }

        @Actor
        public void run() {
            coupling.subscribe(inside);
        }

        @Arbiter
        public void rest(L_Result result) {
            int times = introduced.get();
            result.r1 = times == 1 ? "joined" : times == 0 ? "apart" : "joined twice";
        }
    }

    /** An end is told once, whoever comes first. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE, desc = "the subscriber knows of the end, once")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "the end is forgotten")
    @Outcome(id = "told twice", expect = FORBIDDEN, desc = "the end is told by both")
    @State
    public static class EndAgainstInside extends Sides {
        @Actor
        public void publisher() {
            coupling.onSubscribe(outside);
            coupling.onComplete();
        }

        @Actor
        public void run() {
            coupling.subscribe(inside);
        }

        @Arbiter
        public void rest(L_Result result) {
            int times = completed.get();
            result.r1 = times == 1 ? "told" : times == 0 ? "not told" : "told twice";
        }
    }

    /** A publisher that comes as the run is over is sent away. */
    @JCStressTest
    @Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "the publisher was told, once")
    @Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "the publisher was not told")
    @Outcome(id = "cancelled twice", expect = FORBIDDEN, desc = "it was told by both")
    @State
    public static class OutsideAgainstClose extends Sides {
        @Actor
        public void publisher() {
            coupling.onSubscribe(outside);
        }

        @Actor
        public void run() {
            coupling.close();
        }

        @Arbiter
        public void rest(L_Result result) {
            int times = cancelled.get();
            result.r1 = times == 1 ? "cancelled" : times == 0 ? "waits for ever" : "cancelled twice";
        }
    }
}
