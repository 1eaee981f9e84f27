package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.testkit.Choices;
import dev.weir.testkit.Simulation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What random graphs have found, each as small as it was made. */
@Timeout(60)
class FoundTest {
    // The last item comes in while the one before it is on its way through a stage that is held back: both get out.
    @Test
    void groupBy_thatEndsWhileItHandsOn_losesNothing() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            try (Simulation simulation = Simulation.seeded(seed)) {
                simulation.run(engine -> {
                    Source<Long> late = Source.of(10L, 11L)
                            .buffer(1)
                            .<Long, Long>groupBy(1, n -> n, (key, group) -> group)
                            .mapMulti((n, out) -> {
                                out.emit(n);
                                out.emit(-n);
                            });
                    Running<List<List<Long>>> run = Source.concat(Source.range(0, 1), late)
                            .to(Sink.broadcast(
                                    Branch.waiting(Capacity.items(1), Sink.<Long>toList()),
                                    Branch.waiting(Capacity.items(1), Sink.<Long>toList())))
                            .start();
                    assertThat(run.join().getFirst())
                            .as("seed %s", simulation.seed())
                            .containsExactly(0L, 10L, -10L, 11L, -11L);
                    assertThat(run.pressure().held()).isZero();
                });
            }
        }
    }

    // It waits for a source that has nothing yet, behind which another has ended: the thread is free for others
    // meanwhile.
    @Test
    void mergeSorted_ofALateSourceAndOneThatHasEnded_rests() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            simulation.run(engine -> assertThat(Source.mergeSorted(
                                    Comparator.naturalOrder(),
                                    Source.range(0, 3).delay(Duration.ofMinutes(1)),
                                    Source.<Long>of())
                            .toList())
                    .containsExactly(0L, 1L, 2L));
        }
    }

    // Its end came while its item was still on its way through what was held back by a pause: it set its alarm after
    // that.
    @Test
    void throttle_thatEndsWhileItHandsOn_leavesNoTimer() throws Exception {
        again(
                "0,6,0,1,1,7,0,0,0,0,1,0,0,0,0,2,2,1,0,0,0,0,3,0,1,1,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,2,2,1,0,0,0,0,0,0,11,0,0");
    }

    // A timer that had gone off, and came to its turn when another one was set, made that be forgotten.
    @Test
    void delay_whoseTimerComesLate_leavesNoTimer() throws Exception {
        again("0,0,1,1,1,0,3,44,0,3,0,3,0,0,0,0,0,0,0,3,0,1,0,0,0,0,0,0,4,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,31,1,0,0,0");
    }

    /** A graph as it was recorded; if graphs are drawn in another way, it is another graph. */
    private static void again(String recorded) throws Exception {
        try (Ground.Threads threads = Ground.Threads.start()) {
            new Graphs(threads, new Tally()).on(Ground.Kind.SIMULATION, Choices.replay(recorded));
        }
    }
}
