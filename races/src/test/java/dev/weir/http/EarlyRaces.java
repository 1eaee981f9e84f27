package dev.weir.http;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Early hints that several threads give. */
@Races(Early.class)
public final class EarlyRaces {
    private EarlyRaces() {}

    /** The last that may be given is given by one of two. */
    @JCStressTest
    @Outcome(id = "16", expect = ACCEPTABLE, desc = "one of them was refused")
    @Outcome(expect = FORBIDDEN, desc = "both were sent, or none")
    @State
    public static class GiveAgainstGive {
        private final AtomicInteger sent = new AtomicInteger();
        private final Early early = new Early(hints -> sent.incrementAndGet(), () -> {});

        public GiveAgainstGive() {
            for (int i = 1; i < Early.MOST; i++) {
                give();
            }
        }

        private void give() {
            try {
                early.give(Headers.none());
            } catch (IllegalStateException e) {
                // more than may be given
            }
        }

        @Actor
        public void one() {
            give();
        }

        @Actor
        public void other() {
            give();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = String.valueOf(sent.get());
        }
    }
}
