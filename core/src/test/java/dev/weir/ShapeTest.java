package dev.weir;

import static dev.weir.Flows.assertLedger;
import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several flows into one, one into several. */
@Timeout(20)
class ShapeTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Object> gate = new Flows.Gate<>();

    private <R> Running<R> manual(Pipeline<R> flow) {
        Running<R> run = flow.on(engine).start();
        engine.runAll();
        return run;
    }

    private List<Object> opened(Running<List<Object>> run) {
        gate.open();
        engine.runAll();
        assertQuiet(run);
        return result(run);
    }

    // ---- fan-in

    @Test
    void mergePreferred_ofReadySources_asksTheFirstFirst() {
        Running<List<Object>> run = manual(Source.<Object>mergePreferred(Source.of(1, 2, 3), Source.of(7, 8))
                .to(gate.sink()));
        assertThat(opened(run)).endsWith(7, 8).hasSize(5);
    }

    @Test
    void mergePrioritized_whileAllAreReady_givesInProportion() {
        Source<Object> merged = Source.mergePrioritized(
                new Weighted<>(Source.range(0, 900).map(n -> "a"), 6),
                new Weighted<>(Source.range(0, 900).map(n -> "b"), 3),
                new Weighted<>(Source.range(0, 900).map(n -> "c"), 1));
        Running<List<Object>> run = manual(merged.to(gate.sink()));
        for (int i = 0; i < 200; i++) {
            gate.openForOne();
            engine.runAll();
        }
        List<Object> first = List.copyOf(gate.items.subList(0, 200));
        assertThat(Collections.frequency(first, "a")).isBetween(110, 125);
        assertThat(Collections.frequency(first, "b")).isBetween(55, 65);
        assertThat(Collections.frequency(first, "c")).as("it does not starve").isBetween(18, 22);
        assertThat(opened(run)).hasSize(2_700);
    }

    @Test
    void mergeSorted_ofSortedSources_isSorted() {
        List<Long> all = Source.mergeSorted(
                        Comparator.naturalOrder(),
                        Source.range(0, 1_000).filter(n -> n % 3 == 0),
                        Source.range(0, 1_000).filter(n -> n % 3 == 1).buffer(1),
                        Source.range(0, 1_000).filter(n -> n % 3 == 2))
                .toList();
        assertThat(all).isEqualTo(longs(0, 1_000));
    }

    @Test
    void mergeSorted_withASourceThatIsSlow_waitsForIt() {
        Running<List<Object>> run = manual(Source.<Object>mergeSorted(
                        (a, b) -> ((Integer) a).compareTo((Integer) b), Source.of(5, 6), Source.<Integer>entry("in", 4))
                .to(gate.sink()));
        assertThat(gate.items).isEmpty();
        var _ = run.<Integer>entry("in").offer(4);
        run.entry("in").close();
        assertThat(opened(run)).containsExactly(4, 5, 6);
    }

    @Test
    void interleave_ofUnevenSources_takesTurns() {
        assertThat(Source.interleave(2, Source.of(1, 2, 3, 4, 5), Source.of(10, 20), Source.of(100))
                        .toList())
                .containsExactly(1, 2, 10, 20, 100, 3, 4, 5);
    }

    @Test
    void zipLatest_ofTwoEntries_pairsEachNewItemWithTheLast() {
        Pipeline<List<Object>> flow = Source.<Integer>entry("a", 4)
                .<Integer, Object>zipLatest(Source.entry("b", 4), (a, b) -> a + b)
                .to(gate.sink());
        Running<List<Object>> run = manual(flow);
        gate.open();
        Entry<Integer> a = run.entry("a");
        Entry<Integer> b = run.entry("b");
        var _ = a.offer(1);
        engine.runAll();
        var _ = b.offer(10);
        engine.runAll();
        var _ = b.offer(20);
        engine.runAll();
        var _ = a.offer(2);
        engine.runAll();
        b.close();
        var _ = a.offer(3);
        engine.runAll();
        a.close();
        assertThat(opened(run)).containsExactly(11, 21, 22, 23);
    }

    @Test
    void zipLatest_withASideThatEndsEmpty_ends() {
        assertThat(Source.range(0, 1_000_000_000)
                        .zipLatest(Source.<Long>of(), Long::sum)
                        .toList())
                .isEmpty();
    }

    @Test
    void zipLatest_withASideThatFails_fails() {
        Fn<Long, Long> fails = n -> {
            throw new IllegalStateException("bad");
        };
        Source<Long> good = Source.range(0, Long.MAX_VALUE);
        Source<Long> bad = Source.range(0, 1).map(fails);
        for (Source<Long> both : List.of(good.zipLatest(bad, Long::sum), bad.zipLatest(good, Long::sum))) {
            Running<Long> run = both.to(Sink.count()).start();
            assertThat(failure(run)).hasRootCauseMessage("bad");
            assertQuiet(run);
        }
    }

    @Test
    void orElse_ofAnEmptySource_isTheOther() {
        Flows.Counted other = new Flows.Counted();
        assertThat(Source.<Long>of().orElse(Source.of(7L)).toList()).containsExactly(7L);
        assertThat(Source.range(0, 3).orElse(other.source(5)).toList()).isEqualTo(longs(0, 3));
        assertThat(other.pulled).hasValue(0);
        assertThat(other.closed).hasValue(1);
        assertThat(Source.<Long>of().orElse(Source.<Long>of()).toList()).isEmpty();
        assertThatThrownBy(() -> Source.<Long>of()
                        .through(Flows.<Long>failing())
                        .orElse(Source.of(1L))
                        .toList())
                .isInstanceOf(FlowFailedException.class);
    }

    // ---- fan-out with policies

    @Test
    void broadcast_withASlowLossyBranch_doesNotHoldBackTheOthers() { // T51
        Running<List<Object>> run = manual(Source.range(0, 1_000)
                .to(Sink.broadcast(
                        Branch.waiting(Sink.<Long>count()),
                        Branch.dropOldest(3, gate.sink()),
                        Branch.waiting(Sink.<Long>count()))));
        assertThat(run.pressure().link("broadcast-1[1]").dropped()).isEqualTo(996);
        assertLedger(run);
        gate.open();
        engine.runAll();
        assertThat(result(run)).first().isEqualTo(1_000L);
        assertThat(gate.items).hasSize(4).endsWith(997L, 998L, 999L);
    }

    @Test
    void broadcast_withTheLatest_showsTheNewestAndCountsTheRest() { // P43
        Running<List<Object>> run = manual(Source.range(0, 100)
                .to(Sink.broadcast(Branch.waiting(Sink.<Long>count()), Branch.latest(gate.sink()))));
        assertThat(run.pressure().link("broadcast-1[1]").dropped()).isEqualTo(98);
        gate.open();
        engine.runAll();
        assertThat(result(run)).first().isEqualTo(100L);
        assertThat(gate.items).hasSize(2).endsWith(99L);
    }

    @Test
    void broadcast_withABranchThatLagsTooFar_cutsOnlyThat() { // P42
        List<Long> others = new ArrayList<>();
        Running<List<Object>> run = manual(Source.range(0, 100)
                .to(Sink.broadcast(Branch.detach(10, gate.sink()), Branch.waiting(Sink.<Long>forEach(others::add)))));
        assertThat(others).as("the other branch has had all").hasSize(100);
        gate.open();
        engine.runAll();
        assertThat(gate.items).isEqualTo(longs(0, 10));
        assertThat(failure(run))
                .hasRootCauseInstanceOf(OverflowException.class)
                .rootCause()
                .satisfies(lag -> assertThat(((OverflowException) lag).held()).isEqualTo(10));
        assertQuiet(run);
    }

    @Test
    void broadcast_withABranchThatMustKeepUp_failsAll() {
        Running<List<Object>> run = manual(Source.range(0, 100)
                .to(Sink.broadcast(Branch.failing(10, gate.sink()), Branch.waiting(Sink.<Long>count()))));
        gate.open();
        engine.runAll();
        assertThat(failure(run)).hasRootCauseInstanceOf(OverflowException.class);
        assertQuiet(run);
    }

    @Test
    void teeing_ofTwoSinks_combinesTheirResults() {
        double mean = Source.range(0, 101)
                .run(Sink.teeing(
                        Branch.waiting(Sink.<Long, Long>reduce(0L, Long::sum)),
                        Branch.waiting(Sink.<Long>count()),
                        (sum, count) -> (double) sum / count));
        assertThat(mean).isEqualTo(50.0);
    }

    @Test
    void unzip_ofPairs_givesEachSideItsPart() {
        Map<Long, String> pairs = new TreeMap<>(Map.of(1L, "one", 2L, "two", 3L, "three"));
        List<Object> both = Source.from(pairs.entrySet())
                .run(Sink.unzip(
                        Map.Entry::getKey,
                        Sink.<Long>toList(),
                        Map.Entry::getValue,
                        Sink.<String>toList(),
                        (keys, values) -> List.of(keys, values)));
        assertThat(both).containsExactly(List.of(1L, 2L, 3L), List.of("one", "two", "three"));
    }

    // ---- side sinks

    @Test
    void also_withAWaitingBranch_losesNothing() {
        List<Long> side = Collections.synchronizedList(new ArrayList<>());
        assertThat(Source.range(0, 10_000)
                        .also(Branch.waiting(Sink.forEach(side::add)))
                        .count())
                .isEqualTo(10_000);
        assertThat(side).isEqualTo(longs(0, 10_000));
    }

    @Test
    void also_withALossyTap_isNotHeldBack() {
        Running<Long> run = manual(
                Source.range(0, 1_000).also(Branch.dropNewest(2, gate.sink())).to(Sink.count()));
        gate.open();
        engine.runAll();
        assertThat(result(run)).isEqualTo(1_000);
        assertThat(gate.items).startsWith(0L, 1L).hasSizeLessThan(5);
        assertQuiet(run);
    }

    @Test
    void also_whenTheFlowWantsNoMore_endsTheSideCleanly() {
        List<Long> side = Collections.synchronizedList(new ArrayList<>());
        assertThat(Source.range(0, Long.MAX_VALUE)
                        .also(Branch.waiting(Sink.forEach(side::add)))
                        .limit(5)
                        .toList())
                .hasSize(5);
        assertThat(side).startsWith(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void also_whenTheSideWantsNoMore_goesOn() {
        assertThat(Source.range(0, 10_000).also(Branch.waiting(first(3))).count())
                .isEqualTo(10_000);
    }

    private static Sink<Long, Long> first(int most) {
        Pipe<Long, Long> limit = source -> source.limit(most);
        return limit.to(Sink.count());
    }

    @Test
    void also_whenTheSideFails_failsTheRun() {
        assertThatThrownBy(() -> Source.range(0, 10)
                        .also(Branch.waiting(Sink.forEach(n -> {
                            throw new IllegalStateException("side");
                        })))
                        .count())
                .hasRootCauseMessage("side");
    }

    @Test
    void also_insideAnInnerFlow_endsWithIt() {
        List<Long> side = Collections.synchronizedList(new ArrayList<>());
        List<Long> all = Source.range(0, 20)
                .flatMap(n -> Source.range(0, 5).also(Branch.waiting(Sink.forEach(side::add))))
                .toList();
        assertThat(all).hasSize(100);
        assertThat(side).hasSize(100);
    }

    @Test
    void also_onASourceThatIsUsedTwice_runsTwice() {
        List<Long> side = Collections.synchronizedList(new ArrayList<>());
        Source<Long> source = Source.range(0, 10).also(Branch.waiting(Sink.forEach(side::add)));
        assertThat(source.zip(source, Long::sum).count()).isEqualTo(10);
        assertThat(side).hasSize(20);
    }

    @Test
    void divertTo_byATest_splitsTheFlow() {
        List<Long> odd = Collections.synchronizedList(new ArrayList<>());
        assertThat(Source.range(0, 100)
                        .divertTo(n -> n % 2 == 1, Sink.forEach(odd::add))
                        .toList())
                .isEqualTo(LongStream.range(0, 50).map(n -> 2 * n).boxed().toList());
        assertThat(odd).hasSize(50);
    }

    @Test
    void divertTo_whenTheSideWantsNoMore_countsWhatItDrops() {
        Running<Long> run = Source.range(0, 1_000)
                .divertTo(n -> n % 2 == 1, first(3))
                .named("split")
                .to(Sink.count())
                .start();
        assertThat(result(run)).isEqualTo(500);
        assertQuiet(run);
        LinkPressure link = run.pressure().link("split");
        assertThat(link.dropped() + run.pressure().link("split[1]").discarded()).isEqualTo(497);
    }

    @Test
    void divertTo_whenItsTestFails_failsTheRun() {
        Running<Long> run = Source.range(0, 10)
                .divertTo(
                        n -> {
                            throw new IllegalStateException("test");
                        },
                        Sink.ignore())
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasRootCauseMessage("test").hasMessageContaining("divertTo-1");
        assertQuiet(run);
    }

    // ---- lanes

    @Test
    void partition_byKey_keepsTheOrderOfEachKey() {
        record Event(long key, long number) {}
        List<Event> out = Source.range(0, 20_000)
                .map(n -> new Event(n % 37, n))
                .partition(8, Event::key, lane -> lane.mapConcurrent(4, event -> event))
                .toList();
        Map<Long, List<Event>> byKey = out.stream().collect(Collectors.groupingBy(Event::key));
        assertThat(byKey).hasSize(37);
        byKey.values().forEach(each -> assertThat(each).isSortedAccordingTo(Comparator.comparingLong(Event::number)));
        assertThat(out).hasSize(20_000);
    }

    @Test
    void partition_ofManyKeys_usesAllLanes() {
        Map<Long, String> lanes = new ConcurrentHashMap<>();
        Source.range(0, 64)
                .partition(
                        8,
                        n -> n,
                        lane -> lane.peek(
                                n -> lanes.put(n, Thread.currentThread().toString())))
                .count();
        assertThat(lanes).hasSize(64);
    }

    @Test
    void partition_withALaneThatWantsNoMore_goesOnWithTheOthers() { // T61
        AtomicInteger lanes = new AtomicInteger();
        Running<Long> run = Source.range(0, 1_000)
                .partition(4, n -> n, lane -> lanes.getAndIncrement() == 0 ? lane.limit(3) : lane)
                .to(Sink.<Long>count())
                .start();
        assertThat(result(run)).as("three lanes of four, and three items").isBetween(503L, 903L);
        assertQuiet(run);
        long lost = run.pressure().links().stream()
                .mapToLong(link -> link.dropped() + link.discarded())
                .sum();
        assertThat(result(run) + lost).isEqualTo(1_000);
    }

    @Test
    void branch_andRejoin_givesAllOfBoth() { // T64
        assertThat(Source.range(0, 1_000)
                        .branch(in -> in.map(n -> n), in -> in.filter(n -> n % 2 == 0))
                        .count())
                .isEqualTo(1_500);
    }

    @Test
    void both_andRejoin_keepsTheOrder() {
        assertThat(Source.range(0, 10_000)
                        .both(in -> in.mapConcurrent(4, n -> n), in -> in.map(n -> -n), Long::sum)
                        .toList())
                .hasSize(10_000)
                .allMatch(n -> n == 0);
    }

    @Test
    void branch_whenOneFails_failsAll() {
        assertThatThrownBy(() -> Source.range(0, 1_000_000_000)
                        .branch(in -> in, in -> in.map(n -> 1 / (n - 500)))
                        .count())
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void weights_thatAreNone_areRefused() {
        assertThatThrownBy(() -> new Weighted<>(Source.of(1), 0))
                .hasMessage("a weight must be >= 1 but was 0; leave the source out");
    }

    @Test
    void shapes_together_holdWhatTheyDeclare() {
        var flow = Source.range(0, 5_000)
                .divertTo(n -> n % 5 == 0, Sink.ignore())
                .partition(3, n -> n % 7, lane -> lane.buffer(2))
                .batch(5)
                .to(Sink.count());
        Running<Long> run = flow.start();
        result(run);
        assertQuiet(run);
        long peaks =
                run.pressure().links().stream().mapToLong(LinkPressure::peak).sum();
        assertThat(peaks).isLessThanOrEqualTo(flow.bound().items().orElseThrow());
    }
}
