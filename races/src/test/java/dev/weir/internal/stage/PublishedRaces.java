package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A subscriber that asks and cancels while the island gives it signals. */
@Races(Published.class)
public final class PublishedRaces {
    private PublishedRaces() {}

    /** A subscriber that has subscribed and asked for nothing yet. */
    static class Subscribed implements Flow.Subscriber<Integer> {
        final Steps engine = new Steps();
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger released = new AtomicInteger();
        Flow.Subscription subscription;
        int seen;
        int ends;
        volatile boolean signalled;
        boolean interrupted;
        boolean afterEnd;

        Subscribed() {
            Source.of(1, 2)
                    .map(number -> made.incrementAndGet())
                    .releasing(Integer.class, number -> released.incrementAndGet())
                    .asPublisher(engine)
                    .subscribe(this);
            engine.run();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {
            seen++;
            signalled = true;
            interrupted |= Thread.currentThread().isInterrupted();
            afterEnd |= ends > 0;
        }

        @Override
        public void onError(Throwable cause) {
            ends++;
        }

        @Override
        public void onComplete() {
            ends++;
            interrupted |= Thread.currentThread().isInterrupted();
        }
    }

    /** What is asked for comes, also if it is asked for as the island goes to rest. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "both items and the end")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "it has asked, and nothing comes")
    @Outcome(id = "too much", expect = FORBIDDEN, desc = "an item or an end that must not be told")
    @State
    public static class RequestAgainstRest extends Subscribed {
        public RequestAgainstRest() {
            subscription.request(1);
        }

        @Actor
        public void subscriber() {
            subscription.request(2); // one more than there are, to see the end
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = seen == 2 && ends == 1
                    ? "all came"
                    : seen > 2 || ends > 1 || afterEnd ? "too much" : "lost wake-up";
        }
    }

    /** A cancel as it is given items: its own code is not interrupted, and no item is forgotten. */
    @JCStressTest
    @Outcome(id = "in peace", expect = ACCEPTABLE, desc = "each item that was made was seen or released")
    @Outcome(id = "interrupted", expect = FORBIDDEN, desc = "the subscriber was interrupted in a signal")
    @Outcome(id = "followed out", expect = FORBIDDEN, desc = "the thread is interrupted after the island has left it")
    @Outcome(id = "forgotten", expect = FORBIDDEN, desc = "an item was made, and neither seen nor released")
    @State
    public static class CancelAgainstSignals extends Subscribed {
        private boolean followed;

        public CancelAgainstSignals() {
            subscription.request(9);
        }

        @Actor
        public void subscriber() {
            subscription.cancel();
        }

        @Actor
        public void island() {
            engine.run();
            followed = Thread.interrupted();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            boolean all = seen + released.get() == made.get();
            result.r1 = interrupted ? "interrupted" : followed ? "followed out" : all ? "in peace" : "forgotten";
        }
    }
}
