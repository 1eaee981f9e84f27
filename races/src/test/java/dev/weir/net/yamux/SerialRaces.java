package dev.weir.net.yamux;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import dev.weir.races.Steps;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Tasks that several threads add and run: each is done once, and no two at a time. */
@Races(Serial.class)
public final class SerialRaces {
    private static final int TASKS = 70; // more than are done together

    private SerialRaces() {}

    /** Counts what was done, without a lock: the tasks must see each other's work. */
    private static final class Work {
        final Steps engine = new Steps();
        private final Serial serial = new Serial(engine, this::afterwards, cause -> {});
        private int done;
        private int lastOfOne;
        private int lastOfOther;
        private boolean inOrder = true;
        private boolean seen = true;

        void one(int number) {
            serial.later(() -> {
                done++;
                inOrder &= number == lastOfOne + 1;
                lastOfOne = number;
                seen = false;
            });
        }

        void other(int number) {
            serial.later(() -> {
                done++;
                inOrder &= number == lastOfOther + 1;
                lastOfOther = number;
                seen = false;
            });
        }

        private void afterwards() {
            seen = true;
        }

        String told(int expected) {
            engine.finish();
            return done != expected
                    ? done < expected ? "lost" : "twice"
                    : !inOrder ? "out of order" : seen ? "each once" : "not looked at";
        }
    }

    /** Two add at once, and each runs what it has to. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "and all was looked at afterwards")
    @Outcome(expect = FORBIDDEN, desc = "one was lost, done twice, out of order, or two were done at a time")
    @State
    public static class LaterAgainstLater {
        private final Work work = new Work();

        @Actor
        public void one() {
            work.one(1);
            work.one(2);
            work.engine.run();
        }

        @Actor
        public void other() {
            work.other(1);
            work.other(2);
            work.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = work.told(4);
        }
    }

    /** One adds as the last of those that wait is done: somebody does it. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "and all was looked at afterwards")
    @Outcome(expect = FORBIDDEN, desc = "it is lost, or two were done at a time")
    @State
    public static class LaterAgainstRun {
        private final Work work = new Work();

        public LaterAgainstRun() {
            work.one(1);
        }

        @Actor
        public void adds() {
            work.other(1);
            work.engine.run();
        }

        @Actor
        public void runs() {
            work.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = work.told(2);
        }
    }

    /** The same, where more wait than are done together. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "and all was looked at afterwards")
    @Outcome(expect = FORBIDDEN, desc = "it is lost, or two were done at a time")
    @State
    public static class LaterAgainstALongRun {
        private final Work work = new Work();

        public LaterAgainstALongRun() {
            for (int i = 1; i <= TASKS; i++) {
                work.one(i);
            }
        }

        @Actor
        public void adds() {
            work.other(1);
            work.other(2);
            work.engine.run();
        }

        @Actor
        public void runs() {
            work.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = work.told(TASKS + 2);
        }
    }
}
