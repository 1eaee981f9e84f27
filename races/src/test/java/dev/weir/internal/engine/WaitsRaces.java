package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Engine;
import dev.weir.races.Races;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A thread begins to wait for a future while that completes. */
@Races(Waits.class)
public final class WaitsRaces {
    private WaitsRaces() {}

    /** It sees that it is complete, or is woken. */
    @JCStressTest
    @Outcome(id = "gone on", expect = ACCEPTABLE, desc = "it went on once the future was complete")
    @Outcome(id = "left waiting", expect = FORBIDDEN, desc = "the future is complete and nobody has woken it")
    @State
    public static class AwaitAgainstComplete {
        private final CompletableFuture<Integer> done = new CompletableFuture<>();
        private final Waits waits = new Waits(Engine.virtualThreads(), done);
        private volatile long completed;

        @Actor
        public void waits(L_Result result) {
            long begun = System.nanoTime(); // the other may be far ahead
            try {
                var _ = waits.await(Late.WAIT_NANOS);
                result.r1 = Late.since(begun) && Late.since(completed) ? "left waiting" : "gone on";
            } catch (InterruptedException e) {
                result.r1 = "interrupted";
            }
        }

        @Actor
        public void completes() {
            done.complete(1);
            waits.completed();
            completed = System.nanoTime();
        }
    }
}
