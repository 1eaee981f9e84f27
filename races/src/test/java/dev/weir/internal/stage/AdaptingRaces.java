package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Calls;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A window that is set to what pays, as its calls are made by two threads. */
@Races(Adapting.class)
public final class AdaptingRaces {
    private AdaptingRaces() {}

    /** It is set by the threads that make the calls, while its writer waits for room. */
    @JCStressTest
    @Outcome(id = "all came", expect = ACCEPTABLE, desc = "whatever it was set to")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "there was room, and the writer was not told")
    @State
    public static class SettingAgainstCalls {
        private static final int ITEMS = 24;
        private final Steps engine = new Steps();
        private final Running<List<Long>> run = Source.range(0, ITEMS)
                .mapConcurrent(Calls.<Long>adaptive(4), number -> {
                    engine.pass(2_000_000);
                    return number;
                })
                .to(Sink.<Long>toList())
                .on(engine)
                .start();

        @Actor
        public void one() {
            engine.run();
        }

        @Actor
        public void other() {
            engine.run();
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            result.r1 = Books.closed(run) && run.join().size() == ITEMS ? "all came" : "stuck";
        }
    }
}
