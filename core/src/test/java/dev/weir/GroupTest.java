package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many inner flows at once: one for each key, or one for each item. */
@Timeout(20)
class GroupTest {
    private record Item(long key, long number) {}

    private static Source<Item> items(long most, long keys) {
        return Source.range(0, most).map(n -> new Item(n % keys, n));
    }

    private static void assertOrdered(List<Item> out, int size) {
        assertThat(out).hasSize(size);
        out.stream()
                .collect(Collectors.groupingBy(Item::key))
                .values()
                .forEach(each -> assertThat(each.stream().map(Item::number)).isSorted());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void groupBy_ofMoreKeysThanGroups_neitherHangsNorLoses(int groups) {
        assertOrdered(
                items(5_000, 10).groupBy(groups, Item::key, (key, in) -> in).toList(), 5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void groupBy_withFlowsOfTheirOwn_neitherHangsNorLoses(int groups) {
        assertOrdered(
                items(1_000, 10)
                        .groupBy(
                                groups,
                                1_000,
                                Item::key,
                                (key, in) -> in.buffer(2).mapConcurrent(2, item -> item))
                        .toList(),
                1_000);
    }

    @Test
    void groupBy_withMoreGroupsThanDeclared_runsNoMore() {
        AtomicInteger live = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        items(1_000, 50)
                .groupBy(
                        7,
                        Item::key,
                        (key, in) -> Source.concat(Source.<Item>of().peek(item -> {}), begun(live, most, in)))
                .count();
        assertThat(most.get()).isBetween(1, 7);
    }

    private static Source<Item> begun(AtomicInteger live, AtomicInteger most, Source<Item> in) {
        most.accumulateAndGet(live.incrementAndGet(), Math::max);
        return Source.concat(in, Source.generate(out -> live.decrementAndGet()));
    }

    @Test
    void groupBy_withAFlowThatEndsEarly_dropsAndCountsTheRest() {
        Running<List<Item>> run = items(100, 4)
                .groupBy(10, Item::key, (key, in) -> in.limit(2))
                .named("first two")
                .to(Sink.<Item>toList())
                .start();
        assertThat(result(run)).hasSize(8);
        assertQuiet(run);
        assertThat(run.pressure().link("first two[next]").dropped()).isEqualTo(92);
    }

    @Test
    void groupBy_whenItsSourceEnds_endsEachFlow() {
        List<Long> sums = items(100, 4)
                .groupBy(10, Item::key, (key, in) -> in.map(Item::number).gather(sum()))
                .toList();
        assertThat(sums.stream().mapToLong(n -> n).sum()).isEqualTo(4_950);
        assertThat(sums).hasSize(4);
    }

    private static Gatherer<Long, ?, Long> sum() {
        return Gatherers.fold(() -> 0L, Long::sum);
    }

    @Test
    void groupBy_whenAFlowFails_failsAll() {
        Flows.Counted counted = new Flows.Counted();
        Running<Long> run = counted.source(1_000)
                .groupBy(10, n -> n % 3, (key, in) -> in.map(n -> 10 / (n - 50)))
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(counted.closed).hasValue(1);
        assertQuiet(run);
    }

    @Test
    void groupBy_whenTheKeyFails_failsAll() {
        assertThatThrownBy(() -> Source.range(0, 10)
                        .groupBy(
                                3,
                                n -> {
                                    throw new IllegalStateException("key");
                                },
                                (key, in) -> in)
                        .count())
                .hasRootCauseMessage("key");
    }

    @Test
    void groupBy_whenNothingMoreIsWanted_stopsAll() {
        assertThat(Source.range(0, Long.MAX_VALUE)
                        .groupBy(3, n -> n % 7, (key, in) -> in.buffer(2))
                        .limit(100)
                        .toList())
                .hasSize(100);
    }

    // No source gives anything before four run: the test says what runs, not how threads happened to take turns.
    @Test
    void flatMapConcurrent_ofManySources_runsSoManyAtATime() {
        AtomicInteger live = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<Long> four = new CompletableFuture<>();
        List<Long> out = Source.range(0, 100)
                .flatMapConcurrent(4, 10_000, n -> {
                    int now = live.incrementAndGet();
                    most.accumulateAndGet(now, Math::max);
                    if (now == 4) four.complete(-1L);
                    return Source.concat(
                            Source.<Long>from(four).skip(1),
                            Source.range(10 * n, 10 * n + 10).buffer(1),
                            Source.of(n).filter(last -> live.decrementAndGet() < 0));
                })
                .toList();
        List<Long> sorted = new ArrayList<>(out);
        Collections.sort(sorted);
        assertThat(sorted).isEqualTo(longs(0, 1_000));
        assertThat(most).hasValue(4);
    }

    // The item that a running source was made of counts as held, and so does the bound.
    @Test
    void flatMapConcurrent_ofSourcesThatWait_holdsTheirItems() {
        Flows.Counted counted = new Flows.Counted();
        Pipeline<Long> flow = counted.source(5_000)
                .flatMapConcurrent(1_000, 1_000, n -> Source.of(-1L, n).throttle(Rate.of(1, Duration.ofHours(1))))
                .filter(n -> n >= 0)
                .to(Sink.<Long>count());
        assertThat(flow.bound().items()).hasValue(1_000 + 1_000 + 1);
        ManualEngine engine = new ManualEngine();
        Running<Long> run = flow.on(engine).start();
        engine.runAll();
        assertThat(counted.pulled).hasValue(1_000);
        assertThat(run.pressure().held()).isBetween(1_000L, 2_000L);
        Flows.assertLedger(run);
        run.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(run);
    }

    // Without a number, each flow may have a link on each side.
    @Test
    void groupBy_ofManyFlowsThatAreSuspended_haveTheLinksTheyNeed() {
        assertThat(Source.range(0, 1_000)
                        .groupBy(50, n -> n % 50, (key, source) -> source.gather(Gatherers.windowFixed(3)))
                        .map(List::size)
                        .reduce(0, Integer::sum))
                .isEqualTo(1_000);
        assertThat(Source.range(0, 300)
                        .flatMapConcurrent(60, n -> Source.of(n).<Long>mapMulti((item, out) -> out.emit(item)))
                        .count())
                .isEqualTo(300);
    }

    @Test
    void flatMapConcurrent_whenOneFails_failsAll() {
        assertThatThrownBy(() -> Source.range(0, 100)
                        .flatMapConcurrent(4, n -> n == 50 ? Source.<Long>of().through(Flows.failing()) : Source.of(n))
                        .count())
                .hasRootCauseMessage("it fails");
    }

    @Test
    void flatMapConcurrent_beyondItsAllowance_saysSo() {
        assertThatThrownBy(() -> Source.range(0, 100)
                        .flatMapConcurrent(4, 10, n -> Source.of(n).buffer(7).buffer(7))
                        .count())
                .hasMessageContaining("may hold at most 10 items together");
    }
}
