package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Receiver;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An API that is asked for one item at a time, and answers in a thread of its own. */
@Races(Asking.class)
public final class AskingRaces {
    private AskingRaces() {}

    /** It answers as the flow makes room. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "it was asked each time that there was room")
    @Outcome(id = "not asked", expect = FORBIDDEN, desc = "there is room, and it was not asked")
    @Outcome(id = "asked twice", expect = FORBIDDEN, desc = "it was asked again before it had answered")
    @State
    public static class AnswerAgainstResume {
        private static final int ITEMS = 5;
        private final Steps engine = new Steps();
        private final AtomicReference<Receiver<Integer>> question = new AtomicReference<>();
        private volatile boolean twice;
        private int answered;
        private final Running<List<Integer>> run = Source.<Integer>asking(Capacity.items(1), this::asked)
                .to(Sink.<Integer>toList())
                .on(engine)
                .start();

        private void asked(Receiver<Integer> by) {
            twice |= question.getAndSet(by) != null;
        }

        private void answer() {
            Receiver<Integer> to = question.getAndSet(null);
            if (to != null) {
                answered++;
                if (answered > ITEMS) {
                    to.end();
                } else {
                    to.push(answered);
                }
            }
        }

        @Actor
        public void api() {
            for (int look = 0; look < 50; look++) {
                answer();
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
                answer();
            }
            engine.run();
            boolean all = run.ended() && run.join().equals(List.of(1, 2, 3, 4, 5));
            result.r1 = twice ? "asked twice" : all ? "all came" : "not asked";
        }
    }
}
