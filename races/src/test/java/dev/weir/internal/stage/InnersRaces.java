package dev.weir.internal.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.LinkPressure;
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

/** Inner flows that come and go while they are read. */
@Races(Inners.class)
public final class InnersRaces {
    private InnersRaces() {}

    /** The book of all of them is balanced, while one ends and another one begins. */
    @JCStressTest
    @Outcome(id = "balanced", expect = ACCEPTABLE, desc = "within what they may hold")
    @Outcome(id = "wrong book", expect = FORBIDDEN, desc = "several items are neither held nor gone, or too many held")
    @Outcome(id = "stuck", expect = FORBIDDEN, desc = "not all items came")
    @State
    public static class ReadingAgainstFlows {
        private final Steps engine = new Steps();
        private final Running<Long> run = Source.range(0, 6)
                .flatMap(8, number -> Source.of(number, number).buffer(2))
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        private boolean wrong;

        @Actor
        public void islands() {
            engine.run();
        }

        @Actor
        public void reading() {
            for (int look = 0; look < 5; look++) {
                for (LinkPressure link : run.pressure().links()) {
                    wrong |= Math.abs(Books.missing(link)) > 1 || link.held() > link.capacity();
                }
            }
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.finish();
            boolean all = Books.closed(run) && run.join() == 12;
            result.r1 = wrong ? "wrong book" : all ? "balanced" : "stuck";
        }
    }
}
