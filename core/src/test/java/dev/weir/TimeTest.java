package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What depends on time is exact on the engine's clock, and on no other. */
@Timeout(20)
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
}
