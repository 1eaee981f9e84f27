package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Nothing accepts what it cannot hold: what was pulled and has not come out never exceeds the bound of the plan. */
@Timeout(30)
class BoundsTest {
    private static final long ITEMS = 400;

    private static Map<String, BiFunction<Source<Long>, Integer, Source<Long>>> shapes() {
        Map<String, BiFunction<Source<Long>, Integer, Source<Long>>> all = new LinkedHashMap<>();
        all.put("fused", (s, c) -> s.map(n -> n).filter(n -> true));
        all.put("buffer", (s, c) -> s.buffer(c));
        all.put("three buffers", (s, c) -> s.buffer(c).map(n -> n).buffer(c).buffer(c));
        all.put(
                "merge",
                (s, c) -> Source.merge(s.buffer(c), Source.range(0, ITEMS)).filter(n -> true));
        all.put("zip", (s, c) -> s.buffer(c).zip(Source.range(0, ITEMS), (a, b) -> a));
        all.put(
                "concat",
                (s, c) -> Source.concat(s.buffer(c), Source.range(0, ITEMS).buffer(c)));
        all.put("balance", (s, c) -> s.<Long>balance(c, lane -> lane.buffer(c)));
        all.put("flatMap", (s, c) -> s.flatMap(n -> Source.of(n).buffer(c)));
        all.put("recover", (s, c) -> s.buffer(c).recover(e -> Source.of(1L)));
        all.put("groupedWithin", (s, c) -> s.groupedWithin(c, Flows.LONG).flatMap(Source::from));
        all.put("skip, limit", (s, c) -> s.skip(c).buffer(c).limit(ITEMS));
        return all;
    }

    private static Map<String, BiFunction<Source<Long>, Integer, Source<Long>>> blockingShapes() {
        Map<String, BiFunction<Source<Long>, Integer, Source<Long>>> all = new LinkedHashMap<>();
        all.put("mapConcurrent", (s, c) -> s.mapConcurrent(c, n -> n));
        all.put(
                "mapConcurrentUnordered",
                (s, c) -> s.mapConcurrentUnordered(c, n -> n).buffer(c));
        all.put("mapAsync", (s, c) -> s.buffer(c).mapAsync(c, n -> CompletableFuture.supplyAsync(() -> n)));
        all.put(
                "mapMulti",
                (s, c) -> s.buffer(c).<Long>mapMulti((n, out) -> out.emit(n)).buffer(c));
        all.put(
                "generate",
                (s, c) -> Source.<Long>generate(Capacity.items(c), out -> {
                    try (Items<Long> items = s.open()) {
                        while (items.hasNext()) {
                            out.emit(items.next());
                        }
                    }
                }));
        all.putAll(shapes());
        return all;
    }

    // T14, T15, P8, P68: at rest, with the sink full.
    @TestFactory
    List<DynamicTest> bound_behindAFullSink_isNotExceeded() {
        List<DynamicTest> tests = new ArrayList<>();
        shapes().forEach((name, shape) -> {
            for (int capacity = 1; capacity <= 3; capacity++) {
                int c = capacity;
                tests.add(DynamicTest.dynamicTest(name + " of " + c, () -> fullSink(shape, c)));
            }
        });
        return tests;
    }

    private void fullSink(BiFunction<Source<Long>, Integer, Source<Long>> shape, int capacity) {
        ManualEngine engine = new ManualEngine();
        Flows.Counted counted = new Flows.Counted();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Pipeline<List<Long>> pipeline =
                shape.apply(counted.source(ITEMS), capacity).to(gate.sink());
        long bound = pipeline.bound().items().orElseThrow();
        var run = pipeline.on(engine).start();
        engine.runAll();
        for (int taken = 1; taken <= 5; taken++) {
            assertThat(gate.items).hasSize(taken);
            assertThat((long) counted.pulled.get()).isLessThanOrEqualTo(bound + taken + capacity);
            assertThat(run.pressure().held()).isLessThanOrEqualTo(bound);
            gate.openForOne();
            engine.runAll();
        }
        gate.open();
        engine.runAll();
        Flows.result(run);
        assertThat(counted.closed).hasValue(1);
        assertThat(run.pressure().held()).isZero();
    }

    // T14, P1, P8: at every moment while it runs.
    @TestFactory
    List<DynamicTest> bound_whileRunning_isNotExceeded() {
        List<DynamicTest> tests = new ArrayList<>();
        blockingShapes().forEach((name, shape) -> {
            for (int capacity = 1; capacity <= 3; capacity++) {
                int c = capacity;
                tests.add(DynamicTest.dynamicTest(name + " of " + c, () -> running(shape, c)));
            }
        });
        return tests;
    }

    private void running(BiFunction<Source<Long>, Integer, Source<Long>> shape, int capacity) {
        AtomicLong inside = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Source<Long> source =
                Source.range(0, ITEMS).peek(n -> most.accumulateAndGet(inside.incrementAndGet(), Math::max));
        Pipeline<Long> pipeline = shape.apply(source, capacity)
                .peek(n -> {
                    inside.decrementAndGet();
                    Thread.onSpinWait();
                })
                .to(Sink.count());
        long bound = pipeline.bound().items().orElseThrow()
                + (pipeline.plan().toString().contains("generate") ? 1 : 0);
        var run = pipeline.start();
        Flows.result(run);
        assertThat(most.get())
                .isLessThanOrEqualTo(bound + (pipeline.plan().toString().contains("skip") ? capacity : 0));
        run.pressure().links().forEach(link -> {
            assertThat(link.peak()).as("%s", link).isLessThanOrEqualTo(link.capacity());
            assertThat(link.held()).as("%s", link).isZero();
        });
    }
}
