package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Feedback;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A circle with a gate, of which both ends are run by two threads. */
@Races(FeedbackGate.class)
public final class FeedbackGateRaces {
    private FeedbackGateRaces() {}

    /** Items go round, come out, and make room for others. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each went round as often as it had to")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "an item goes round no more, or the end was not seen")
    @Outcome(id = "failed", expect = FORBIDDEN, desc = "it was taken for one without an answer")
    @State
    public static class RoundAndRound {
        private final Steps engine = new Steps();
        private final Running<Long> run = Source.of(3, 1, 2)
                .<Integer>feedback(
                        2,
                        in -> in.map(number ->
                                number > 0 ? Feedback.<Integer, Integer>again(number - 1) : Feedback.out(number)))
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
            boolean failed = run.result().toCompletableFuture().isCompletedExceptionally();
            result.r1 = failed ? "failed" : Books.closed(run) && run.join() == 3 ? "all came" : "not over";
        }
    }
}
