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

/** Wake-ups while an island goes to rest: none may be lost, wherever it rests. */
@Races(SerialTask.class)
public final class IslandRaces {
    private IslandRaces() {}

    /** Looks whether it was told anything. */
    static class Looking implements Driver {
        private int told; // plain: only the wake-up says that it was changed
        private int seen;

        @Override
        public boolean drive() {
            seen = told;
            return false;
        }

        @Override
        public boolean over() {
            return false;
        }
    }

    /** It rests on the heap. */
    @JCStressTest
    @Outcome(id = "seen", expect = ACCEPTABLE, desc = "it has looked after the wake-up")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "it rests without having looked again")
    @State
    public static class WakeAgainstIdle {
        private final Around around = new Around();
        private final Looking driver = new Looking();

        public WakeAgainstIdle() {
            around.begin(around.island, driver);
        }

        @Actor
        public void outside() {
            driver.told = 1;
            around.island.wake();
        }

        @Actor
        public void island() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = driver.seen == 1 ? "seen" : "lost wake-up";
        }
    }

    /** The same while it is woken by others too, so that it runs once more as it is. */
    @JCStressTest
    @Outcome(id = "seen", expect = ACCEPTABLE, desc = "it has looked after the last wake-up")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "it rests without having looked again")
    @State
    public static class WakeAgainstAgain {
        private final Around around = new Around();
        private final Looking driver = new Looking() {
            @Override
            public boolean drive() {
                super.drive();
                if (around.island.activation() < 3) {
                    around.island.wake();
                }
                return false;
            }
        };

        public WakeAgainstAgain() {
            around.begin(around.island, driver);
        }

        @Actor
        public void outside() {
            driver.told = 1;
            around.island.wake();
        }

        @Actor
        public void island() {
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = driver.seen == 1 ? "seen" : "lost wake-up";
        }
    }

    /** Its turn comes while a wake-up does. */
    @JCStressTest
    @Outcome(id = "seen", expect = ACCEPTABLE, desc = "it has looked after the wake-up")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "it rests without having looked again")
    @State
    public static class WakeAgainstDue {
        private final Around around = new Around();
        private final Looking driver = new Looking();

        public WakeAgainstDue() {
            around.island.add(driver, 0);
            around.island.postpone(true);
        }

        @Actor
        public void outside() {
            driver.told = 1;
            around.island.wake();
        }

        @Actor
        public void turn() {
            around.island.due();
            around.engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = driver.seen == 1 ? "seen" : "lost wake-up";
        }
    }

    /** It is postponed while the run is cancelled. */
    @JCStressTest
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "it has begun, once, and knows")
    @Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "its turn will never come")
    @State
    public static class PostponeAgainstCancel {
        private final Around around = new Around();

        @Actor
        public void assembles() {
            around.island.postpone(true);
        }

        @Actor
        public void outside() {
            around.crew.cancel("enough");
        }

        @Arbiter
        public void rest(L_Result result) {
            around.engine.run();
            result.r1 = around.island.isOver() ? "ended" : "waits for ever";
        }
    }

    /** It rests in a thread that parks. */
    @JCStressTest
    @Outcome(id = "went on", expect = ACCEPTABLE, desc = "the thread came back")
    @Outcome(id = "lost wake-up", expect = FORBIDDEN, desc = "the thread is parked for ever")
    @State
    public static class WakeAgainstPark {
        private static final long LONG = 10_000_000_000L;
        private final Around around = new Around();
        private volatile boolean enough;
        private volatile boolean back;

        public WakeAgainstPark() {
            around.island.add(new Looking(), 0);
            around.island.claim();
        }

        @Actor
        public void outside(L_Result result) {
            enough = true;
            around.island.wake();
            long end = System.nanoTime() + LONG;
            while (!back && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            result.r1 = back ? "went on" : "lost wake-up";
            around.island.wake(); // so that it is not waited for in vain
        }

        @Actor
        public void island() {
            around.island.runHere(() -> enough);
            back = true;
        }
    }

    /** Woken by two at once, it is given to the engine once: two threads must never run it. */
    @JCStressTest
    @Outcome(id = "once", expect = ACCEPTABLE, desc = "one task was made of it")
    @Outcome(id = "twice", expect = FORBIDDEN, desc = "two threads may run it at a time")
    @Outcome(id = "never", expect = FORBIDDEN, desc = "nobody will run it")
    @State
    public static class WakeAgainstWake {
        private final Around around = new Around();

        public WakeAgainstWake() {
            around.begin(around.island, new Looking());
            around.engine.run();
        }

        @Actor
        public void one() {
            around.island.wake();
        }

        @Actor
        public void other() {
            around.island.wake();
        }

        @Arbiter
        public void rest(L_Result result) {
            int tasks = around.engine.tasks();
            result.r1 = tasks == 1 ? "once" : tasks == 0 ? "never" : "twice";
        }
    }
}
