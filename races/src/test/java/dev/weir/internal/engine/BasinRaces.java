package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.hold.DropOldest;
import dev.weir.races.Books;
import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A place that drops, between two islands. */
@Races(Basin.class)
public final class BasinRaces {
    private BasinRaces() {}

    /** A place for two items of which a third one drops the oldest. */
    static class Place {
        final Around around = new Around();
        final Seen<Integer> seen = new Seen<>(9);
        final Basin<Integer, Integer> basin = new Basin<>(
                "basin",
                2,
                (losses, now) -> new DropOldest<>(Capacity.items(2), losses),
                () -> {},
                around.island,
                around.site);

        void put(int most) {
            for (int number = 1; number <= most; number++) {
                try {
                    basin.put(number);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What is put is seen, or wakes the reader. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the item, or was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and the item is there")
    @State
    public static class PutAgainstSleep extends Place {
        public PutAgainstSleep() {
            around.begin(around.island, new BasinReader<>(basin, seen, around.island, around.site));
        }

        @Actor
        public void writer() {
            put(1);
        }

        @Actor
        public void reader() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = seen.items.size() == 1 ? "came" : "lost wake-up";
        }
    }

    /** Each item comes out or is let go, once: dropped by another, or by the cancel. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "all are let go, and the book is closed")
    @Outcome(id = "not each once", expect = FORBIDDEN, desc = "one was forgotten, or let go twice")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "in is not out + dropped + discarded")
    @State
    public static class PutAgainstCancel extends Place {
        @Actor
        public void writer() {
            put(4);
        }

        @Actor
        public void reader() {
            basin.cancel(Ending.DONE);
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean once = around.released.get() == 4;
            result.r1 = !once ? "not each once" : Books.closed(basin.read()) ? "each once" : "wrong book";
        }
    }

    /** An item is taken as another one takes its place. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "each came out, was dropped, or is held")
    @Outcome(id = "not each once", expect = FORBIDDEN, desc = "one was taken and dropped, or is nowhere")
    @State
    public static class PutAgainstTake extends Place {
        private int taken;

        @Actor
        public void writer() {
            put(4);
        }

        @Actor
        public void reader() {
            take();
            take();
        }

        private void take() {
            try {
                taken += basin.poll() == null ? 0 : 1;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            int all = taken + around.released.get() + basin.read().held();
            result.r1 = all == 4 && Books.missing(basin.read()) == 0 ? "each once" : "not each once";
        }
    }
}
