package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Gatherer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** One ending per direction, never swallowed: a failure anywhere closes what is before it and is told once, by name. */
@Timeout(30)
class EndingsTest {
    private static final class Bang extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T bangAt(long n, T item) throws Bang {
        if (n == 50) {
            throw new Bang();
        }
        return item;
    }

    /** Each makes the flow fail at item 50, in a stage named "bang". */
    private static Map<String, Fn<Source<Long>, Pipeline<?>>> failing() {
        Map<String, Fn<Source<Long>, Pipeline<?>>> all = new LinkedHashMap<>();
        all.put("map", s -> s.map(n -> bangAt(n, n)).named("bang").to(Sink.ignore()));
        all.put("filter", s -> s.filter(n -> bangAt(n, true)).named("bang").to(Sink.ignore()));
        all.put(
                "takeWhile",
                s -> s.takeWhile(n -> bangAt(n, true)).named("bang").to(Sink.ignore()));
        all.put(
                "dropWhile",
                s -> s.dropWhile(n -> bangAt(n, true)).named("bang").to(Sink.ignore()));
        all.put("peek", s -> s.peek(n -> bangAt(n, n)).named("bang").to(Sink.ignore()));
        all.put("scan", s -> s.scan(0L, (a, n) -> bangAt(n, n)).named("bang").to(Sink.ignore()));
        all.put(
                "flatMap",
                s -> s.flatMap(n -> bangAt(n, Source.of(n))).named("bang").to(Sink.ignore()));
        all.put(
                "inner",
                s -> s.flatMap(n -> Source.of(n).map(m -> bangAt(m, m)).named("bang"))
                        .to(Sink.ignore()));
        all.put(
                "inner behind a link",
                s -> s.flatMap(n -> Source.of(n)
                                .map(m -> bangAt(m, m))
                                .named("bang")
                                .buffer(1))
                        .to(Sink.ignore()));
        all.put(
                "mapMulti",
                s -> s.<Long>mapMulti((n, out) -> out.emit(bangAt(n, n)))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "gather",
                s -> s.gather(Gatherer.<Long, Long>ofSequential((v, n, down) -> {
                            if (n == 50) {
                                throw new IllegalStateException(new Bang());
                            }
                            return down.push(n);
                        }))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "mapConcurrent",
                s -> s.mapConcurrent(3, n -> bangAt(n, n)).named("bang").to(Sink.ignore()));
        all.put(
                "mapConcurrentUnordered",
                s -> s.mapConcurrentUnordered(3, n -> bangAt(n, n))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "mapAsync",
                s -> s.mapAsync(3, n -> CompletableFuture.completedFuture(bangAt(n, n)))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "mapAsync, later",
                s -> s.mapAsync(
                                3,
                                n -> n == 50
                                        ? CompletableFuture.<Long>failedFuture(new Bang())
                                        : CompletableFuture.completedFuture(n))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "mapAsyncUnordered",
                s -> s.mapAsyncUnordered(3, n -> CompletableFuture.completedFuture(bangAt(n, n)))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "zip",
                s -> s.zip(Source.range(0, 1_000_000_000), (a, b) -> bangAt(a, b))
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "merge input",
                s -> Source.merge(s.map(n -> bangAt(n, n)).named("bang"), Source.range(0, Long.MAX_VALUE))
                        .to(Sink.ignore()));
        all.put(
                "zip input",
                s -> s.map(n -> bangAt(n, n))
                        .named("bang")
                        .zip(Source.range(0, Long.MAX_VALUE), (a, b) -> a)
                        .to(Sink.ignore()));
        all.put(
                "concat part",
                s -> Source.concat(s.map(n -> bangAt(n, n)).named("bang"), Source.range(0, 5))
                        .to(Sink.ignore()));
        all.put(
                "balance lane",
                s -> s.<Long>balance(3, lane -> lane.map(n -> bangAt(n, n)).named("bang"))
                        .to(Sink.ignore()));
        all.put(
                "broadcast sink",
                s -> s.to(Sink.<Long, Object>broadcast(
                        Branch.waiting(Sink.<Long>count()),
                        Branch.waiting(
                                Capacity.items(1),
                                ((Pipe<Long, Long>)
                                                x -> x.map(n -> bangAt(n, n)).named("bang"))
                                        .to(Sink.<Long>ignore())))));
        all.put(
                "behind links",
                s -> s.buffer(1).map(n -> bangAt(n, n)).named("bang").buffer(1).to(Sink.ignore()));
        all.put(
                "recover's handler",
                s -> s.map(n -> bangAt(n, n))
                        .recover(e -> {
                            throw new Bang();
                        })
                        .named("bang")
                        .to(Sink.ignore()));
        all.put(
                "recover's source",
                s -> s.map(n -> bangAt(n, n))
                        .recover(e -> Source.of(50L).map(n -> bangAt(n, n)).named("bang"))
                        .to(Sink.ignore()));
        all.put(
                "groupedWithin",
                s -> s.map(n -> bangAt(n, n))
                        .named("bang")
                        .groupedWithin(7, Flows.LONG)
                        .to(Sink.ignore()));
        return all;
    }

