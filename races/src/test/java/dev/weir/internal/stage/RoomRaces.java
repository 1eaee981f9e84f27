package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Capacity;
import dev.weir.Hub;
import dev.weir.Overflow;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A hub whose members are run by two threads. */
@Races(Room.class)
public final class RoomRaces {
    private RoomRaces() {}

    private static final int ITEMS = 5;

    /** A speaker and a listener, each with an engine of its own. */
    static class Members {
        final Hub<Long> hub;
        final Steps here = new Steps();
        final Steps there = new Steps();
        final Running<Long> speaker;

        Members(Hub<Long> hub) {
            this.hub = hub;
            speaker = Source.range(0, ITEMS).to(hub.sink()).on(here).start();
        }

        Running<Long> listener() {
            return hub.source(Capacity.items(1), Overflow.WAIT)
                    .to(Sink.<Long>count())
                    .on(there)
                    .start();
        }

        void finish() {
            for (int round = 0; round < 20; round++) {
                here.run();
                there.run();
            }
        }
    }

    /** The speaker waits for room as the listener makes some. */
    @JCStressTest
    @Outcome(id = "all heard", expect = ACCEPTABLE, desc = "each item that was said")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "there is room, and the speaker waits")
    @Outcome(id = "not all heard", expect = FORBIDDEN, desc = "said, and not heard")
    @State
    public static class GiveAgainstTake extends Members {
        private final Running<Long> listener = listener();

        public GiveAgainstTake() {
            super(Hub.named("hub"));
        }

        @Actor
        public void speaking() {
            here.run();
        }

        @Actor
        public void listening() {
            there.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            boolean said = Books.closed(speaker) && speaker.join() == ITEMS;
            hub.close();
            finish();
            boolean heard = Books.closed(listener) && listener.join() == ITEMS;
            result.r1 = !said ? "stuck" : heard ? "all heard" : "not all heard";
        }
    }

    /** The speaker waits for a listener as one joins. */
    @JCStressTest
    @Outcome(id = "all heard", expect = ACCEPTABLE, desc = "each item that was said")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "a listener is there, and the speaker waits for one")
    @Outcome(id = "not all heard", expect = FORBIDDEN, desc = "said, and not heard")
    @State
    public static class GiveAgainstJoin extends Members {
        private Running<Long> listener;

        public GiveAgainstJoin() {
            super(Hub.named("hub"));
        }

        @Actor
        public void speaking() {
            here.run();
        }

        @Actor
        public void joining() {
            listener = listener();
            there.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            boolean said = Books.closed(speaker) && speaker.join() == ITEMS;
            hub.close();
            finish();
            boolean heard = Books.closed(listener) && listener.join() == ITEMS;
            result.r1 = !said ? "stuck" : heard ? "all heard" : "not all heard";
        }
    }

    /** The only listener, for which the speaker waits, leaves. */
    @JCStressTest
    @Outcome(id = "all said", expect = ACCEPTABLE, desc = "nobody is waited for")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "the speaker waits for one who has left")
    @State
    public static class GiveAgainstLeave extends Members {
        private final Running<Long> listener = listener();

        public GiveAgainstLeave() {
            super(Hub.live("hub"));
        }

        @Actor
        public void speaking() {
            here.run();
        }

        @Actor
        public void leaving() {
            listener.cancel("enough");
            there.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            boolean said = Books.closed(speaker) && speaker.join() == ITEMS && Books.closed(listener);
            result.r1 = said ? "all said" : "stuck";
        }
    }

    /** It is closed as a speaker says something, and as it goes to rest. */
    @JCStressTest
    @Outcome(id = "over", expect = ACCEPTABLE, desc = "the speaker has ended, and its book is closed")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "the speaker waits in a room that is closed")
    @State
    public static class GiveAgainstClose extends Members {
        public GiveAgainstClose() {
            super(Hub.named("hub"));
        }

        @Actor
        public void speaking() {
            here.run();
        }

        @Actor
        public void closing() {
            hub.close();
        }

        @Arbiter
        public void rest(L_Result result) {
            finish();
            result.r1 = Books.closed(speaker) ? "over" : "stuck";
        }
    }
}
