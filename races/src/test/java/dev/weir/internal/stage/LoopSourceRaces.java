package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Entry;
import dev.weir.Graph;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A circle that ends when nothing goes round and nothing will come. */
@Races(LoopSource.class)
public final class LoopSourceRaces {
    private LoopSourceRaces() {}

    /** The last item comes, and the entry is closed, while it may be taken for over. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "the last item went round, and came out")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "nobody has seen that nothing goes round any more")
    @Outcome(id = "too early", expect = FORBIDDEN, desc = "it was over, and an item that was accepted is nowhere")
    @State
    public static class LastItemAgainstRest {
        private final Steps engine = new Steps();
        private final Running<Long> run = Graph.of(graph -> {
                    Graph.Loop<Integer> back = graph.loop("back", Capacity.items(4));
                    Source<Integer> both = Source.merge(Source.<Integer>entry("in", 4), back.source());
                    List<Source<Integer>> ways = graph.route(both, 2, number -> number > 0 ? 0 : 1);
                    graph.close(back, ways.get(0).map(number -> number - 1));
                    return graph.end(ways.get(1), Sink.<Integer>count());
                })
                .on(engine)
                .start();
        private final Entry<Integer> entry = run.entry("in");
        private boolean accepted;

        @Actor
        public void outside() {
            accepted = entry.offer(2).accepted();
            entry.close();
        }

        @Actor
        public void islands() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            boolean all = accepted && run.ended() && run.join() == 1 && Books.closed(run);
            result.r1 = !run.ended() ? "not over" : all ? "over" : "too early";
        }
    }
}
