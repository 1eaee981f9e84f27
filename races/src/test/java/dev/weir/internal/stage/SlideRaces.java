package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Books;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Overlapping lists, read while they are made. */
@Races(Slide.class)
public final class SlideRaces {
    private SlideRaces() {}

    /** A reading is of no one moment, but it says what it cannot know of one item only. */
    @JCStressTest
    @Outcome(id = "balanced", expect = ACCEPTABLE, desc = "up to the item that is on its way")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "several items are neither held nor gone")
    @State
    public static class ReadingAgainstSkips {
        private final Steps engine = new Steps();
        private final Running<List<List<Long>>> run = Source.range(0, 100)
                .sliding(1, 9)
                .to(Sink.<List<Long>>toList())
                .on(engine)
                .start();

        @Actor
        public void island() {
            engine.run();
        }

        @Actor
        public void reading(L_Result result) {
            long missing = 0;
            for (int look = 0; look < 5; look++) {
                missing = Math.max(
                        missing, Math.abs(Books.missing(run.pressure().links().getFirst())));
            }
            result.r1 = missing <= 1 ? "balanced" : "wrong book";
        }
    }
}
