package dev.weir;

import static dev.weir.Sizes.KIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every place that can hold items is declared, bounded, named and counted, in items and in weight. */
@Timeout(20)
class CapacityTest {
    private final ManualEngine engine = new ManualEngine();

    private static Capacity weighing(int items, long weight, long heaviest) {
        return Capacity.items(items).weighing(weight, heaviest, (Long n) -> n);
    }

    // P6: the bound is by weight, and items without weight count against the items.
    @Test
    void aWeightedLink_behindAFullSink_holdsNoMoreThanEither() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var heavy = Source.from(List.of(1L, 4L, 4L, 1L, 1L, 4L, 4L, 2L, 3L))
                .buffer(weighing(100, 10, 4))
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        for (int taken = 1; taken < 9; taken++) {
            LinkPressure link = heavy.pressure().links().getFirst();
            assertThat(link.weight()).isBetween(0L, 10L);
            assertThat(link.weightPeak()).isBetween(link.weight(), 10L);
            gate.openForOne();
            engine.runAll();
        }
        gate.open();
        engine.runAll();
        assertThat(Flows.result(heavy)).hasSize(9);
        assertThat(heavy.pressure().links().getFirst().weight()).isZero();
        Flows.Gate<Long> shut = new Flows.Gate<>();
        var light = Source.range(0, 100)
                .map(n -> 0L)
                .buffer(weighing(5, 10, 4))
                .to(shut.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(light.pressure().held()).isLessThanOrEqualTo(5);
        light.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(light);
    }

