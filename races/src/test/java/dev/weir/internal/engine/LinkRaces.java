package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.races.Books;
import dev.weir.races.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A link between two islands, each run by a thread of its own. */
@Races(Link.class)
public final class LinkRaces {
    private LinkRaces() {}

    /** The reader announces that it sleeps and looks once more; the writer puts and looks for the announcement. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the item, or was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and the item is in the link")
    @State
    public static class PutAgainstSleep {
        private final Around around = new Around();
        private final Seen<Integer> seen = new Seen<>(9);
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), () -> {}, around.island, around.site);

        public PutAgainstSleep() {
            around.begin(around.island, new LinkReader<>(link, seen, around.island));
        }

        @Actor
        public void writer() {
            link.put(1);
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

    /** The same between islands of threads, where the writer has no fence: what both miss, the watch finds. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the item, or was woken for it")
    @Outcome(id = "found", expect = ACCEPTABLE, desc = "the watch saw that the reader sleeps on an item")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and the item is in the link")
    @State
    public static class PutWithoutFenceAgainstSleep {
        private final Around around = new Around(new StepsOfThreads());
        private final Island writing = around.another();
        private final Seen<Integer> seen = new Seen<>(9);
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), writing, around.island, around.site);

        public PutWithoutFenceAgainstSleep() {
            around.begin(around.island, new LinkReader<>(link, seen, around.island));
        }

        @Actor
        public void writer() {
            link.put(1);
        }

        @Actor
        public void reader() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            if (seen.items.size() == 1) {
                result.r1 = "came";
                return;
            }
            link.wakeIfReady();
            around.engine.run();
            result.r1 = seen.items.size() == 1 ? "found" : "lost wake-up";
        }
    }

    /** A loop puts a simple item as the reader goes to sleep: it is put, or it is said that it is not simple any more. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the item, or was woken for it")
    @Outcome(id = "found", expect = ACCEPTABLE, desc = "by the look of the watch")
    @Outcome(id = "not simple", expect = ACCEPTABLE, desc = "the reader slept already")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests, also after the look of the watch")
    @State
    public static class PutPlainAgainstSleep {
        private static final int BEFORE = 3;
        private final Around around = new Around(new StepsOfThreads());
        private final Island writing = around.another();
        private final Seen<Integer> seen = new Seen<>(9);
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), writing, around.island, around.site);
        private int answer;

        /** Up to where one more is simple if the reader is awake: it was woken for the item before. */
        public PutPlainAgainstSleep() {
            around.begin(around.island, new LinkReader<>(link, seen, around.island));
            for (int i = 0; i < BEFORE; i++) {
                link.put(i);
            }
            around.engine.run();
            link.put(BEFORE);
        }

        @Actor
        public void writer() {
            answer = link.putPlain(9);
        }

