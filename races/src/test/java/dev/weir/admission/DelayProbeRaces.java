package dev.weir.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A probe that is read while its task is run. */
@Races(DelayProbe.class)
public final class DelayProbeRaces {
    private DelayProbeRaces() {}

    /** What is read is a time that passed. */
    @JCStressTest
    @Outcome(id = "a time", expect = ACCEPTABLE, desc = "of the task that waits, or of the one that was run")
    @Outcome(id = "no time", expect = FORBIDDEN, desc = "less than nothing, or more than all")
    @State
    public static class RunAgainstRead {
        private final AtomicLong clock = new AtomicLong(100);
        private Runnable sent = () -> {};
        private final DelayProbe probe = DelayProbe.of(
                task -> sent = task, Duration.ofMillis(1), clock::incrementAndGet, (nanos, then) -> then.run());

        @Actor
        public void runs() {
            sent.run();
        }

        @Actor
        public void reads(L_Result result) {
            long nanos = probe.nanos();
            result.r1 = nanos >= 0 && nanos < 100 ? "a time" : "no time";
        }
    }
}
