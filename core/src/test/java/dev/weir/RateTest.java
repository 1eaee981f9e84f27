package dev.weir;

import static dev.weir.Flows.assertLedger;
import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two sides of different speed, on a clock that stands still until it is told to go on. */
class RateTest {
    private static final Duration MS = Duration.ofMillis(1);

    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Object> gate = new Flows.Gate<>();

    private <T> Running<List<Object>> start(Source<T> source) {
        Running<List<Object>> run = source.to(gate.sink()).on(engine).start();
        engine.runAll();
        return run;
    }

    private void openForOne() {
        gate.openForOne();
        engine.runAll();
    }

    private Running<List<Object>> overflowing(Overflow overflow, long items) {
        return start(Source.range(0, items).buffer(3, overflow));
    }

    /** The gate has taken item 0 when the rest comes. */
    private List<Object> rest(Running<List<Object>> run) {
        gate.open();
        engine.runAll();
        assertQuiet(run);
        return result(run);
    }

    @Test
    void buffer_thatDropsTheOldest_keepsTheNewest() { // T51
        Running<List<Object>> run = overflowing(Overflow.DROP_OLDEST, 10);
        assertLedger(run);
        assertThat(run.pressure().link("buffer-1").dropped()).isEqualTo(7);
        assertThat(rest(run)).containsExactly(7L, 8L, 9L);
    }