        @Actor
        public void reader() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            int all = BEFORE + (answer == Inlet.NOT_TAKEN ? 1 : 2);
            if (seen.items.size() == all) {
                result.r1 = answer == Inlet.NOT_TAKEN ? "not simple" : "came";
                return;
            }
            link.wakeIfReady();
            around.engine.run();
            result.r1 = seen.items.size() == all ? "found" : "lost wake-up";
        }
    }

    /** The writer finds no room and announces that it waits; the reader takes the last item, and never comes back. */
    @JCStressTest
    @Outcome(id = "room", expect = ACCEPTABLE, desc = "the writer saw that it was taken, or was woken for it")
    @Outcome(id = "found", expect = ACCEPTABLE, desc = "by the look of the watch")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the writer waits, also after the look of the watch")
    @State
    public static class WaitAgainstTake {
        private final Around around = new Around(new StepsOfThreads());
        private final Island writing = around.another();
        private final AtomicInteger woken = new AtomicInteger();
        private final Link<Integer> link = new Link<>(
                "link",
                Capacity.items(1),
                new Wake() {
                    @Override
                    public void wake() {
                        woken.incrementAndGet();
                    }

                    @Override
                    public Island island() {
                        return writing;
                    }
                },
                around.island,
                around.site);
        private boolean room;

        public WaitAgainstTake() {
            link.put(1);
            woken.set(0);
        }

        @Actor
        public void writer() {
            room = link.room();
        }

        @Actor
        public void reader() {
            link.poll();
        }

        @Arbiter
        public void rest(L_Result result) {
            if (room || woken.get() > 0) {
                result.r1 = "room";
                return;
            }
            link.wakeIfDue();
            result.r1 = woken.get() > 0 ? "found" : "lost wake-up";
        }
    }

    /** The end is seen after the last item, and wakes a reader that sleeps. */
    @JCStressTest
    @Outcome(id = "all, then the end", expect = ACCEPTABLE, desc = "as it was written")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and the end is not told")
    @Outcome(id = "overtaken", expect = FORBIDDEN, desc = "the end was told before an item")
    @State
    public static class EndAgainstSleep {
        private final Around around = new Around();
        private final Seen<Integer> seen = new Seen<>(9);
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), () -> {}, around.island, around.site);

        public EndAgainstSleep() {
            around.begin(around.island, new LinkReader<>(link, seen, around.island));
        }

        @Actor
        public void writer() {
            link.put(1);
            link.put(2);
            link.end(Ending.DONE);
        }

        @Actor
        public void reader() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 =
                    seen.ending == null ? "lost wake-up" : seen.items.size() == 2 ? "all, then the end" : "overtaken";
        }
    }

    /** Two islands and a link of two places: the writer waits for the low mark, the reader for items, many times. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each was woken as often as it had to be")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "both rest and not all items came")
    @Outcome(id = "too many", expect = FORBIDDEN, desc = "more was held than the link may hold")
    @State
    public static class BothWays {
        private static final int ITEMS = 9;
        private final Around around = new Around();
        private final Island writing = around.another();
        private final Seen<Integer> seen = new Seen<>(ITEMS + 1);
        private final Link<Integer> link = new Link<>("link", Capacity.items(2), writing, around.island, around.site);

        public BothWays() {
            LinkWriter<Integer> writer = new LinkWriter<>(link, around.site(writing), writing);
            around.begin(writing, writer, new Giving(writing, writer, ITEMS));
            around.begin(around.island, new LinkReader<>(link, seen, around.island));
        }

        @Actor
        public void one() {
            around.engine.run();
        }

        @Actor
        public void other() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            boolean all = seen.items.size() == ITEMS && Ending.DONE.equals(seen.ending);
            result.r1 = link.read().peak() > 2 ? "too many" : all ? "all came" : "stuck";
        }
    }

    /** Items are put, and it is ended, while the reader wants no more: whoever comes last lets go of what is in. */
    @JCStressTest
    @Outcome(id = "all let go", expect = ACCEPTABLE, desc = "each item was let go, and the book says so")
    @Outcome(id = "left behind", expect = FORBIDDEN, desc = "an item is in the link for ever")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "an item was let go twice")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "in is not out + held + discarded")
    @State
    public static class CancelAgainstPutAndEnd {
        private final Around around = new Around();
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), () -> {}, around.island, around.site);

        @Actor
        public void writer() {
            link.put(1);
            link.put(2);
            link.end(Ending.DONE);
        }

        @Actor
        public void reader() {
            link.cancel(Ending.DONE);
        }

        @Arbiter
        public void rest(L_Result result) {
            int released = around.released.get();
            result.r1 = released < 2
                    ? "left behind"
                    : released > 2 ? "twice" : Books.closed(link.read()) ? "all let go" : "wrong book";
        }
    }

    /** More room is given while the writer, which was woken for something else, goes to rest. */
    @JCStressTest
    @Outcome(id = "went on", expect = ACCEPTABLE, desc = "the writer has used the room")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "there is room, and the writer rests")
    @State
    public static class MoreRoomAgainstRest {
        private final Around around = new Around();
        private final Island reading = around.another();
        private final Link<Integer> link = new Link<>("link", Capacity.items(4), around.island, reading, around.site);

        public MoreRoomAgainstRest() {
            link.holdAtMost(1);
            link.put(0);
            around.begin(around.island, new Twice(around.island, link));
        }

        /** At first it looks in vain, and is woken by its own doing. */
        private record Twice(Island island, Link<Integer> link) implements Driver {
            @Override
            public boolean drive() {
                if (!link.room()) {
                    if (island.activation() == 1) {
                        island.wake();
                    }
                    return false;
                }
                link.put(1);
                return true;
            }

            @Override
            public boolean over() {
                return false;
            }
        }

        @Actor
        public void outside() {
            link.holdAtMost(2);
        }

        @Actor
        public void writer() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = link.read().in() == 2 ? "went on" : "lost wake-up";
        }
    }

    /** The writer has to wait for weight as the reader takes the last item and goes to rest. */
    @JCStressTest
    @Outcome(id = "has room", expect = ACCEPTABLE, desc = "it saw the room")
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "it was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "there is room, and the writer rests")
    @State
    public static class HeavyRoomAgainstTake {
        private final Around around = new Around();
        private final Link<Integer> link = new Link<>(
                "link",
                Capacity.items(4).weighing(2, 2, (Integer item) -> item),
                () -> woken = true,
                around.island,
                around.site);
        private volatile boolean woken;

        public HeavyRoomAgainstTake() {
            link.put(1);
        }

        @Actor
        public void writer(L_Result result) {
            result.r1 = link.room() ? "has room" : "has none";
        }

        @Actor
        public void reader() {
            link.poll();
            link.sleep();
        }

        @Arbiter
        public void rest(L_Result result) {
            if (result.r1.equals("has none")) {
                result.r1 = woken ? "woken" : "lost wake-up";
            }
        }
    }

    /** An item comes as the reader looks: it is taken with its weight, or stays with it. */
    @JCStressTest
    @Outcome(id = "taken", expect = ACCEPTABLE, desc = "and its weight with it")
    @Outcome(id = "held", expect = ACCEPTABLE, desc = "and its weight with it")
    @Outcome(id = "wrong weight", expect = FORBIDDEN, desc = "the weight is not that of the items")
    @State
    public static class HeavyPutAgainstTake {
        private final Around around = new Around();
        private final Link<Integer> link = new Link<>(
                "link", Capacity.items(4).weighing(2, 1, (Integer item) -> item), () -> {}, around.island, around.site);

        @Actor
        public void writer() {
            link.put(1);
        }

        @Actor
        public void reader() {
            link.poll();
        }

        @Arbiter
        public void rest(L_Result result) {
            var pressure = link.read();
            result.r1 = pressure.weight() != pressure.held() ? "wrong weight" : pressure.held() == 0 ? "taken" : "held";
        }
    }

    /** A reading is of no one moment, but it says what it cannot know of one item only. */
    @JCStressTest
    @Outcome(id = "balanced", expect = ACCEPTABLE, desc = "up to the item that is on its way")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "several items are neither held nor gone")
    @State
    public static class ReadingAgainstFlow {
        private final Around around = new Around();
        private final Link<Integer> link = new Link<>("link", Capacity.items(2), () -> {}, around.island, around.site);

        @Actor
        public void bothEnds() {
            for (int number = 0; number < 200; number++) {
                link.put(number);
                link.poll();
            }
        }

        @Actor
        public void reading(L_Result result) {
            long missing = 0;
            for (int look = 0; look < 20; look++) {
                missing = Math.max(missing, Math.abs(Books.missing(link.read())));
            }
            result.r1 = missing <= 1 ? "balanced" : "wrong book";
        }
    }
}
