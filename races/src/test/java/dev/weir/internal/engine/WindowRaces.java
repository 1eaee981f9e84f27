package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Ending;
import dev.weir.races.Books;
import dev.weir.races.Races;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Calls that are done while the window they are in is read, cancelled, or set. */
@Races(Window.class)
public final class WindowRaces {
    private WindowRaces() {}

    /** A window of which the calls are made by the race itself. */
    static class Calling {
        final Around around = new Around();
        final List<Call<Integer, String>> calls = new ArrayList<>();
        final Window<Integer, String> window;
        volatile boolean woken;

        Calling() {
            this(true);
        }

        Calling(boolean ordered) {
            var caller = new Window.Caller<Integer, String>() {
                @Override
                public void call(Call<Integer, String> call, @Nullable SerialTask by) {
                    calls.add(call);
                }

                @Override
                public void stop() {}
            };
            window = new Window<>(around.site, 2, ordered, caller, () -> woken = true, around.island);
            window.put(1);
            window.put(2);
        }
    }

    /** A result comes as nothing is wanted any more: it is let go, once, by whoever was last. */
    @JCStressTest
    @Outcome(id = "let go", expect = ACCEPTABLE, desc = "once, and the book is closed")
    @Outcome(id = "kept", expect = FORBIDDEN, desc = "nobody has let go of the result")
    @Outcome(id = "let go twice", expect = FORBIDDEN, desc = "both have")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "in is not out + discarded")
    @State
    public static class DoneAgainstCancel extends Calling {
        @Actor
        public void call() {
            calls.get(0).done("result", null);
        }

        @Actor
        public void reader() {
            window.cancel(Ending.DONE);
        }

        @Arbiter
        public void rest(L_Result result) {
            int released = around.released.get();
            result.r1 = released == 0
                    ? "kept"
                    : released > 1 ? "let go twice" : Books.closed(window.read()) ? "let go" : "wrong book";
        }
    }

    /** Two answers to the same call: one counts, the other one is let go. */
    @JCStressTest
    @Outcome(id = "one counts", expect = ACCEPTABLE, desc = "one can be taken and one was let go")
    @Outcome(id = "not one", expect = FORBIDDEN, desc = "both or none of them")
    @State
    public static class DoneAgainstDone extends Calling {
        @Actor
        public void one() {
            calls.get(0).done("one", null);
        }

        @Actor
        public void other() {
            calls.get(0).done("other", null);
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean counts = window.poll() != null;
            result.r1 = counts && around.released.get() == 1 ? "one counts" : "not one";
        }
    }

    /** The next call is done as the reader goes to rest. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the result, or was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and a result is there for it")
    @State
    public static class DoneAgainstRest extends Calling {
        private final Seen<String> seen = new Seen<>(9);

        public DoneAgainstRest() {
            super(true);
            around.begin(around.island, new WindowReader<>(window, seen, around.site));
        }

        @Actor
        public void call() {
            calls.get(0).done("result", null);
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

    /** Any call is done as the reader goes to rest. */
    @JCStressTest
    @Outcome(id = "came", expect = ACCEPTABLE, desc = "the reader saw the result, or was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the reader rests and a result is there for it")
    @State
    public static class DoneAgainstRestWithoutOrder extends Calling {
        private final Seen<String> seen = new Seen<>(9);

        public DoneAgainstRestWithoutOrder() {
            super(false);
            around.begin(around.island, new WindowReader<>(window, seen, around.site));
        }

        @Actor
        public void call() {
            calls.get(1).done("result", null);
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

    /** The writer finds the window full while the reader takes a call out. */
    @JCStressTest
    @Outcome(id = "has room", expect = ACCEPTABLE, desc = "it saw the room")
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "it was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "there is room and the writer does not know")
    @State
    public static class RoomAgainstPoll extends Calling {
        public RoomAgainstPoll() {
            calls.get(0).done("result", null);
        }

        @Actor
        public void writer(L_Result result) {
            result.r1 = window.room() ? "has room" : "has none";
        }

        @Actor
        public void reader() {
            window.poll();
        }

        @Arbiter
        public void rest(L_Result result) {
            if (result.r1.equals("has none")) {
                result.r1 = woken ? "woken" : "lost wake-up";
            }
        }
    }

    /** The same while it is set to take more. */
    @JCStressTest
    @Outcome(id = "has room", expect = ACCEPTABLE, desc = "it saw the room")
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "it was woken for it")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "there is room and the writer does not know")
    @State
    public static class RoomAgainstSetting extends Calling {
        public RoomAgainstSetting() {
            calls.get(0).done("result", null);
            window.poll();
            window.takeAtMost(1);
        }

        @Actor
        public void writer(L_Result result) {
            result.r1 = window.room() ? "has room" : "has none";
        }

        @Actor
        public void outside() {
            window.takeAtMost(2);
        }

        @Arbiter
        public void rest(L_Result result) {
            if (result.r1.equals("has none")) {
                result.r1 = woken ? "woken" : "lost wake-up";
            }
        }
    }
}
