package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/** Calls of which those with one key are made one after the other, by two threads. */
@Races(PerKey.class)
public final class PerKeyRaces {
    private PerKeyRaces() {}

    /** One is done as the next one of its key stands in line. */
    @JCStressTest
    @Outcome(id = "all called", expect = ACCEPTABLE, desc = "one at a time for each key")
    @Outcome(id = "two at once", expect = FORBIDDEN, desc = "two calls of one key at a time")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "one stands in line for ever")
    @State
    public static class DoneAgainstNext {
        private final Steps engine = new Steps();
        private final AtomicInteger odd = new AtomicInteger();
        private final AtomicInteger even = new AtomicInteger();
        private volatile boolean twice;
        private final Running<Long> run = Source.of(1, 3, 2, 5, 4, 7)
                .mapConcurrent(Calls.<Integer>atMost(3).perKey(number -> number % 2), number -> {
                    AtomicInteger now = number % 2 == 0 ? even : odd;
                    twice |= now.incrementAndGet() > 1;
                    now.decrementAndGet();
                    return number;
                })
                .to(Sink.<Integer>count())
                .on(engine)
                .start();

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
            boolean all = Books.closed(run) && run.join() == 6;
            result.r1 = twice ? "two at once" : all ? "all called" : "stuck";
        }
    }
}
