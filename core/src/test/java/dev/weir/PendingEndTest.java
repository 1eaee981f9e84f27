package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** An end that comes while a stage still has an item in its hand comes after that item; a cancel overtakes it. */
@Timeout(20)
class PendingEndTest {
    private final ManualEngine engine = new ManualEngine();

    private static Map<String, Pipe<Long, Long>> shapes() {
        Map<String, Pipe<Long, Long>> shapes = new LinkedHashMap<>();
        shapes.put("throttle by a shared rate", in -> in.throttle(Rate.of(1, Duration.ofSeconds(1))));
        shapes.put("throttle", in -> in.throttle(1, Duration.ofSeconds(1)));
        shapes.put("partition", in -> in.partition(2, n -> 0, lane -> lane.throttle(1, Duration.ofSeconds(1))));
        shapes.put("groupBy", in -> in.groupBy(1, n -> 0, (key, lane) -> lane.throttle(1, Duration.ofSeconds(1))));
        shapes.put(
                "one group after the other",
                in -> in.groupBy(
                        1,
                        n -> n,
                        (key, lane) -> lane.throttle(1, Duration.ofSeconds(1)).buffer(1)));
        shapes.put("delay", in -> in.delay(Duration.ofSeconds(1)));
        shapes.put("sliding", in -> in.sliding(2, 2).map(List::getFirst));
        return shapes;
    }

    // Items that are taken in by an entry which is closed at once all come out, and then the end.
    @TestFactory
    Stream<DynamicTest> end_whileAnItemIsInHand_comesAfterIt() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> endComesLast(shape.getValue())));
    }

    private static void endComesLast(Pipe<Long, Long> shape) {
        ManualEngine engine = ManualEngine.whereNothingBlocks();
        Running<List<Long>> run = Source.<Long>entry("in", 9)
                .through(shape)
                .to(Sink.<Long>toList())
                .on(engine)
                .start();
        Entry<Long> entry = run.entry("in");
        for (long n = 0; n < 3; n++) {
            assertThat(entry.offer(n)).isEqualTo(new Offer.Accepted());
            engine.runAll();
        }
        entry.close();
        engine.runAll();
        engine.advance(Duration.ofSeconds(9));
        assertThat(result(run)).isSubsetOf(0L, 1L, 2L).contains(0L, 2L);
        assertQuiet(run);
    }

    // The same, cancelled while the item waits: it is let go of once, and the book is whole.
    @TestFactory
    Stream<DynamicTest> cancel_whileAnItemIsInHandAndTheEndWaits_letsItGo() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> cancelLetsGo(shape.getValue())));
    }

    private static void cancelLetsGo(Pipe<Long, Long> shape) {
        ManualEngine engine = ManualEngine.whereNothingBlocks();
        List<Long> released = new ArrayList<>();
        Running<Long> run = Source.<Long>entry("in", 9)
                .releasing(Long.class, released::add)
                .through(shape)
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        Entry<Long> entry = run.entry("in");
        for (long n = 0; n < 3; n++) {
            assertThat(entry.offer(n)).isEqualTo(new Offer.Accepted());
            engine.runAll();
        }
        entry.close();
        engine.runAll();
        boolean over = run.ended();
        run.cancel("enough");
        engine.runAll();
        if (!over) {
            assertThat(failure(run)).isInstanceOf(FlowCancelledException.class);
        }
        assertThat(released).doesNotHaveDuplicates();
        assertThat(engine.timers()).isZero();
        assertQuiet(run);
    }

    // Who asks for an item after the end is told so, and who does not ask for the rest leaves nothing open.
    @Test
    void next_afterTheEnd_isRefused() throws Exception {
        try (Items<Long> items = Source.range(0, 1).open()) {
            assertThat(items.next()).isZero();
            assertThatThrownBy(items::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("there must be an item but the flow has ended; ask hasNext() first");
        }
    }

    // A setting of another kind is refused by each stage, with those that can be changed.
    @Test
    void set_ofAnotherKind_isRefused() {
        Running<Long> run = Source.<Long>entry("in", 1)
                .throttle(1, Duration.ofSeconds(1))
                .named("slow")
                .mapAsync(2, n -> CompletableFuture.completedStage(n))
                .named("calls")
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        Setting capacity = new Setting.Capacity(1);
        assertThatThrownBy(() -> run.set("slow", capacity)).hasMessageContaining("stage 'slow' has no such setting");
        assertThatThrownBy(() -> run.set("calls", capacity)).hasMessageContaining("stage 'calls' has no such setting");
        assertThatThrownBy(() -> run.set("in", capacity)).hasMessageContaining("stage 'in' has no such setting");
        assertThatThrownBy(() -> run.set("calls", new Setting.Concurrency(3)))
                .hasMessage("calls must be at most what was declared, which is 2 for 'calls', but were set to 3;"
                        + " declare more");
        run.set("calls", new Setting.Concurrency(2));
        run.cancel("enough");
        engine.runAll();
        assertQuiet(run);
    }

    // A gatherer that is stopped in the middle of its farewell is asked for no more of it.
    @Test
    void farewell_thatNobodyWants_isNotHeldForIt() {
        assertThat(Source.range(0, 10).gather(Gatherers.windowFixed(3)).limit(1).toList())
                .containsExactly(List.of(0L, 1L, 2L));
    }
}
