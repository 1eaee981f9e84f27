package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.proof.graphs.Round.Outcome;
import dev.weir.proof.graphs.Round.Taker;
import dev.weir.proof.graphs.Round.Way;
import dev.weir.testkit.Choices;
import java.util.List;

/** Random graphs: each is made of choices. */
public final class Graphs {
    private final Ground.Threads threads;
    private final Tally tally;

    /** Graphs that run on these threads and are counted there. */
    public Graphs(Ground.Threads threads, Tally tally) {
        this.threads = threads;
        this.tally = tally;
    }

    /** One on this kind of engine; in a simulation twice, which must be the same. */
    public void on(Ground.Kind kind, Choices choices) throws Exception {
        if (kind != Ground.Kind.SIMULATION) {
            try (Ground ground = Ground.of(kind, threads)) {
                once(choices, ground);
            }
            return;
        }
        Outcome outcome = simulated(choices);
        Outcome again = simulated(Choices.replay(choices.toString()));
        if (outcome.fingerprint() != 0 && again.fingerprint() != 0) {
            assertThat(again).as("the same seed must give the same order").isEqualTo(outcome);
            tally.repeated();
        }
    }

    private Outcome simulated(Choices choices) throws Exception {
        try (Ground ground = Ground.simulated(choices.below(1_000_000))) {
            return once(choices, ground);
        }
    }

    private Outcome once(Choices choices, Ground ground) throws Exception {
        Taker taker = choices.of(List.of(
                Taker.SINK, Taker.SINK, Taker.SINK, Taker.BROADCAST, Taker.SUBSCRIBED, Taker.PUBLISHED, Taker.LOOP));
        Way drawn = choices.of(List.of(Way.values()));
        Way way = taker.canBeStopped() || !drawn.stops() ? drawn : Way.LIMIT;
        choices.note("runs on", ground.kind + " with " + taker + " to its end by " + way);
        Outcome outcome = Round.run(choices, ground, way, taker);
        tally.count(ground.kind, way, taker);
        return outcome;
    }
}
