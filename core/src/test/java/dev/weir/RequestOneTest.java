package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How many items are pulled for one that is asked for: as many as the places of the plan may hold ahead, and that one.
 * The bound of the plan counts one more for each island, for code that is in the middle of an item; at rest none is.
 */
@Timeout(30)
class RequestOneTest {
    private static final int CALLS = 16;

    private final ManualEngine engine = ManualEngine.whereNothingBlocks();

    /**
     * What a plan declares, and what was pulled.
     *
     * @param places what its links and calls may hold together
     * @param hands its islands, each of which may have one item in hand
     * @param pulled before the first request, and after each
     */
    private record Pulled(long places, int hands, List<Integer> pulled) {}

    /** Asks for one item after the other; each time, all is at rest. */
    private Pulled asked(int requests, Pipe<Long, Long> shape) {
        Flows.Counted counted = new Flows.Counted();
        Source<Long> source = counted.source(100_000).through(shape);
        Pipeline<?> alike = source.to(Sink.ignore());
        Asker<Long> asker = new Asker<>();
        source.asPublisher(engine).subscribe(asker);
        engine.runAll();
        List<Integer> pulled = new ArrayList<>(List.of(counted.pulled.get()));
        for (int n = 1; n <= requests; n++) {
            asker.request(1);
            engine.runAll();
            assertThat(asker.items).isEqualTo(Flows.longs(0, n));
            pulled.add(counted.pulled.get());
        }
        asker.subscription().cancel();
        engine.runAll();
        assertThat(counted.closed).hasValue(1);
        asker.assertOrderly();
        int hands = alike.plan().islands();
        return new Pulled(alike.bound().items().orElseThrow() - hands, hands, pulled);
    }

    /**
     * What is nearest to {@code flatMapSequential(16)}: sixteen at a time, their results in the order of the items. It makes
     * a publisher of each item and these a call, so there is one result for each. The last one is nearest to
     * {@code flatMap(16)}.
     */
    private static List<Pipe<Long, Long>> sixteenCalls() {
        return List.of(
                source -> source.mapAsync(CALLS, CompletableFuture::completedFuture),
                source -> source.mapConcurrent(CALLS, n -> n),
                source -> source.mapConcurrentUnordered(CALLS, n -> n));
    }

    @Test
    void requestOne_behindAHopCallsAndAHop_pullsThePlacesAndTheOne() {
        for (Pipe<Long, Long> calls : sixteenCalls()) {
            assertThat(asked(3, source -> source.buffer(1).through(calls).buffer(1)))
                    .isEqualTo(new Pulled(1 + CALLS + 1, 4, List.of(18, 19, 20, 21)));
        }
    }

    /** A full link is filled again when three quarters of it are free: what is pulled is at most the places and what was asked for. */
    @Test
    void requestOne_behindHopsOfTheDefault_pullsAtMostThePlacesAndWhatWasAskedFor() {
        int hop = Capacity.DEFAULT.items();
        List<Integer> pulled = new ArrayList<>();
        for (int n = 0; n <= 32; n++) {
            pulled.add(n < 24 ? 64 : 96);
        }
        for (Pipe<Long, Long> calls : sixteenCalls()) {
            assertThat(asked(32, source -> source.buffer(hop).through(calls).buffer(hop)))
                    .isEqualTo(new Pulled(hop + CALLS + hop, 4, pulled));
        }
    }

    @Test
    void requestOne_behindTenLinksOfOne_pullsElevenItems() {
        Pipe<Long, Long> ten = source -> {
            Source<Long> last = source;
            for (int i = 0; i < 10; i++) {
                last = last.buffer(1).map(n -> n);
            }
            return last;
        };
        assertThat(asked(3, ten)).isEqualTo(new Pulled(10, 11, List.of(10, 11, 12, 13)));
    }

    /** An inner source is made when there is room behind it, and this one holds nothing: its places are declared, not used. */
    @Test
    void requestOne_behindInnerSources_pullsNoneForThemAhead() {
        Pipe<Long, Long> inner = source ->
                source.buffer(1).flatMapConcurrent(CALLS, n -> Source.of(n)).buffer(1);
        int declared = 1 + CALLS + InnerPlans.holds(CALLS) + 1;
        assertThat(asked(3, inner)).isEqualTo(new Pulled(declared, 3, List.of(2, 3, 4, 5)));
    }

    @Test
    void requestOne_withoutAPlace_pullsTheOne() {
        assertThat(asked(3, source -> source.map(n -> n).filter(n -> true)))
                .isEqualTo(new Pulled(0, 1, List.of(0, 1, 2, 3)));
    }
}
