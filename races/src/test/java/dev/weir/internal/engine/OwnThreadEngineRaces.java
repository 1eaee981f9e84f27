package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Engine;
import dev.weir.races.Races;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A thread that runs tasks while it waits goes to sleep while one comes. */
@Races(OwnThreadEngine.class)
public final class OwnThreadEngineRaces {
    private OwnThreadEngineRaces() {}

    /** It sees the task before it sleeps, or is woken for it. */
    @JCStressTest
    @Outcome(id = "ran", expect = ACCEPTABLE, desc = "the task ran on the thread that waits")
    @Outcome(id = "forgotten", expect = FORBIDDEN, desc = "the thread sleeps and the task waits for it")
    @State
    public static class ExecuteAgainstPark {
        private final AtomicReference<Engine> engine = new AtomicReference<>();
        private final AtomicBoolean ran = new AtomicBoolean();
        private volatile boolean none;
        private volatile long given;

        @Actor
        public void own(L_Result result) {
            Thread me = Thread.currentThread();
            Engine own = new OwnThreadEngine(me);
            AtomicBoolean late = new AtomicBoolean();
            Runnable cancel = own.schedule(Late.WAIT_NANOS, () -> {
                late.set(true);
                own.unpark(me);
            });
            engine.set(own);
            while (!ran.get() && !late.get() && !none) {
                own.park(this);
            }
            cancel.run();
            result.r1 = !ran.get() && Late.since(given) ? "forgotten" : "ran"; // or there was none yet
        }

        @Actor
        public void outside() {
            Engine own = engine.get();
            for (int i = 0; own == null && i < 100_000; i++) {
                Thread.onSpinWait();
                own = engine.get();
            }
            if (own != null) {
                own.execute(() -> ran.set(true));
                given = System.nanoTime();
            } else {
                none = true; // the other has not come yet
            }
        }
    }
}
