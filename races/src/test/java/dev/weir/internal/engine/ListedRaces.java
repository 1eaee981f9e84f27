package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Runs that are listed by one thread while they leave the list by another one. */
@Races(Listed.class)
public final class ListedRaces {
    private ListedRaces() {}

    /** A run. */
    static final class One extends Listed {}

    /** One leaves as another one comes: who is there is found, and nobody else. */
    @JCStressTest
    @Outcome(id = "who is there", expect = ACCEPTABLE, desc = "the one that came, and not the one that left")
    @Outcome(id = "somebody else", expect = FORBIDDEN, desc = "one is missing, or found although it has left")
    @State
    public static class ListAgainstUnlist {
        private final One here = new One();
        private final One leaving = new One();
        private final One coming = new One();

        public ListAgainstUnlist() {
            here.list();
            leaving.list();
        }

        @Actor
        public void comes() {
            coming.list();
        }

        @Actor
        public void leaves() {
            leaving.unlist();
        }

        @Arbiter
        public void rest(L_Result result) {
            var all = Listed.all();
            boolean right = all.contains(here) && all.contains(coming) && !all.contains(leaving);
            here.unlist();
            coming.unlist();
            boolean gone = !Listed.all().contains(here) && !Listed.all().contains(coming);
            result.r1 = right && gone ? "who is there" : "somebody else";
        }
    }
}
