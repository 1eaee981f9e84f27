package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An answer that comes while the run goes on, rests, or is cancelled. */
@Races(MapAsync.class)
public final class MapAsyncRaces {
    private MapAsyncRaces() {}

    /** One call, answered by the race. */
    static class Asked {
        final Steps engine = new Steps();
        final CompletableFuture<String> answer = new CompletableFuture<>();
        final AtomicInteger released = new AtomicInteger();
        final AtomicInteger seen = new AtomicInteger();
        final Running<?> run = Source.of(1)
                .<String>mapAsync(1, number -> answer)
                .releasing(String.class, text -> released.incrementAndGet())
                .to(Sink.<String>forEach(text -> seen.incrementAndGet()))
                .on(engine)
                .start();
        boolean given;

        void give() {
            given = answer.complete("answer");
        }
    }

    /** The answer comes as the island goes to rest, or before it has asked. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the answer was seen")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the answer is there, and nobody takes it")
    @State
    public static class AnswerAgainstRest extends Asked {
        @Actor
        public void api() {
            give();
        }

        @Actor
        public void islands() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            result.r1 = Books.closed(run) && seen.get() == 1 ? "came" : "lost wake-up";
        }
    }

    /** The answer comes as nothing is wanted any more. */
    @JCStressTest
    @Outcome(id = "seen or released", expect = ACCEPTABLE, desc = "an answer that was given is in one place")
    @Outcome(id = "not given", expect = ACCEPTABLE, desc = "the call was cancelled, or never made")
    @Outcome(id = "kept", expect = FORBIDDEN, desc = "the answer was given and is nowhere")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "the answer was seen and released, or released twice")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the run waits for what will not come")
    @State
    public static class AnswerAgainstCancel extends Asked {
        public AnswerAgainstCancel() {
            engine.run(); // it has asked
        }

        @Actor
        public void api() {
            give();
        }

        @Actor
        public void outside() {
            run.cancel("enough");
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            int places = seen.get() + released.get();
            result.r1 = !Books.closed(run)
                    ? "not over"
                    : places > 1 ? "twice" : !given ? "not given" : places == 1 ? "seen or released" : "kept";
        }
    }
}
