package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Rules for what is let go, as they are made. */
@Races(Releases.class)
public final class ReleasesRaces {
    private ReleasesRaces() {}

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two rules for one type: the first one counts, and stays. */
    @JCStressTest
    @Outcome(id = "released once", expect = ACCEPTABLE, desc = "by one of the rules")
    @Outcome(id = "not once", expect = FORBIDDEN, desc = "by none of them, or both, or now one and then the other")
    @State
    public static class AddAgainstAdd {
        private final Releases releases = new Releases();
        private final AtomicInteger one = new AtomicInteger();
        private final AtomicInteger other = new AtomicInteger();

        @Actor
        public void one() {
            releases.add(Integer.class, item -> one.incrementAndGet());
        }

        @Actor
        public void other() {
            releases.add(Integer.class, item -> other.incrementAndGet());
        }

        @Arbiter
        public void rest(L_Result result) {
            releases.release(1, ReleasesRaces::close);
            releases.release(2, ReleasesRaces::close);
            boolean once = one.get() + other.get() == 2 && one.get() * other.get() == 0;
            result.r1 = once ? "released once" : "not once";
        }
    }

    /** A rule for another type does not take away one that is there. */
    @JCStressTest
    @Outcome(id = "released once", expect = ACCEPTABLE, desc = "by the rule that was there")
    @Outcome(id = "not once", expect = FORBIDDEN, desc = "the rule was not found")
    @State
    public static class ReleaseAgainstAdd {
        private final Releases releases = new Releases();
        private final AtomicInteger released = new AtomicInteger();

        public ReleaseAgainstAdd() {
            releases.add(Integer.class, item -> released.incrementAndGet());
        }

        @Actor
        public void release() {
            releases.release(1, ReleasesRaces::close);
        }

        @Actor
        public void add() {
            releases.add(String.class, item -> released.addAndGet(10));
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = released.get() == 1 ? "released once" : "not once";
        }
    }
}
