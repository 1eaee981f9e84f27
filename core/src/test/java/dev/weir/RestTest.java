package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Flows that rest as a whole although something is held: they go on if giving up low marks helps, whatever they began with,
 * and are told to be stuck if not.
 */
@Timeout(30)
class RestTest {
    private static final long ITEMS = 200;
    private static final int SKIPPED = 60;

    private static List<Long> numbers() {
        return LongStream.range(0, ITEMS).boxed().toList();
    }

    private static Source<Long> generated() {
        return Source.generate(Capacity.items(2), out -> {
            for (long n = 0; n < ITEMS; n++) {
                out.emit(n);
            }
        });
    }

    /** One branch wants more items than the other has room for above its low mark. */
    private static Source<Long> uneven(Source<Long> source) {
        return source.<Long, Long, Long>both(in -> in.skip(SKIPPED), in -> in.buffer(1), Long::sum);
    }

    private static CompletionStage<Long> answeredLater(long n) {
        CompletableFuture<Long> call = new CompletableFuture<>();
        var _ = Engine.current().schedule(Duration.ofMillis(1).toNanos(), () -> call.complete(n));
        return call;
    }

    @Test
    void both_ofAList_goesOnAboveTheLowMark() {
        assertThat(uneven(Source.from(numbers())).count()).isEqualTo(ITEMS - SKIPPED);
    }

    // The generator was in the middle of an item, so the flow was never taken to be at rest.
    @Test
    void both_ofAGenerator_goesOnAboveTheLowMark() {
        assertThat(uneven(generated()).count()).isEqualTo(ITEMS - SKIPPED);
    }

    // Something might have come from outside, so nobody gave up a low mark.
    @Test
    void both_ofAPublisher_goesOnAboveTheLowMark() {
        Source<Long> published = Source.from(Source.from(numbers()).asPublisher());
        assertThat(uneven(published).count()).isEqualTo(ITEMS - SKIPPED);
    }

    @Test
    void both_ofAnEntry_goesOnAboveTheLowMark() {
        var run = uneven(Source.<Long>entry("in", Capacity.items(4)))
                .to(Sink.count())
                .start();
        Entry<Long> in = run.entry("in");
        Source.from(numbers()).to(Sink.forEach(in::put)).run();
        in.close();
        assertThat(run.join()).isEqualTo(ITEMS - SKIPPED);
    }

    // The last call that came back woke nobody, and nobody looked after it.
    @Test
    void both_ofCalls_goesOnAboveTheLowMark() {
        Source<Long> both = Source.from(numbers())
                .both(in -> in.skip(SKIPPED), in -> in.mapAsync(2, RestTest::answeredLater), Long::sum);
        assertThat(both.count()).isEqualTo(ITEMS - SKIPPED);
    }

    @Test
    void both_thatIsStuckBehindAGenerator_isTold() {
        Source<Long> stuck = generated().both(in -> in.filter(n -> n < 0), in -> in.buffer(1), Long::sum);
        assertThatThrownBy(stuck::count).hasStackTraceContaining("a flow must be able to move but this one cannot");
    }

    @Test
    void both_thatIsStuckBehindCalls_isTold() {
        Source<Long> stuck = Source.from(numbers())
                .both(in -> in.filter(n -> n < 0), in -> in.mapAsync(2, RestTest::answeredLater), Long::sum);
        assertThatThrownBy(stuck::count).hasStackTraceContaining("a flow must be able to move but this one cannot");
    }

    // The alarm that goes off after the last item was still counted when the circle came to rest.
    @Test
    void loop_behindAThrottle_ends() {
        var run = Graph.of(graph -> {
                    Graph.Loop<Integer> back = graph.loop("back", Capacity.items(4));
                    Source<Integer> both =
                            Source.merge(Source.of(1, 2), back.source()).throttle(1, Duration.ofMillis(3));
                    List<Source<Integer>> ways = graph.route(both, 2, number -> number > 0 ? 0 : 1);
                    graph.close(back, ways.get(0).map(number -> number - 1));
                    return graph.end(ways.get(1), Sink.<Integer>toList());
                })
                .start();
        assertThat(run.join()).containsExactly(0, 0);
    }
}
