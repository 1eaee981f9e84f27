package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.races.Races;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A callback API that pushes while the flow takes, and ends. */
@Races(ExternalHead.class)
public final class ExternalHeadRaces {
    private ExternalHeadRaces() {}

    /** An API that pushes while it may: in its own thread, and when it is resumed. */
    static class Pushing implements Producing {
        final Around around = new Around();
        final Seen<Integer> seen = new Seen<>(99);
        final ExternalHead<Integer> head;
        Receiver<Integer> out;
        volatile boolean resumed = true;
        volatile boolean stopped;
        int pushed;

        Pushing() {
            head = new ExternalHead<>(this::start, Capacity.items(2), 0, seen, around.planned());
            around.begin(around.island, head);
            around.engine.run();
        }

        private Producing start(Receiver<Integer> to) {
            out = to;
            return this;
        }

        void push(int most) {
            for (int look = 0; look < 1000 && pushed < most && !stopped; look++) {
                if (resumed) {
                    resumed = false; // before the push: it may be resumed before that has returned
                    pushed++;
                    if (out.push(pushed)) {
                        resumed = true;
                    }
                }
            }
        }

        @Override
        public void resume() {
            resumed = true;
        }

        @Override
        public void stop(Ending reason) {
            stopped = true;
        }
    }

    /** It is told to wait as there is room again. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each time that it was told to wait, it was resumed")
    @Outcome(id = "not resumed", expect = FORBIDDEN, desc = "there is room, and it still waits")
    @Outcome(id = "too much", expect = FORBIDDEN, desc = "it was told to go on without room")
    @State
    public static class PushAgainstTake extends Pushing {
        @Actor
        public void api() {
            push(5);
        }

        @Actor
        public void island() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            for (int round = 0; round < 5; round++) {
                push(5);
                around.engine.run();
            }
            boolean all = seen.items.equals(List.of(1, 2, 3, 4, 5));
            result.r1 = seen.ending != null ? "too much" : all ? "all came" : "not resumed";
        }
    }

    /** It ends as the flow wants no more: one ending, and nothing that was pushed is kept. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "each item came or was let go, also one that came too late")
    @Outcome(id = "left behind", expect = FORBIDDEN, desc = "an item that was pushed is nowhere")
    @State
    public static class PushAndEndAgainstCancel extends Pushing {
        @Actor
        public void api() {
            push(2);
            out.end();
        }

        @Actor
        public void island() {
            around.crew.cancel("enough");
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            boolean all = seen.items.size() + around.released.get() == pushed;
            result.r1 = head.over() && around.crew.isDone() && all ? "over" : "left behind";
        }
    }
}
