package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Calls of which several say at once what came of them; {@link WindowRaces} has more. */
@Races(Call.class)
public final class CallRaces {
    private CallRaces() {}

    /** A call is done as it is given up: it counts once, and what is not taken is let go. */
    @JCStressTest
    @Outcome(id = "done", expect = ACCEPTABLE, desc = "its result can be taken")
    @Outcome(id = "given up", expect = ACCEPTABLE, desc = "its result was let go")
    @Outcome(id = "wrong", expect = FORBIDDEN, desc = "both or neither, or it was told twice")
    @State
    public static class DoneAgainstGiveUp {
        private final Around around = new Around();
        private final Window<Integer, String> window = new Window<>(
                around.site,
                1,
                true,
                new Window.Caller<>() {
                    @Override
                    public void call(Call<Integer, String> made, @Nullable SerialTask by) {
                        call = made;
                    }

                    @Override
                    public synchronized void settled(Call<Integer, String> done) {
                        settled++;
                    }

                    @Override
                    public void stop() {}
                },
                () -> {},
                around.island);
        private @Nullable Call<Integer, String> call;
        private int settled;

        public DoneAgainstGiveUp() {
            window.put(1);
        }

        @Actor
        public void maker() {
            if (call != null) {
                call.done("result", null);
            }
        }

        @Actor
        public void stop() {
            if (call != null) {
                call.giveUp();
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            int released = around.released.get(); // the item, and the result if it was late
            String taken = window.poll();
            boolean done = taken != null && released == 1;
            boolean givenUp = taken == null && released == 2;
            result.r1 = settled != 1 || done == givenUp ? "wrong" : done ? "done" : "given up";
        }
    }
}
