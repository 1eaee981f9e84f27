package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A queue whose taker is stopped while it takes. */
@Races(Taken.class)
public final class TakenRaces {
    private TakenRaces() {}

    /** What was taken came out or is released; what was not is still in the queue. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "in the queue, seen, or released")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "taken out of the queue, and nowhere")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the taker waits for what will not come")
    @State
    public static class DrainAgainstTake {
        private final Steps engine = new Steps();
        private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(9, false, List.of(1, 2, 3));
        private final AtomicInteger released = new AtomicInteger();
        private final AtomicInteger seen = new AtomicInteger();
        private final Running<?> run = Source.<Integer>from(queue)
                .releasing(Integer.class, number -> released.incrementAndGet())
                .to(Sink.<Integer>forEach(number -> seen.incrementAndGet()))
                .on(engine)
                .start();

        @Actor
        public void islands() {
            engine.run();
        }

        @Actor
        public void outside() {
            var _ = run.drain(Duration.ZERO);
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            int all = queue.size() + seen.get() + released.get();
            result.r1 = !Books.closed(run) ? "not over" : all == 3 ? "each once" : "lost";
        }
    }
}