    // T20, T26, P30
    @TestFactory
    List<DynamicTest> failure_inEachKindOfStage_isToldOnceAndClosesTheSource() {
        List<DynamicTest> tests = new ArrayList<>();
        failing()
                .forEach((kind, declare) -> tests.add(DynamicTest.dynamicTest(kind, () -> {
                    for (int round = 0; round < 20; round++) {
                        Flows.Counted counted = new Flows.Counted();
                        var run = declare.apply(counted.source(Long.MAX_VALUE)).start();
                        RuntimeException failure = Flows.failure(run);
                        assertThat(failure).isInstanceOf(FlowFailedException.class);
                        assertThat(((FlowFailedException) failure).stage()).startsWith("bang");
                        assertThat(failure).hasRootCauseInstanceOf(Bang.class);
                        assertThat(counted.closed).as("closed").hasValue(1);
                        Flows.assertQuiet(run);
                    }
                })));
        return tests;
    }

    // T20: a sink that fails, and a source that does.
    @Test
    void failure_atEitherEnd_isToldWithItsStage() {
        Flows.Counted counted = new Flows.Counted();
        assertThatThrownBy(() -> counted.source(100).buffer(2).run(Sink.forEach(n -> bangAt(n, n))))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("forEach")
                .hasCauseInstanceOf(Bang.class);
        assertThat(counted.closed).hasValue(1);
        assertThatThrownBy(() -> Source.generate(out -> {
                            out.emit(1);
                            throw new Bang();
                        })
                        .named("engine room")
                        .toList())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'engine room'")
                .hasCauseInstanceOf(Bang.class);
        Iterable<Integer> broken = () -> {
            throw new IllegalStateException("no iterator");
        };
        assertThatThrownBy(() -> Source.from(broken).named("broken").buffer(1).toList())
                .hasMessageContaining("'broken'")
                .hasRootCauseMessage("no iterator");
    }

    // T26, P50: the items before a failure come first, and the collector fails all the same.
    @Test
    void failure_afterItems_comesAfterThem() {
        List<Long> seen = new ArrayList<>();
        assertThatThrownBy(() -> Source.range(0, 100)
                        .map(n -> bangAt(n, n))
                        .buffer(3)
                        .mapConcurrent(4, n -> n)
                        .buffer(64)
                        .peek(seen::add)
                        .run(Sink.collect(Collectors.toList())))
                .isInstanceOf(FlowFailedException.class);
        assertThat(seen).isEqualTo(Flows.longs(0, 50));
    }

