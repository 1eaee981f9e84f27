package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A publisher in a thread of its own, and the flow that asks it. */
@Races(Subscription.class)
public final class SubscriptionRaces {
    private SubscriptionRaces() {}

    /** A publisher that publishes what it was asked for when the race says so. */
    static class Publishing implements Flow.Publisher<Integer>, Flow.Subscription {
        static final int ITEMS = 6;
        final Steps engine = new Steps();
        final AtomicLong asked = new AtomicLong();
        final AtomicBoolean called = new AtomicBoolean();
        volatile boolean twoAtOnce;
        volatile boolean cancelled;
        Flow.Subscriber<? super Integer> subscriber;
        int published;
        final Running<List<Integer>> run = Source.<Integer>from(this, Capacity.items(2))
                .to(Sink.<Integer>toList())
                .on(engine)
                .start();

        Publishing() {
            engine.run();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> whom) {
            subscriber = whom;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            twoAtOnce |= called.getAndSet(true);
            asked.addAndGet(n);
            called.set(false);
        }

        @Override
        public void cancel() {
            twoAtOnce |= called.getAndSet(true);
            cancelled = true;
            called.set(false);
        }

        void publish() {
            if (published < ITEMS && asked.get() > 0 && !cancelled) {
                asked.decrementAndGet();
                published++;
                subscriber.onNext(published);
                if (published == ITEMS) {
                    subscriber.onComplete();
                }
            }
        }
    }

    /** It is asked for more by its own signal and by the flow. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "it was asked each time that there was room")
    @Outcome(id = "two at once", expect = FORBIDDEN, desc = "the subscription was called by two threads at a time")
    @Outcome(id = "too many", expect = FORBIDDEN, desc = "it was asked for more than there is room for")
    @Outcome(id = "not asked", expect = FORBIDDEN, desc = "there is room, and it was not asked")
    @State
    public static class NextAgainstResume extends Publishing {
        @Actor
        public void publisher() {
            for (int look = 0; look < 50; look++) {
                publish();
            }
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            for (int round = 0; round < ITEMS; round++) {
                engine.run();
                publish();
            }
            engine.run();
            boolean failed = run.result().toCompletableFuture().isCompletedExceptionally();
            boolean all = run.ended() && !failed && run.join().equals(List.of(1, 2, 3, 4, 5, 6));
            result.r1 = twoAtOnce ? "two at once" : failed ? "too many" : all ? "all came" : "not asked";
        }
    }

    /** It is cancelled as it publishes. */
    @JCStressTest
    @Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "the publisher was told, and the book is closed")
    @Outcome(id = "complete", expect = ACCEPTABLE, desc = "it had published all before")
    @Outcome(id = "two at once", expect = FORBIDDEN, desc = "the subscription was called by two threads at a time")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "the publisher would go on for ever")
    @State
    public static class NextAgainstCancel extends Publishing {
        @Actor
        public void publisher() {
            publish();
            publish();
        }

        @Actor
        public void outside() {
            run.cancel("enough");
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            boolean over = Books.closed(run);
            result.r1 = twoAtOnce
                    ? "two at once"
                    : over && published == ITEMS ? "complete" : over && cancelled ? "cancelled" : "not told";
        }
    }
}
