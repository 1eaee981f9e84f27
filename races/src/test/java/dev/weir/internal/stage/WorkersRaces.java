package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/** Workers that come and go with the calls there are to make. */
@Races(Workers.class)
public final class WorkersRaces {
    private WorkersRaces() {}

    /** Calls of which the results own something. */
    static class Calling {
        final Steps engine = new Steps();
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger released = new AtomicInteger();
        final AtomicInteger seen = new AtomicInteger();
        final Running<?> run = Source.of(1, 2, 3)
                .mapConcurrent(2, number -> "result " + made.incrementAndGet())
                .releasing(String.class, text -> released.incrementAndGet())
                .to(Sink.<String>forEach(text -> seen.incrementAndGet()))
                .on(engine)
                .start();
    }

    /** A worker leaves as the next call comes. */
    @JCStressTest
    @Outcome(id = "all called", expect = ACCEPTABLE, desc = "the worker saw it, or another one began")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "a call waits, and nobody works")
    @State
    public static class CallAgainstLeave extends Calling {
        @Actor
        public void one() {
            engine.run();
        }

        @Actor
        public void other() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            result.r1 = Books.closed(run) && seen.get() == 3 ? "all called" : "stuck";
        }
    }

    /** They are stopped while they work. */
    @JCStressTest
    @Outcome(
            id = "stopped",
            expect = ACCEPTABLE,
            desc = "each result was seen or released, and the thread left in peace")
    @Outcome(id = "followed out", expect = FORBIDDEN, desc = "the thread is interrupted after the worker has left it")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "a result is nowhere, or in two places")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the run waits for a worker that has left")
    @State
    public static class StopAgainstWork extends Calling {
        private boolean followed;
        private boolean followedOther;

        @Actor
        public void islands() {
            engine.run();
            followed = Thread.interrupted();
        }

        @Actor
        public void outside() {
            run.cancel("enough");
            engine.run();
            followedOther = Thread.interrupted();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            boolean once = seen.get() + released.get() == made.get();
            result.r1 = !Books.closed(run)
                    ? "not over"
                    : followed || followedOther ? "followed out" : once ? "stopped" : "lost";
        }
    }
}
