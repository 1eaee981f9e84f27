package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Entry;
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

/** An entry, from outside and inside at once. */
@Races(OpenDoor.class)
public final class OpenDoorRaces {
    private OpenDoorRaces() {}

    /** An entry of one place. */
    static class Open {
        final Steps engine = new Steps();
        final AtomicInteger released = new AtomicInteger();
        final AtomicInteger seen = new AtomicInteger();
        final Running<?> run = Source.<Integer>entry("in", 1)
                .releasing(Integer.class, number -> released.incrementAndGet())
                .to(Sink.<Integer>forEach(number -> seen.incrementAndGet()))
                .on(engine)
                .start();
        final Entry<Integer> entry = run.entry("in");
        int in;

        boolean offer() {
            boolean accepted = entry.offer(1).accepted();
            in += accepted ? 1 : 0;
            return accepted;
        }

        /** Waits for a place if there is none. False: it was refused. */
        boolean put() {
            try {
                entry.put(1);
                in++;
                return true;
            } catch (IllegalStateException closed) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** It is over: each run that goes on is kept by the list of all that run. */
        void end() {
            entry.close();
            engine.run();
        }

        /** Whether each item that is in was seen or released, once. */
        boolean balanced() {
            return Books.closed(run) && seen.get() + released.get() == in;
        }
    }

    /** An offer wakes the island, or is seen before it rests. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the item was taken")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the item is in, and the island rests")
    @State
    public static class OfferAgainstRest extends Open {
        @Actor
        public void outside() {
            offer();
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = in == 1 && seen.get() == 1 ? "came" : "lost wake-up";
            end();
        }
    }

    /** It is in, or it was refused. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "it was in before the close")
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "the close came first")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "accepted, and nowhere")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the entry is closed and empty, and the run goes on")
    @State
    public static class OfferAgainstClose extends Open {
        @Actor
        public void outside() {
            offer();
        }

        @Actor
        public void other() {
            entry.close();
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = !run.ended() ? "not over" : !balanced() ? "lost" : in == 1 ? "came" : "refused";
        }
    }

    /** The same for one that waits, as it is served or refused. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "a place became free before the close")
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "the close came first")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "accepted, and nowhere; or refused, and in")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the entry is closed and empty, and the run goes on")
    @State
    public static class PutAgainstCloseAndTake extends Open {
        private boolean put;

        public PutAgainstCloseAndTake() {
            offer();
        }

        @Actor
        public void outside() {
            put = put();
        }

        @Actor
        public void other() {
            engine.run();
            entry.close();
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = !run.ended() ? "not over" : !balanced() ? "lost" : put ? "came" : "refused";
        }
    }

    /** One that waits is served when an item is taken. */
    @JCStressTest
    @Outcome(id = "both came", expect = ACCEPTABLE, desc = "it had the place that became free")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "an item is in, and the island rests")
    @State
    public static class PutAgainstTake extends Open {
        public PutAgainstTake() {
            offer();
        }

        @Actor
        public void outside() {
            put();
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = seen.get() == 2 ? "both came" : "lost wake-up";
            end();
        }
    }

    /** The run is cancelled: what was accepted was seen or is released. */
    @JCStressTest
    @Outcome(id = "seen or released", expect = ACCEPTABLE, desc = "each item that was in, once")
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "nothing was in")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "accepted, and nowhere, or in two places")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the run is cancelled, and goes on")
    @State
    public static class OfferAgainstCancel extends Open {
        @Actor
        public void outside() {
            offer();
            offer();
        }

        @Actor
        public void other() {
            run.cancel("enough");
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            result.r1 = !run.ended() ? "not over" : !balanced() ? "lost" : in > 0 ? "seen or released" : "refused";
        }
    }
}
