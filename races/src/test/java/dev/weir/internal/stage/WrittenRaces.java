package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Ending;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Writer;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An API that is written to, and calls back when it has drained. */
@Races(Written.class)
public final class WrittenRaces {
    private WrittenRaces() {}

    /** It drains while it is written to, or as the island goes to rest. */
    @JCStressTest
    @Outcome(id = "all written", expect = ACCEPTABLE, desc = "each time that it had drained, it was written to")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "it has drained, and nothing is written")
    @Outcome(id = "too many", expect = FORBIDDEN, desc = "it was written to before it had drained")
    @State
    public static class DrainedAgainstWrite implements Writer<Long, Integer> {
        private static final int ITEMS = 4;
        private final Steps engine = new Steps();
        private Runnable drained;
        private volatile boolean full;
        private volatile boolean tooMany;
        private int written;
        private final Running<Integer> run = Source.range(0, ITEMS)
                .to(Sink.<Long, Integer>writing(() -> this))
                .on(engine)
                .start();

        @Override
        public void open(Runnable whenDrained, Consumer<Throwable> broken) {
            drained = whenDrained;
        }

        @Override
        public boolean write(Long item) {
            tooMany |= full;
            written++;
            full = true;
            return false;
        }

        @Override
        public Integer finish() {
            return written;
        }

        @Override
        public void abort(Ending ending) {}

        private void drain() {
            if (full) {
                full = false;
                drained.run();
            }
        }

        @Actor
        public void api() {
            for (int look = 0; look < 50; look++) {
                drain();
            }
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            for (int round = 0; round <= ITEMS; round++) {
                engine.run();
                drain();
            }
            engine.run();
            boolean all = run.ended() && run.join() == ITEMS;
            result.r1 = tooMany ? "too many" : all ? "all written" : "lost wake-up";
        }
    }
}