    // T17: stages that do nothing about an ending pass it on, with what they still hold.
    @Test
    void end_throughEveryStage_isPassedOnWithTheRest() {
        List<List<Long>> lists = Source.range(0, 10)
                .buffer(1)
                .filter(n -> true)
                .<Long>mapMulti((n, out) -> out.emit(n))
                .flatMap(n -> Source.of(n))
                .mapConcurrent(2, n -> n)
                .gather(java.util.stream.Gatherers.windowFixed(4))
                .recover(e -> Source.of())
                .toList();
        assertThat(lists).containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L, 6L, 7L), List.of(8L, 9L));
    }

    // T59, T53: merge ends with its last input, and a branch gets what its link holds before the end.
    @Test
    void end_ofOneOfSeveral_waitsForTheOthers() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Source<Long> late = Source.generate(out -> {
            Flows.await(go);
            out.emit(7L);
        });
        var run = Source.merge(Source.range(0, 5), late)
                .peek(n -> {
                    if (n == 4) {
                        go.countDown();
                    }
                })
                .to(Sink.count())
                .start();
        assertThat(Flows.result(run)).isEqualTo(6);
        CompletableFuture<Long> other = new CompletableFuture<>();
        Pipe<Long, Long> waits = numbers -> numbers.mapAsync(1, n -> other);
        List<Object> both = Source.range(0, 30)
                .run(Sink.<Long, Object>broadcast(
                        Branch.waiting(waits.to(Sink.<Long>count())), Branch.waiting(Sink.forEach(n -> {
                            if (n == 29) {
                                other.complete(n);
                            }
                        }))));
        assertThat(both).startsWith(30L).hasSize(2);
    }

    // P44, T54: a branch that wants no more leaves the others; when the last has left, the source is stopped.
    @Test
    void cancel_byBranches_stopsTheSourceWithTheLast() {
        Flows.Counted counted = new Flows.Counted();
        Pipe<Long, Long> three = s -> s.limit(3);
        Pipe<Long, Long> hundred = s -> s.limit(100);
        List<List<Long>> results = counted.source(Long.MAX_VALUE)
                .run(Sink.<Long, List<Long>>broadcast(
                        Branch.waiting(three.to(Sink.<Long>toList())),
                        Branch.waiting(hundred.to(Sink.<Long>toList()))));
        assertThat(results).containsExactly(Flows.longs(0, 3), Flows.longs(0, 100));
        assertThat(counted.closed).hasValue(1);
        assertThat(counted.pulled.get()).isBetween(100, 200);
    }

    // T52: a branch that holds all others back and then wants no more lets the source go on.
    @Test
    @Tag("blocks")
    void cancel_byABranchThatIsFull_releasesTheOthers() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(1);
        Pipe<Long, Long> slow = s -> s.limit(1).map(n -> {
            Flows.await(full);
            return n;
        });
        List<Object> results = Source.range(0, 1000)
                .peek(n -> {
                    if (asked.incrementAndGet() == 3) {
                        full.countDown();
                    }
                })
                .run(Sink.<Long, Object>broadcast(
                        Branch.waiting(Capacity.items(2), slow.to(Sink.<Long>count())),
                        Branch.waiting(Sink.<Long>count())));
        assertThat(results).containsExactly(1L, 1000L);
    }

    // T18
    @Test
    void end_behindAGatherer_comesAfterItsFarewell() {
        Gatherer<Long, ?, String> polite =
                Gatherer.ofSequential(Object::new, (state, n, down) -> down.push("item " + n), (state, down) -> {
                    down.push("so");
                    down.push("long");
                });
        assertThat(Source.range(0, 2).gather(polite).buffer(1).toList())
                .containsExactly("item 0", "item 1", "so", "long");
    }

    // T19
    @Test
    void end_behindAFarewellThatTakesLong_waitsForIt() {
        ManualEngine engine = new ManualEngine();
        CompletableFuture<String> farewell = new CompletableFuture<>();
        Flows.Gate<String> gate = new Flows.Gate<>();
        gate.open();
        var run = Source.concat(Source.of("item"), Source.of(1).mapAsync(1, n -> farewell))
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(gate.items).containsExactly("item");
        assertThat(run.ended()).isFalse();
        farewell.complete("so long");
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly("item", "so long");
    }

    // T33: a source takes another's place, and what is behind goes on with the state that it has.
    @Test
    void recover_beforeAStageThatGreets_doesNotGreetAgain() {
        Gatherer<Long, AtomicInteger, String> greeting = Gatherer.ofSequential(
                AtomicInteger::new,
                (greeted, n, down) -> (greeted.getAndIncrement() > 0 || down.push("hello")) && down.push("" + n));
        Source<Long> failing = Source.range(0, 2).through(Flows.failing());
        Source<Long> both = Source.concat(failing.recover(e -> Source.of(5L)), Source.of(7L));
        assertThat(both.gather(greeting).toList()).containsExactly("hello", "0", "1", "5", "7");
    }
}
