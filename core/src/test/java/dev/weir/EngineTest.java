package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The same pipeline gives the same results on every engine. */
@Timeout(30)
class EngineTest {
    private static Map<String, Source<Long>> flows() {
        Source<Long> source = Source.range(0, 300);
        Map<String, Source<Long>> all = new LinkedHashMap<>();
        all.put("fused", source.map(n -> n + 1).filter(n -> n % 3 == 0).skip(2).limit(50));
        all.put("links", source.buffer(1).map(n -> n + 1).buffer(2).buffer(3));
        all.put("merge", Source.merge(source, Source.range(300, 500).buffer(1), Source.range(500, 600)));
        all.put("zip", source.zip(Source.range(0, 1000).buffer(1), Long::sum));
        all.put(
                "concat",
                Source.concat(
                        source.buffer(2),
                        Source.range(0, 5),
                        Source.range(5, 200).buffer(1)));
        all.put("balance", source.<Long>balance(3, lane -> lane.map(n -> n * 2).buffer(1)));
        all.put("flatMap", source.flatMap(n -> Source.range(0, n % 4).buffer(1)));
        all.put("nested", source.limit(20).flatMap(n -> Source.range(0, 3).flatMap(m -> Source.of(n, m))));
        all.put(
                "mapMulti",
                source.<Long>mapMulti((n, out) -> {
                            for (long i = 0; i < n % 5; i++) {
                                out.emit(n + i);
                            }
                        })
                        .buffer(1));
        all.put(
                "inner mapMulti",
                source.flatMap(n -> Source.of(n).<Long>mapMulti((m, out) -> {
                            for (long i = 0; i < 4; i++) {
                                out.emit(m + i);
                            }
                        }))
                        .buffer(1));
        all.put(
                "gather",
                source.gather(Gatherers.windowFixed(7)).map(List::getFirst).buffer(1));
        all.put("mapConcurrent", source.mapConcurrent(3, n -> n + 1).mapConcurrentUnordered(2, n -> n));
        all.put(
                "mapAsync",
                source.mapAsync(3, n -> CompletableFuture.supplyAsync(() -> n + 1))
                        .buffer(1));
        all.put(
                "generate",
                Source.<Long>generate(Capacity.items(1), out -> {
                            for (long i = 0; i < 300; i++) {
                                out.emit(i);
                            }
                        })
                        .buffer(2));
        all.put(
                "recover",
                source.map(n -> 100 / (100 - n))
                        .buffer(2)
                        .recover(e -> Source.range(0, 50).buffer(1)));
        all.put("groupedWithin", source.groupedWithin(7, Duration.ofMinutes(1)).flatMap(Source::from));
        all.put(
                "throttle",
                source.limit(20).throttle(100_000, Duration.ofSeconds(1)).buffer(1));
        return all;
    }

    private static List<Long> sorted(Source<Long> source, Engine engine) {
        return Flows.result(source.to(Sink.toList()).on(engine).start()).stream()
                .sorted()
                .toList();
    }

    // Rule 7, P71
    @TestFactory
    List<DynamicTest> results_onEachEngine_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            for (int threads : new int[] {1, 4}) {
                ExecutorService pool = Executors.newFixedThreadPool(threads);
                try {
                    for (int round = 0; round < 5; round++) {
                        assertThat(sorted(source, Engine.on(pool)))
                                .as("%d threads", threads)
                                .isEqualTo(expected);
                    }
                } finally {
                    pool.shutdown();
                }
            }
        })));
        return tests;
    }

    // What runs on an executor that is shut down ends all the same.
    @TestFactory
    List<DynamicTest> results_ofAnExecutorShutDownMeanwhile_areTheSame() {
        List<DynamicTest> tests = new ArrayList<>();
        flows().forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<Long> expected = sorted(source, Engine.virtualThreads());
            ExecutorService pool = Executors.newFixedThreadPool(2);
            CountDownLatch some = new CountDownLatch(3);
            var run = source.peek(n -> some.countDown())
                    .to(Sink.toList())
                    .on(Engine.on(pool))
                    .start();
            Flows.await(some);
            pool.shutdown();
            assertThat(Flows.result(run).stream().sorted()).isEqualTo(expected);
        })));
        return tests;
    }

    // P18: an endless flow does not keep another from the only thread.
    @Test
    void anEndlessFlow_onOneThread_letsOthersRun() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Engine engine = Engine.on(pool);
        var endless =
                Source.range(0, Long.MAX_VALUE).to(Sink.ignore()).on(engine).start();
        var other = Source.range(0, 100).buffer(1).to(Sink.count()).on(engine).start();
        assertThat(Flows.result(other)).isEqualTo(100);
        endless.close();
        pool.shutdown();
    }
}
