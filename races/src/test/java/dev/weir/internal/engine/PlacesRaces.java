package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/** Places that are taken, stood in line and left by several threads. */
@Races(Places.class)
public final class PlacesRaces {
    private PlacesRaces() {}

    private static List<String> line(Places<String> places) {
        List<String> line = new ArrayList<>();
        for (String first = places.first(); first != null; first = places.first()) {
            line.add(first);
            places.leave();
        }
        return line;
    }

    private static String told(List<String> left) {
        return left.size() == 2 && left.contains("one") && left.contains("other") ? "all came" : "not all";
    }

    /** Two stand in line at once. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each once")
    @Outcome(id = "not all", expect = FORBIDDEN, desc = "one is missing, or came twice")
    @State
    public static class LineAgainstLine {
        private final Places<String> places = new Places<>();
        private final Places.Place<String> one = places.take("one");
        private final Places.Place<String> other = places.take("other");

        @Actor
        public void one() {
            places.line(one);
        }

        @Actor
        public void other() {
            places.line(other);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = told(line(places));
        }
    }

    /** One stands in line as the one before it leaves. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "each once")
    @Outcome(id = "not all", expect = FORBIDDEN, desc = "one is missing, or came twice")
    @State
    public static class LineAgainstLeave {
        private final Places<String> places = new Places<>();
        private final Places.Place<String> other = places.take("other");
        private final List<String> left = new ArrayList<>();

        public LineAgainstLeave() {
            places.line(places.take("one"));
        }

        @Actor
        public void writer() {
            places.line(other);
        }

        @Actor
        public void reader() {
            left.addAll(line(places));
        }

        @Arbiter
        public void rest(L_Result result) {
            left.addAll(line(places));
            result.r1 = told(left);
        }
    }

    /** A place that becomes free is taken again. */
    @JCStressTest
    @Outcome(id = "in order", expect = ACCEPTABLE, desc = "all came, one after the other")
    @Outcome(id = "not in order", expect = FORBIDDEN, desc = "a place was taken that was not free")
    @Outcome(id = "lost", expect = FORBIDDEN, desc = "a place that is free was not found")
    @State
    public static class TakeAgainstLeave {
        private final Places<String> places = new Places<>();
        private final List<String> left = new ArrayList<>();

        public TakeAgainstLeave() {
            places.line(places.take("1"));
            places.line(places.take("2"));
        }

        @Actor
        public void writer() {
            for (int i = 3; i < 9; i++) {
                while (places.lookForFree() == 2) {
                    Thread.onSpinWait();
                }
                places.line(places.take(String.valueOf(i)));
            }
        }

        @Actor
        public void reader() {
            while (left.size() < 8) {
                @Nullable String first = places.first();
                if (first != null) {
                    left.add(first);
                    places.leave();
                }
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean inOrder = String.join("", left).equals("12345678");
            result.r1 = !inOrder ? "not in order" : places.lookForFree() > 0 ? "lost" : "in order";
        }
    }
}
