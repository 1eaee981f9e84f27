package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every place that holds items tells for how long the oldest has been there, and how often room was waited for. */
@Timeout(20)
class AgeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Map<String, Pipe<Long, Long>> places() {
        Map<String, Pipe<Long, Long>> places = new LinkedHashMap<>();
        places.put("link", source -> source.buffer(8).named("it"));
        places.put(
                "dropOldest", source -> source.buffer(8, Overflow.DROP_OLDEST).named("it"));
        places.put(
                "expiring",
                source -> source.expiring(8, _ -> Deadline.in(Duration.ofDays(1)), _ -> {})
                        .named("it"));
        places.put("conflate", source -> source.conflate(Long::sum).named("it"));
        places.put("batch", source -> source.batch(8).named("it").map(List::getFirst));
        places.put(
                "calls in order",
                source -> source.mapAsync(8, CompletableFuture::completedFuture).named("it"));
        return places;
    }

    // The first item is taken by the sink; of the others, the one that came first is the oldest.
    @TestFactory
    Stream<DynamicTest> oldest_ofItemsThatCameASecondApart_isThatOfTheFirst() {
        return places().entrySet().stream()
                .map(place -> DynamicTest.dynamicTest(place.getKey(), () -> agesOf(place.getValue())));
    }

    private static void agesOf(Pipe<Long, Long> place) {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.<Long>entry("in", 8)
                .through(place)
                .to(gate.sink())
                .on(engine)
                .start();
        Entry<Long> entry = run.entry("in");
        for (long n = 0; n < 4; n++) {
            assertThat(entry.offer(n)).isEqualTo(new Offer.Accepted());
            engine.advance(SECOND);
        }
        assertThat(run.pressure().link("it").oldest()).isEqualTo(SECOND.multipliedBy(3));
        gate.openForOne();
        engine.runAll();
        boolean oneLeft = run.pressure().link("it").held() == 0; // all were folded into what has left
        assertThat(run.pressure().link("it").oldest()).isEqualTo(oneLeft ? Duration.ZERO : SECOND.multipliedBy(2));
        run.cancel("enough");
        engine.runAll();
        assertThat(run.pressure().link("it").oldest()).isEqualTo(Duration.ZERO);
    }

    // What waits in a stage's hand is told in the same way, and so is the drawing.
    @Test
    void oldest_ofAnItemWhoseLaneIsFull_isForHowLongItWaits() {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.range(0, 1000)
                .partition(2, n -> n % 2, lane -> lane)
                .named("lanes")
                .to(gate.sink())
                .on(engine)
                .start();
        engine.advance(SECOND);
        LinkPressure waits = run.pressure().links().stream()
                .filter(link -> link.capacity() == 1 && link.held() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(waits.oldest()).isEqualTo(SECOND);
        assertThat(waits.waits()).isPositive();
        assertThat(run.toMermaid()).contains("oldest 1.0 s");
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(1000);
    }

    @Test
    void waits_ofAFullLink_areCountedOnce() {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.range(0, 100)
                .buffer(4)
                .named("b")
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.pressure().link("b").waits()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            gate.openForOne();
            engine.runAll();
        }
        assertThat(run.pressure().link("b").waits())
                .as("filled up, at the low mark, once more")
                .isEqualTo(2);
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(100);
    }

    @Test
    void refused_atAnEntry_isCounted() {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.<Long>entry("in", 2).to(gate.sink()).on(engine).start();
        engine.runAll();
        for (long n = 0; n < 5; n++) {
            var _ = run.entry("in").offer(n);
        }
        assertThat(run.pressure().link("in").refused()).isEqualTo(3);
        run.entry("in").close();
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly(0L, 1L);
    }
}
