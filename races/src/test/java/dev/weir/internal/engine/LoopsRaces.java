package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Feedback;
import dev.weir.Graph;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Runs in which items go round, that come to rest in two threads at once. */
@Races(Loops.class)
public final class LoopsRaces {
    private LoopsRaces() {}

    /** How a run has ended: with these numbers, or else. */
    static String ending(Running<List<Integer>> run, int sum) {
        if (!run.ended()) {
            return "not over";
        }
        if (run.result().toCompletableFuture().isCompletedExceptionally()) {
            return "failed";
        }
        boolean all = run.join().stream().mapToInt(number -> number).sum() == sum;
        return all ? "over" : "wrong items";
    }

    /** It ends when nothing goes round any more, and not before. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "all items have come out")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "both threads took the other for the one that looks")
    @Outcome(id = "failed", expect = FORBIDDEN, desc = "it was taken for stuck and was not")
    @Outcome(id = "wrong items", expect = FORBIDDEN, desc = "it was ended while an item went round")
    @State
    public static class RestAgainstRest {
        private final Steps engine = new Steps();
        private final Running<List<Integer>> run = Graph.of(graph -> {
                    Graph.Loop<Integer> back = graph.loop("back", Capacity.items(4));
                    Source<Integer> both = Source.merge(Source.of(3, 5), back.source());
                    List<Source<Integer>> ways = graph.route(both, 2, number -> number > 0 ? 0 : 1);
                    graph.close(back, ways.get(0).map(number -> number - 1));
                    return graph.end(ways.get(1).map(number -> number + 1), Sink.<Integer>toList());
                })
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
            result.r1 = ending(run, 2);
        }
    }

    /** Branches that are joined again: no circle, but what comes to rest may be stuck. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "all items have come out")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "an island rests that ought to move")
    @Outcome(id = "failed", expect = FORBIDDEN, desc = "it was taken for stuck and was not")
    @Outcome(id = "wrong items", expect = FORBIDDEN, desc = "an item is missing")
    @State
    public static class Rejoining {
        private final Steps engine = new Steps();
        private final Running<List<Integer>> run = Source.of(1, 2, 3)
                .<Integer, Integer, Integer>both(in -> in.buffer(1), in -> in.buffer(2), Integer::sum)
                .<Integer>feedback(2, in -> in.map(Feedback::out))
                .to(Sink.<Integer>toList())
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
            result.r1 = ending(run, 12);
        }
    }
}
