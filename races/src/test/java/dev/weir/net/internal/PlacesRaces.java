package dev.weir.net.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Pause;
import dev.weir.races.Races;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Places of a server that are held, let go and paused by several threads. */
@Races(Places.class)
public final class PlacesRaces {
    private PlacesRaces() {}

    /** One place, which is taken: the door is shut. */
    private static final class Full {
        final Places places = new Places(1);
        final Places.Place place = places.take();
        final AtomicInteger opened = new AtomicInteger();

        Full() {
            places.whenOpened(opened::incrementAndGet);
        }

        String told() {
            return !places.isOpen() ? "shut" : opened.get() == 0 ? "open, untold" : "open";
        }
    }

    /** The connection closes as the work for it ends: the place is free once, and that is told. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "the last one has freed it")
    @Outcome(id = "open, untold", expect = FORBIDDEN, desc = "nobody is let in, though one could be")
    @Outcome(id = "shut", expect = FORBIDDEN, desc = "the place is lost")
    @State
    public static class LetGoAgainstLetGo {
        private final Full full = new Full();

        public LetGoAgainstLetGo() {
            full.place.hold();
        }

        @Actor
        public void connection() {
            full.place.letGo();
        }

        @Actor
        public void work() {
            full.place.letGo();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = full.places.taken() == 0 ? full.told() : "shut";
        }
    }

    /** Work begins for a connection that closes: it is counted, be the place free for a moment or not. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the work has the place")
    @Outcome(expect = FORBIDDEN, desc = "it has none, or more than one")
    @State
    public static class HoldAgainstLetGo {
        private final Full full = new Full();

        @Actor
        public void work() {
            full.place.hold();
        }

        @Actor
        public void connection() {
            full.place.letGo();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = String.valueOf(full.places.taken());
        }
    }

    /** Two reasons keep the door shut, and go away at once: whoever is second says so. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "one or both have told")
    @Outcome(id = "open, untold", expect = FORBIDDEN, desc = "each has seen the other's reason")
    @Outcome(id = "shut", expect = FORBIDDEN, desc = "a reason is left")
    @State
    public static class LetGoAgainstRelease {
        private final Full full = new Full();
        private final Pause pause = full.places.pause("somebody");

        @Actor
        public void connection() {
            full.place.letGo();
        }

        @Actor
        public void holder() {
            pause.release();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = full.told();
        }
    }

    /** Two holders of a pause let go at once. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "one or both have told")
    @Outcome(id = "open, untold", expect = FORBIDDEN, desc = "each has seen the other's pause")
    @Outcome(id = "shut", expect = FORBIDDEN, desc = "a pause is left")
    @State
    public static class ReleaseAgainstClose {
        private final Full full = new Full();
        private final Pause one = full.places.pause("one");
        private final Pause other = full.places.pause("other");

        public ReleaseAgainstClose() {
            full.place.letGo();
        }

        @Actor
        public void one() {
            one.release();
        }

        @Actor
        public void other() {
            other.close();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = full.told();
        }
    }

    /** The last one goes as somebody waits for that. */
    @JCStressTest
    @Outcome(id = "empty", expect = ACCEPTABLE, desc = "it was told, or saw it")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "it has waited to its deadline")
    @State
    public static class LetGoAgainstAwait {
        private final Full full = new Full();

        @Actor
        public void connection() {
            full.place.letGo();
        }

        @Actor
        public void drain(L_Result result) {
            boolean empty = full.places.awaitEmpty(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
            result.r1 = empty ? "empty" : "not told";
        }
    }
}
