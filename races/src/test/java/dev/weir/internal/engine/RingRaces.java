package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.util.function.IntPredicate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What one thread puts into a ring and another takes out. */
@Races(Ring.class)
public final class RingRaces {
    private RingRaces() {}

    /** Its fields are plain: who sees it whole was given it in order. */
    static final class Box {
        int left;
        int right;

        Box(int number) {
            left = number;
            right = number;
        }

        boolean is(IntPredicate what) {
            return what.test(left) && what.test(right);
        }
    }

    /** The slot's release publishes what is in it. */
    @JCStressTest
    @Outcome(id = "nothing yet", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "whole", expect = ACCEPTABLE, desc = "the item was seen, and all that is in it")
    @Outcome(id = "torn", expect = FORBIDDEN, desc = "the item was seen before what is in it")
    @State
    public static class Publication {
        private final Ring ring = new Ring(4);

        @Actor
        public void writer() {
            ring.put(new Box(7));
        }

        @Actor
        public void reader(L_Result result) {
            Box box = (Box) ring.poll();
            result.r1 = box == null ? "nothing yet" : box.is(n -> n == 7) ? "whole" : "torn";
        }
    }

    /** The larger array is published by the mark that stands in the smaller one. */
    @JCStressTest
    @Outcome(id = "in order", expect = ACCEPTABLE, desc = "what was seen is what was put, in order and whole")
    @Outcome(id = "out of order", expect = FORBIDDEN, desc = "an item was missed, torn, or seen in a wrong place")
    @State
    public static class Growth {
        private static final int ITEMS = 40;
        private final Ring ring = new Ring(1 << 10);
        private int taken;
        private boolean wrong;

        @Actor
        public void writer() {
            for (int number = 0; number < ITEMS; number++) {
                ring.put(new Box(number));
            }
        }

        @Actor
        public void reader() {
            for (int look = 0; look < ITEMS; look++) {
                boolean ready = ring.ready();
                Object next = ring.peek();
                wrong |= ready && next == null;
                take();
            }
        }

        private boolean take() {
            Box box = (Box) ring.poll();
            wrong |= box != null && !box.is(n -> n == taken);
            taken += box == null ? 0 : 1;
            return box != null;
        }

        @Arbiter
        public void rest(L_Result result) {
            while (take()) {
                // until it is empty
            }
            result.r1 = wrong || taken != ITEMS ? "out of order" : "in order";
        }
    }
}