    @Test
    void buffer_thatDropsTheNewest_keepsTheOldest() {
        Running<List<Object>> run = overflowing(Overflow.DROP_NEWEST, 10);
        assertThat(run.pressure().link("buffer-1").dropped()).isEqualTo(7);
        assertThat(rest(run)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void buffer_ofTheLatest_clearsWhatItHeld() {
        Running<List<Object>> run = overflowing(Overflow.LATEST, 10);
        assertThat(rest(run)).containsExactly(9L);
        assertThat(run.pressure().link("buffer-1").dropped()).isEqualTo(9);
    }

    @Test
    void buffer_thatFails_failsBothSides() {
        Flows.Counted counted = new Flows.Counted();
        Running<List<Object>> run = start(counted.source(10).buffer(3, Overflow.FAIL));
        gate.open();
        engine.runAll();
        assertThat(failure(run))
                .hasRootCauseInstanceOf(OverflowException.class)
                .hasMessageContaining("link 'buffer-1' must have room but held 3");
        assertThat(counted.pulled).hasValue(4);
        assertThat(counted.closed).hasValue(1);
        assertQuiet(run);
    }

    @Test
    void buffer_thatDetaches_handsOnWhatItHolds() { // P42
        Flows.Counted counted = new Flows.Counted();
        Running<List<Object>> run = start(counted.source(10).buffer(3, Overflow.DETACH));
        gate.open();
        engine.runAll();
        assertThat(failure(run)).hasRootCauseInstanceOf(OverflowException.class);
        assertThat(gate.items).containsExactly(0L, 1L, 2L);
        assertThat(counted.closed).hasValue(1);
        assertQuiet(run);
    }

    @Test
    void conflate_whileTheSinkIsBusy_folds() {
        Running<List<Object>> run = start(Source.range(1, 11).conflate(Long::sum));
        assertLedger(run);
        assertThat(rest(run)).containsExactly(55L);
    }

    @Test
    void conflate_thatFails_failsTheFlow() {
        Running<List<Object>> run = start(Source.range(1, 11).conflate((a, b) -> {
            throw new IllegalStateException("no");
        }));
        gate.open();
        engine.runAll();
        assertThat(failure(run)).hasMessageContaining("conflate-1").hasRootCauseMessage("no");
        assertQuiet(run);
    }

    @Test
    void batch_whileTheSinkIsBusy_growsUpToItsBound() {
        Running<List<Object>> run = start(Source.range(0, 7).batch(3));
        assertThat(rest(run)).containsExactly(longs(0, 3), longs(3, 6), longs(6, 7));
    }

    @Test
    void batch_byWeight_neverExceedsIt() {
        Capacity most = Capacity.items(100).weighing(10, 4, (Long n) -> n);
        Running<List<Object>> run = start(Source.of(4L, 3L, 3L, 4L, 1L).batch(most));
        assertThat(rest(run)).containsExactly(List.of(4L, 3L), List.of(3L, 4L), List.of(1L));
        assertThat(run.pressure().link("batch-1").weightPeak()).isLessThanOrEqualTo(10);
    }

    @Test
    void expand_whileNothingNewComes_givesMore() {
        Fn<Long, Iterator<Long>> again = n -> Stream.iterate(n, x -> x).iterator();
        Pipeline<List<Object>> flow =
                Source.<Long>entry("in", 4).expand(again).limit(5).to(gate.sink());
        Running<List<Object>> run = flow.on(engine).start();
        engine.runAll();
        var _ = run.<Long>entry("in").offer(1L);
        engine.runAll();
        openForOne();
        var _ = run.<Long>entry("in").offer(2L);
        openForOne();
        openForOne();
        openForOne();
        openForOne();
        assertThat(result(run)).containsExactly(1L, 1L, 2L, 2L, 2L);
        assertQuiet(run);
    }

    @Test
    void expand_atTheEnd_stopsAfterTheLastItem() {
        Running<List<Object>> run =
                start(Source.of(1, 2).expand(n -> Stream.generate(() -> n).iterator()));
        assertThat(rest(run)).startsWith(1).endsWith(2).contains(2);
    }

    @Test
    void expiring_pastTheDeadline_letsGoAndTells() { // P27
        List<Long> told = new ArrayList<>();
        Running<List<Object>> run =
                start(Source.range(0, 4).expiring(8, n -> new Deadline((n + 1) * MS.toNanos()), told::add));
        engine.advance(MS.multipliedBy(2));
        assertThat(told).as("told at once, though nobody takes").containsExactly(1L);
        assertThat(run.pressure().link("expiring-1").expired()).isEqualTo(1);
        assertLedger(run);
        assertThat(rest(run)).containsExactly(0L, 2L, 3L);
        assertThat(engine.timers()).isZero();
    }

    @Test
    void expiring_pastTheDeadline_releasesWhatTheItemOwns() {
        List<Long> released = new ArrayList<>();
        Running<List<Object>> run = start(Source.range(0, 4)
                .releasing(Long.class, released::add)
                .expiring(8, n -> new Deadline((n + 1) * MS.toNanos()), told -> {}));
        engine.advance(MS.multipliedBy(2));
        assertThat(released).containsExactly(1L);
        assertThat(rest(run)).containsExactly(0L, 2L, 3L);
        assertThat(released).containsExactly(1L);
    }

    @Test
    void expiring_furtherOn_goesByTheSameDeadline() { // P29
        List<Long> told = new ArrayList<>();
        Deadline atThree = new Deadline(MS.multipliedBy(3).toNanos());
        Running<List<Object>> run = start(Source.range(0, 3)
                .expiring(8, n -> atThree, told::add)
                .delay(MS.multipliedBy(2), Capacity.items(1))
                .expiring(8, n -> atThree, told::add));
        engine.advance(MS.multipliedBy(2));
        assertThat(gate.items).containsExactly(0L);
        assertThat(told).isEmpty();
        engine.advance(MS);
        assertThat(told).as("before the delay").containsExactly(2L);
        engine.advance(MS);
        assertThat(told).as("behind the delay").containsExactly(2L, 1L);
        assertThat(rest(run)).containsExactly(0L);
    }

    @Test
    void codel_underOverload_keepsTheWaitNearTheTarget() {
        Running<List<Object>> run = start(Source.range(0, 100_000)
                .throttle(1_100, Duration.ofSeconds(1))
                .codel(10_000, MS.multipliedBy(5), MS.multipliedBy(100)));
        for (int ms = 0; ms < 20_000; ms++) {
            engine.advance(MS);
            openForOne(); // a tenth too few
        }
        LinkPressure link = run.pressure().link("codel-2");
        assertLedger(run);
        assertThat(link.dropped()).isGreaterThan(1_000);
        assertThat(link.held()).as("a plain queue would hold 2,000").isLessThan(200);
        run.cancel("enough");
        engine.runAll();
        assertQuiet(run);
    }

    @Test
    void newestFirst_underOverload_turnsRound() {
        Running<List<Object>> run = start(Source.range(0, 3).newestFirst(8, MS));
        engine.advance(MS);
        assertThat(rest(run)).containsExactly(0L, 2L, 1L);
    }

    @Test
    void newestFirst_withoutOverload_keepsTheOrder() {
        Running<List<Object>> run = start(Source.range(0, 3).newestFirst(8, MS));
        assertThat(rest(run)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void throttle_byCost_isExact() {
        Running<List<Object>> run = start(Source.range(0, 4).throttle(10, Duration.ofSeconds(1), 10, (Long n) -> 20));
        gate.open();
        engine.runAll();
        assertThat(gate.items).hasSize(1);
        engine.advance(Duration.ofMillis(1_099));
        assertThat(gate.items).hasSize(1);
        engine.advance(MS);
        assertThat(gate.items).hasSize(2);
        engine.advance(Duration.ofSeconds(6));
        assertThat(result(run)).hasSize(4);
    }

    @Test
    void timeouts_thatAreNone_areRefused() {
        assertThatThrownBy(() -> Timeout.idle(Duration.ZERO))
                .hasMessage(
                        "a timeout must be > 0 but was PT0S;" + " leave it out for none, or cancel the run at once");
    }

    @Test
    void overflowingLinks_onRealThreads_keepTheBook() {
        for (Overflow overflow : List.of(Overflow.DROP_NEWEST, Overflow.DROP_OLDEST, Overflow.LATEST)) {
            Running<Long> run = Source.range(0, 100_000)
                    .buffer(4, overflow)
                    .to(Sink.count())
                    .start();
            long out = result(run);
            assertQuiet(run);
            LinkPressure link = run.pressure().link("buffer-1");
            assertThat(link.in()).isEqualTo(100_000);
            assertThat(link.out()).isEqualTo(out);
        }
        assertThat(LongStream.of(Source.range(0, 50_000).conflate(Long::sum).toList().stream()
                                .mapToLong(n -> n)
                                .sum())
                        .sum())
                .isEqualTo(49_999L * 50_000 / 2);
        assertThat(Source.range(0, 50_000).batch(7).toList().stream().flatMap(List::stream))
                .hasSize(50_000);
    }
}
