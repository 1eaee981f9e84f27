package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.internal.engine.Opening;
import dev.weir.races.Races;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What can be had once, wanted by two. */
@Races(Pulls.class)
public final class PullsRaces {
    private PullsRaces() {}

    private static boolean opened(Opening<?> opening) {
        try {
            opening.open();
            return true;
        } catch (IllegalStateException again) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Two runs of one iterator. */
    @JCStressTest
    @Outcome(id = "one has it", expect = ACCEPTABLE, desc = "the other one was told")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both or none of them")
    @State
    public static class OpenAgainstOpen {
        private final Opening<Integer> opening = Pulls.once(List.of(1).iterator());
        private boolean one;
        private boolean other;

        @Actor
        public void one() {
            one = opened(opening);
        }

        @Actor
        public void other() {
            other = opened(opening);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = one != other ? "one has it" : "not one";
        }
    }

    /** One run opens a stream as another one ends without having wanted it. */
    @JCStressTest
    @Outcome(id = "opened", expect = ACCEPTABLE, desc = "it is closed by the one that has it")
    @Outcome(id = "closed", expect = ACCEPTABLE, desc = "by the one that did not want it; the other one was told")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "it was closed under the one that reads it, or by nobody")
    @State
    public static class OpenAgainstAbandon {
        private final AtomicInteger closed = new AtomicInteger();
        private final Opening<Integer> opening = Pulls.once(Stream.of(1).onClose(closed::incrementAndGet));
        private boolean one;

        @Actor
        public void one() {
            one = opened(opening);
        }

        @Actor
        public void other() throws RuntimeException {
            try {
                opening.abandon();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean shut = closed.get() == 1;
            result.r1 = one == shut ? "not one" : one ? "opened" : "closed";
        }
    }
}
