package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What depends on time is exact on the engine's clock, and on no other. */
@org.junit.jupiter.api.Timeout(20)
class TimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualEngine engine = new ManualEngine();

    private List<Long> timesInMillis(Source<Long> source, Duration within) {
        List<Long> times = new ArrayList<>();
        var run = source.to(Sink.forEach(n -> times.add(engine.nanoTime() / 1_000_000)))
                .on(engine)
                .start();
        engine.advance(within);
        assertThat(run.ended()).isTrue();
        Flows.result(run);
        return times;
    }

    // Each item has its own time, evenly spaced.
    @Test
    void throttle_tenASecond_spacesThemEvenly() {
        List<Long> times = timesInMillis(Source.range(0, 51).throttle(10, SECOND), Duration.ofSeconds(6));
        assertThat(times)
                .isEqualTo(Flows.longs(0, 51).stream().map(n -> n * 100).toList());
    }

    // A rate whose interval is no whole number of nanoseconds stays exact over time.
    @Test
    void throttle_ofAnUnevenRate_isExactOverTime() {
        List<Long> times = timesInMillis(Source.range(0, 3001).throttle(3, SECOND), Duration.ofSeconds(1001));
        assertThat(times).hasSize(3001);
        assertThat(times.get(3)).isEqualTo(1000);
        assertThat(times.getLast()).isEqualTo(1_000_000);
    }

    // From thousands a second to one a day.
    @Test
    void throttle_ofVeryFastAndVerySlowRates_isExact() {
        List<Long> fast = timesInMillis(Source.range(0, 20_001).throttle(2_000, SECOND), Duration.ofSeconds(11));
        assertThat(fast).hasSize(20_001);
        assertThat(fast.get(2_000)).isEqualTo(1_000);
        assertThat(fast.getLast()).isEqualTo(10_000);
        Duration day = Duration.ofDays(1);
        assertThat(timesInMillis(Source.range(0, 366).throttle(1, day), day.multipliedBy(366)))
                .isEqualTo(Flows.longs(0, 366).stream()
                        .map(n -> n * day.toMillis())
                        .map(n -> n + 11_000) // the clock of the run before
                        .toList());
    }

    // A burst goes at once, the rest at the rate.
    @Test
    void throttle_withABurst_letsItThroughAtOnce() {
        List<Long> times = timesInMillis(Source.range(0, 8).throttle(10, SECOND, 5), SECOND);
        assertThat(times).containsExactly(0L, 0L, 0L, 0L, 0L, 100L, 200L, 300L);
    }

    // What was not used is saved up to the burst and not beyond.
    @Test
    void throttle_afterAnIdleTime_savesNoMoreThanTheBurst() throws Exception {
        List<Long> times = new ArrayList<>();
        var run = Source.<Integer>entry("in", 10)
                .throttle(10, SECOND, 3)
                .to(Sink.forEach(n -> times.add(engine.nanoTime() / 1_000_000)))
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(60));
        Entry<Integer> in = run.entry("in");
        for (int i = 0; i < 5; i++) {
            in.put(i);
        }
        in.close();
        engine.advance(SECOND);
        assertThat(times).containsExactly(60_000L, 60_000L, 60_000L, 60_100L, 60_200L);
        Flows.result(run);
    }

    // Throttle before and after a link, and an expansion before it, lose nothing.
    @Test
    void throttle_betweenLinks_losesNothing() {
        var run = Source.range(0, 100)
                .buffer(2)
                .throttle(1000, SECOND)
                .buffer(2)
                .throttle(500, SECOND)
                .to(Sink.toList())
                .on(engine)
                .start();
        engine.advance(SECOND);
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 100));
        Flows.assertQuiet(run);
    }

    // A cancel does not wait for a timer, and leaves none behind.
    @Test
    void throttle_cancelled_leavesNoTimer() {
        var run = Source.range(0, 100)
                .throttle(1, SECOND)
                .to(Sink.ignore())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(engine.timers()).isEqualTo(1);
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(engine.timers()).isZero();
    }

    // A list goes when it is complete, or when its first item has waited long enough, and not before.
    @Test
    void groupedWithin_byCountAndByTime_isExact() throws Exception {
        List<List<Integer>> lists = new ArrayList<>();
        var run = Source.<Integer>entry("in", 10)
                .groupedWithin(3, Duration.ofMillis(100))
                .to(Sink.forEach(lists::add))
                .on(engine)
                .start();
        Entry<Integer> in = run.entry("in");
        in.put(1);
        engine.advance(Duration.ofMillis(60));
        in.put(2);
        engine.advance(Duration.ofMillis(39));
        assertThat(lists).isEmpty();
        engine.advance(Duration.ofMillis(1));
        assertThat(lists).containsExactly(List.of(1, 2));
        for (int i = 3; i <= 9; i++) {
            in.put(i);
        }
        engine.runAll();
        assertThat(lists).containsExactly(List.of(1, 2), List.of(3, 4, 5), List.of(6, 7, 8));
        engine.advance(Duration.ofMillis(99));
        assertThat(lists).hasSize(3);
        in.close();
        engine.runAll();
        assertThat(lists).last().isEqualTo(List.of(9));
        Flows.result(run);
        assertThat(engine.timers()).isZero();
    }

    // T26: a cancel discards the list that is not complete, a clean end does not, nor does a failure swallow it.
    @Test
    void groupedWithin_atEachEnding_doesWhatItsTextSays() {
        List<Object> lists = new ArrayList<>();
        var failed = Source.range(0, 3)
                .map(n -> 2 / (2 - n))
                .groupedWithin(10, SECOND)
                .to(Sink.forEach(lists::add))
                .on(engine)
                .start();
        engine.runAll();
        assertThat(Flows.failure(failed)).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(lists).containsExactly(List.of(1L, 2L));
        var cancelled = Source.<Long>entry("in", 3)
                .groupedWithin(10, SECOND)
                .to(Sink.forEach(lists::add))
                .on(engine)
                .start();
        assertThat(cancelled.<Long>entry("in").offer(1L).accepted()).isTrue();
        engine.runAll();
        cancelled.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(cancelled)).isInstanceOf(FlowCancelledException.class);
        assertThat(lists).hasSize(1);
        Flows.assertQuiet(cancelled);
    }

    private Entry<Integer> entryOf(Running<?> run) {
        return run.entry("in");
    }

    private void offerAt(Entry<Integer> in, int millis, int item) {
        engine.advance(Duration.ofMillis(millis).minusNanos(engine.nanoTime()));
        var _ = in.offer(item);
        engine.runAll();
    }

    private <R> Running<List<R>> entered(Pipe<Integer, R> pipe) {
        return Source.<Integer>entry("in", 10)
                .through(pipe)
                .to(Sink.<R>toList())
                .on(engine)
                .start();
    }

    private <R> List<R> closed(Running<List<R>> run) {
        run.entry("in").close();
        engine.runAll();
        Flows.assertQuiet(run);
        assertThat(engine.timers()).as("no timer is left").isZero();
        return Flows.result(run);
    }

    @Test
    void debounce_ofABurst_keepsItsLastItem() {
        Running<List<Integer>> run = entered(in -> in.debounce(Duration.ofMillis(10)));
        Entry<Integer> in = entryOf(run);
        for (int[] at : new int[][] {{0, 1}, {5, 2}, {9, 3}, {19, 4}, {40, 5}}) {
            offerAt(in, at[0], at[1]);
        }
        assertThat(closed(run)).containsExactly(3, 4, 5);
    }

    @Test
    void sample_ofManyItems_keepsTheNewestOfEachStretch() {
        Running<List<Integer>> run = entered(in -> in.sample(Duration.ofMillis(10)));
        Entry<Integer> in = entryOf(run);
        for (int[] at : new int[][] {{1, 1}, {5, 2}, {11, 3}, {35, 4}, {36, 5}, {41, 6}}) {
            offerAt(in, at[0], at[1]);
        }
        assertThat(closed(run)).containsExactly(2, 3, 5, 6);
    }

    @Test
    void delay_ofEachItem_isTheSame() {
        List<Long> times = timesInMillis(
                Source.range(0, 4).throttle(10, SECOND).delay(Duration.ofMillis(250)), Duration.ofSeconds(1));
        assertThat(times).containsExactly(250L, 350L, 450L, 550L);
    }

    @Test
    void delay_whenItIsFull_holdsBack() {
        List<Long> times = timesInMillis(
                Source.range(0, 4).delay(Duration.ofMillis(100), Capacity.items(2)), Duration.ofSeconds(1));
        assertThat(times).containsExactly(100L, 100L, 200L, 200L);
    }

    @Test
    void keepAlive_inASilence_fillsIt() {
        Running<List<Integer>> run = entered(in -> in.keepAlive(Duration.ofMillis(10), () -> 0));
        Entry<Integer> in = entryOf(run);
        offerAt(in, 5, 1);
        offerAt(in, 12, 2);
        engine.advance(Duration.ofMillis(25));
        assertThat(closed(run)).containsExactly(1, 2, 0, 0);
    }

    @Test
    void slidingWithin_overTime_showsTheLastStretch() {
        Running<List<List<Integer>>> run =
                entered(in -> in.slidingWithin(Duration.ofMillis(20), Duration.ofMillis(10), 5));
        Entry<Integer> in = entryOf(run);
        for (int[] at : new int[][] {{1, 1}, {12, 2}, {14, 3}, {51, 4}}) {
            offerAt(in, at[0], at[1]);
        }
        assertThat(closed(run)).containsExactly(List.of(1), List.of(1, 2, 3), List.of(2, 3), List.of(4));
    }

    // Windows that follow each other have each item, also one that comes in the moment in which one ends and one
    // begins.
    @Test
    void slidingWithin_ofItemsOnTheEdgeOfAWindow_hasEachOnce() {
        Running<List<List<Integer>>> run =
                entered(in -> in.slidingWithin(Duration.ofMillis(10), Duration.ofMillis(10), 5));
        Entry<Integer> in = entryOf(run);
        for (int[] at : new int[][] {{0, 0}, {10, 1}, {10, 2}, {20, 3}}) {
            offerAt(in, at[0], at[1]);
        }
        engine.advance(Duration.ofMillis(30));
        assertThat(closed(run).stream().flatMap(List::stream)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void sliding_byNumber_overlapsOrLeavesOut() {
        assertThat(Source.of(1, 2, 3, 4, 5).sliding(3, 1).toList())
                .containsExactly(List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 5));
        assertThat(Source.of(1, 2, 3, 4, 5).sliding(2, 2).toList())
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(Source.of(1, 2, 3, 4, 5).sliding(2, 3).toList()).containsExactly(List.of(1, 2), List.of(4, 5));
        assertThat(Source.of(1).sliding(3, 1).toList()).containsExactly(List.of(1));
    }

    private RuntimeException timedOut(Timeout timeout, Duration until) {
        Running<List<Integer>> run = entered(in -> in.timeout(timeout));
        Entry<Integer> in = entryOf(run);
        engine.advance(Duration.ofMillis(5));
        var _ = in.offer(1);
        engine.advance(until.minusMillis(5).minusNanos(1));
        assertThat(run.ended()).isFalse();
        engine.advance(Duration.ofNanos(1));
        Flows.assertQuiet(run);
        assertThat(engine.timers()).as("no timer is left").isZero();
        return Flows.failure(run);
    }

    @Test
    void timeout_ofEachKind_failsWhenItsTimeHasCome() {
        assertThat(timedOut(Timeout.idle(Duration.ofMillis(10)), Duration.ofMillis(15)))
                .hasMessageContaining("timeout-1")
                .hasRootCauseMessage("an item must come within PT0.01S but did not (idle)");
        assertThat(timedOut(Timeout.whole(Duration.ofMillis(30)), Duration.ofMillis(30)))
                .hasRootCauseMessage("all items must have passed within PT0.03S but did not (whole)");
    }

    @Test
    void timeout_ofTheFirstItem_failsOnlyWithoutIt() {
        Running<List<Integer>> run = entered(in -> in.timeout(Timeout.first(Duration.ofMillis(10))));
        offerAt(entryOf(run), 9, 1);
        engine.advance(SECOND);
        assertThat(closed(run)).containsExactly(1);
        Running<List<Integer>> late = entered(in -> in.timeout(Timeout.first(Duration.ofMillis(10))));
        engine.advance(Duration.ofMillis(10));
        assertThat(Flows.failure(late)).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void timeout_ofAnItemThatIsHeldBack_failsBothSides() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Flows.Counted counted = new Flows.Counted();
        Running<List<Long>> run = counted.source(1_000)
                .timeout(Timeout.heldBack(Duration.ofMillis(10)))
                .to(gate.sink())
                .on(engine)
                .start();
        engine.advance(Duration.ofMillis(10));
        assertThat(Flows.failure(run)).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(counted.closed).hasValue(1);
        Flows.assertQuiet(run);
    }

    // A source that blocks is stopped by an interrupt, though its island is busy.
    @Test
    void timeout_whileTheSourceBlocks_interruptsIt() {
        Running<Long> run = Source.generate(out -> Flows.blockForEver(out))
                .timeout(Timeout.idle(Duration.ofMillis(20)))
                .to(Sink.count())
                .start();
        assertThat(Flows.failure(run)).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void throttle_ofASharedRate_givesEachTheSameShare() {
        Rate rate = Rate.of(10, SECOND);
        List<String> order = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Running<?>> runs = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            runs.add(Source.range(0, 20)
                    .throttle(rate)
                    .to(Sink.forEach(n -> {
                        order.add(name);
                        times.add(engine.nanoTime() / 1_000_000);
                    }))
                    .on(engine)
                    .start());
        }
        engine.advance(Duration.ofMillis(1_999));
        assertThat(times)
                .isEqualTo(Flows.longs(0, 20).stream().map(n -> n * 100).toList());
        assertThat(Collections.frequency(order, "a")).isBetween(9, 11);
        runs.getFirst().cancel("enough");
        engine.advance(Duration.ofSeconds(10));
        assertThat(Collections.frequency(order, "b")).isEqualTo(20);
        runs.forEach(Flows::assertQuiet);
        assertThat(engine.timers()).isZero();
    }

    @Test
    void throttle_ofASharedRate_savesUpItsBurst() {
        List<Long> times = timesInMillis(Source.range(0, 6).throttle(Rate.of(10, SECOND, 3)), Duration.ofSeconds(1));
        assertThat(times).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
    }
}