    // Rule 5: what a cancel discards takes its weight with it.
    @Test
    void aWeightedLink_cancelled_holdsNoWeight() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = Source.range(1, 100)
                .map(n -> 2L)
                .buffer(weighing(100, 10, 4))
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.pressure().links().getFirst().weight()).isPositive();
        run.cancel("enough");
        engine.runAll();
        assertThat(run.pressure().links().getFirst().weight()).isZero();
        Flows.assertQuiet(run);
    }

    // P2, P7: an item that can never fit, or whose weight is no weight, fails with rule, value and way out.
    @Test
    void aWeightedLink_givenAnImpossibleItem_fails() {
        for (long weight : new long[] {5, -1}) {
            Flows.Counted counted = new Flows.Counted();
            var run = counted.source(10)
                    .map(n -> n == 3 ? weight : 1L)
                    .buffer(weighing(100, 10, 4))
                    .named("bytes")
                    .to(Sink.toList())
                    .start();
            assertThat(Flows.failure(run))
                    .isInstanceOf(FlowFailedException.class)
                    .hasMessageContaining("'bytes'")
                    .hasMessageContaining("between 0 and 4 but weighed " + weight);
            assertThat(counted.closed).hasValue(1);
            Flows.assertQuiet(run);
        }
        var throwing = Source.range(0, 10)
                .buffer(Capacity.items(3).weighing(10, 4, (Long n) -> n == 3 ? 1 / (n - 3) : 1))
                .to(Sink.toList())
                .start();
        assertThat(Flows.failure(throwing)).hasCauseInstanceOf(ArithmeticException.class);
        Flows.assertQuiet(throwing);
    }

    // P5
    @Test
    void capacities_thatMakeNoSense_areRefusedWithAWayOut() {
        assertThatThrownBy(() -> Capacity.items(0)).hasMessageContaining("must be >= 1 item but was 0");
        assertThatThrownBy(() -> weighing(1, 3, 4)).hasMessageContaining("weight must be >=");
        assertThatThrownBy(() -> Capacity.unbounded(" ")).hasMessageContaining("must say why");
        assertThat(Source.of(1)
                        .buffer(Capacity.unbounded("a test"))
                        .to(Sink.toList())
                        .bound()
                        .items())
                .isEmpty();
    }

    // Ten links of one each: eleven islands and ten places.
    @Test
    void tenLinksOfOne_behindAFullSink_holdTheBound() {
        Flows.Counted counted = new Flows.Counted();
        Source<Long> source = counted.source(1000);
        for (int i = 0; i < 10; i++) {
            source = source.buffer(1).map(n -> n);
        }
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Pipeline<List<Long>> pipeline = source.to(gate.sink());
        assertThat(pipeline.bound().items()).hasValue(21);
        var run = pipeline.on(engine).start();
        engine.runAll();
        assertThat(counted.pulled.get()).isBetween(11, 21);
        assertThat(run.pressure().held()).isEqualTo(10);
        Flows.assertLedger(run);
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 1000));
    }

    // T13: three quarters of it are enough; the sink never finds it empty.
    @Test
    void aLink_drainedToItsLowMark_isFilledAgain() {
        Flows.Counted counted = new Flows.Counted();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = counted.source(100).buffer(8).to(gate.sink()).on(engine).start();
        engine.runAll();
        long held = run.pressure().held();
        for (; held > 3; held--) {
            gate.openForOne();
            engine.runAll();
            assertThat(run.pressure().held()).isEqualTo(held - 1);
            assertThat(counted.pulled).hasValue(8);
        }
        gate.openForOne();
        engine.runAll();
        assertThat(counted.pulled).as("at two of eight").hasValue(14);
        assertThat(run.pressure().held()).isEqualTo(8);
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(100);
    }

    // P8: an expansion is suspended in the middle of its item.
    @Test
    void anExpansion_behindAFullSink_isSuspended() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(3);
        var pipeline = Source.of(1, 2)
                .<Integer>mapMulti((n, out) -> {
                    for (int i = 0; i < 10_000; i++) {
                        most.accumulateAndGet(emitted.incrementAndGet() - taken.get(), Math::max);
                        out.emit(i);
                        full.countDown();
                    }
                })
                .buffer(2)
                .to(Sink.forEach(n -> {
                    Flows.await(full);
                    taken.incrementAndGet();
                }));
        var run = pipeline.start();
        Flows.result(run);
        assertThat(taken).hasValue(20_000);
        assertThat((long) most.get())
                .isLessThanOrEqualTo(pipeline.bound().items().orElseThrow());
    }

    // T104: program 3 of the design.
    @Test
    void aDeclaredFlow_isALookableValue() {
        Pipeline<Long> load = Source.lines(Path.of("none"), 8 * KIB)
                .named("lines")
                .buffer(256)
                .mapConcurrent(16, String::length)
                .named("parse")
                .to(Sink.count());
        assertThat(load.bound().items()).hasValue(256 + 16 + 3);
        assertThat(load.bound().weight()).isEmpty();
        assertThat(load.bound().toString())
                .contains("items=275")
                .contains("buffer-1")
                .contains("parse");
        assertThat(load.plan().toString())
                .contains("#0 lines")
                .contains("#1 buffer-1 holds [256]")
                .contains("parse (mapConcurrent) holds [16]")
                .contains("count");
        assertThat(load.plan().toMermaid())
                .startsWith("flowchart LR")
                .contains("lines")
                .contains("holds 256")
                .contains("parse<br/>mapConcurrent<br/>holds 16")
                .contains("n0 --> n1")
                .contains("n2 --> n3");
    }

    // Where no capacity was given, one is given to all.
    @Test
    void links_ofAWholePipeline_holdNoMoreThanTheyAreGiven() {
        Capacity each = Capacity.items(4).<Long>weighing(100, 50, n -> n % 50);
        Source<Long> source = Source.merge(Source.range(0, 500), Source.range(500, 1_000))
                .partition(2, n -> n, lane -> lane)
                .buffer(Capacity.items(7).<Long>weighing(99, 50, n -> n % 50));
        var pipeline = source.to(Sink.<Long>count());
        assertThat(pipeline.bound().weight()).isEmpty();
        var weighed = pipeline.links(each);
        long islands = weighed.plan().islands();
        assertThat(weighed.bound().items()).hasValue(6 * 4 + 1 + 7 + islands);
        assertThat(weighed.bound().weight()).hasValue(6 * 100 + 50 + 99 + 50 * islands);
        Flows.Gate<Long> gate = new Flows.Gate<>();
        var run = source.to(gate.sink()).links(each).on(engine).start();
        engine.runAll();
        assertThat(run.pressure().links())
                .filteredOn(link -> link.capacity() == 4)
                .hasSize(6);
        assertThat(run.pressure().links().stream()
                        .mapToLong(LinkPressure::weight)
                        .sum())
                .isBetween(1L, weighed.bound().weight().getAsLong());
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(1_000);
        Flows.assertQuiet(run);
    }
}
