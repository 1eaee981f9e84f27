package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Running;
import dev.weir.testkit.Trials;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * T66, P68, P71: graphs of all that there is, disturbed at random, on every engine. A failure tells the smallest graph that still
 * fails and how to have it again.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RandomGraphsTest {
    private static final boolean LONG = Boolean.getBoolean("weir.long");
    private static final int GRAPHS = Integer.getInteger("weir.graphs", LONG ? 10_000 : 500);
    private static final long SEED = Long.getLong("weir.seed", 1);

    // Whatever it is made of and whatever happens to it: it ends, gives what it must, and leaves nothing behind.
    @ParameterizedTest
    @EnumSource
    void aGraph_madeAndDisturbedAtRandom_keepsAllPromises(Ground.Kind kind) {
        int graphs = GRAPHS * kind.share / 100;
        Tally tally = new Tally();
        List<Running<?>> others = Running.all();
        try (Ground.Threads threads = Ground.Threads.start()) {
            Graphs made = new Graphs(threads, tally);
            Trials.seeded(SEED, graphs).run(choices -> made.on(kind, choices));
        }
        System.out.println(graphs + " random graphs of the seeds " + SEED + " to " + (SEED + graphs - 1) + " on " + kind
                + ": " + tally);
        assertThat(Running.all()).as("what still runs").isSubsetOf(others);
    }
}
