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
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** The alarm of a throttle goes off after the last item: whoever rests last ends the circle. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "all items have come out")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "the island was at rest before its alarm was off")
    @Outcome(id = "failed", expect = FORBIDDEN, desc = "it was taken for stuck and was not")
    @Outcome(id = "wrong items", expect = FORBIDDEN, desc = "it was ended while an item went round")
    @State
    public static class RestAgainstAlarm {
        private final Steps engine = new Steps();
        private final Running<List<Integer>> run = Graph.of(graph -> {
                    Graph.Loop<Integer> back = graph.loop("back", Capacity.items(4));
                    Source<Integer> both =
                            Source.merge(Source.of(1), back.source()).throttle(1, Duration.ofNanos(10));
                    List<Source<Integer>> ways = graph.route(both, 2, number -> number > 0 ? 0 : 1);
                    graph.close(back, ways.get(0).map(number -> number - 1));
                    return graph.end(ways.get(1).map(number -> number + 1), Sink.<Integer>toList());
                })
                .on(engine)
                .start();

        /** Up to the last alarm. */
        public RestAgainstAlarm() {
            engine.run();
            engine.pass(10);
            engine.run();
        }

        @Actor
        public void clock() {
            engine.pass(10);
        }

        @Actor
        public void carrier() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            result.r1 = ending(run, 1);
        }
    }

    /** A call comes back after its reader has come to rest for want of room. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "all items have come out")
    @Outcome(id = "not over", expect = FORBIDDEN, desc = "nobody has looked after the last that moved")
    @Outcome(id = "failed", expect = FORBIDDEN, desc = "it was taken for stuck and was not")
    @Outcome(id = "wrong items", expect = FORBIDDEN, desc = "an item is missing")
    @State
    public static class RestAgainstCall {
        private final Steps engine = new Steps();
        private final Queue<CompletableFuture<Integer>> calls = new ConcurrentLinkedQueue<>();
        private final Running<List<Integer>> run = Source.from(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .<Integer, Integer, Integer>both(
                        in -> in.skip(7).buffer(1), in -> in.mapAsync(1, number -> called()), Integer::sum)
                .to(Sink.<Integer>toList())
                .links(Capacity.items(4))
                .on(engine)
                .start();

        private CompletableFuture<Integer> called() {
            CompletableFuture<Integer> call = new CompletableFuture<>();
            calls.add(call);
            return call;
        }

        private void answer() {
            for (CompletableFuture<Integer> call = calls.poll(); call != null; call = calls.poll()) {
                call.complete(0);
            }
        }

        /** Up to the call that fills what is after it. */
        public RestAgainstCall() {
            for (int i = 0; i < 4; i++) {
                engine.run();
                answer();
            }
        }

        @Actor
        public void caller() {
            answer();
        }

        @Actor
        public void carrier() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            for (int i = 0; i < 20; i++) {
                engine.finish();
                answer();
            }
            result.r1 = ending(run, 7 + 8 + 9);
        }
    }
}
