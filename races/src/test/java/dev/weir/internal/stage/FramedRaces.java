package dev.weir.internal.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.Frames;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.races.Races;
import dev.weir.races.Steps;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A reader of frames that is told to go another way while it goes one. */
@Races(Framed.class)
public final class FramedRaces {
    private FramedRaces() {}

    /** What it is told last counts, also if it is just heeding what it was told before. */
    @JCStressTest
    @Outcome(id = "last", expect = ACCEPTABLE, desc = "it reads as it was told last")
    @Outcome(id = "before", expect = FORBIDDEN, desc = "it has forgotten what it was told last")
    @State
    public static class DivertAgainstHeed {
        private final Steps engine = new Steps();
        private final Running<List<String>> run = Source.<byte[]>entry("in", 4)
                .through(Frames.of(() -> Frames.lines(9)))
                .named("frames")
                .to(Sink.<String>toList())
                .on(engine)
                .start();

        public DivertAgainstHeed() {
            engine.run();
            run.divert("frames", Frames.lines(9).map(line -> "before"));
        }

        @Actor
        public void island() {
            engine.run();
        }

        @Actor
        public void outside() {
            run.divert("frames", Frames.lines(9).map(line -> "last"));
        }

        @Arbiter
        public void rest(L_Result result) {
            engine.run();
            boolean in = run.<byte[]>entry("in").offer("x\n".getBytes(US_ASCII)).accepted();
            run.entry("in").close();
            engine.run();
            result.r1 = in && run.ended() ? run.join().getFirst() : "not over";
        }
    }
}
