package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is joined to be asked later does nothing before: it may never be asked. */
@Timeout(20)
class TurnTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final CompletableFuture<Long> gate = new CompletableFuture<>();

    /** Notes how much of the second had begun when the first was at its end. */
    private final AtomicInteger early = new AtomicInteger(-1);

    private Source<Long> generated() {
        return Source.generate(out -> {
            begun.incrementAndGet();
            out.emit(1L);
            out.emit(2L);
        });
    }

    private Source<Long> first() {
        return Source.range(0, 10_000).buffer(1).peek(n -> early.set(begun.get()));
    }

    @Test
    @Tag("blocks")
    void concat_ofAGenerator_doesNotBeginItBeforeItsTurn() {
        assertThat(Source.concat(first(), generated()).count()).isEqualTo(10_002);
        assertThat(early).hasValue(0);
        assertThat(begun).hasValue(1);
    }

    @Test
    void concat_ofABufferedSource_doesNotBeginItBeforeItsTurn() {
        Source<Long> second =
                Source.range(0, 100).peek(n -> begun.incrementAndGet()).buffer(10);
        assertThat(Source.concat(first(), second).count()).isEqualTo(10_100);
        assertThat(early).hasValue(0);
    }

    @Test
    void concat_ofCalls_makesNoneBeforeTheirTurn() {
        Source<Long> calls = Source.range(0, 100).mapAsync(8, n -> {
            begun.incrementAndGet();
            return CompletableFuture.completedFuture(n);
        });
        assertThat(Source.concat(first(), calls, calls).count()).isEqualTo(10_200);
        assertThat(early).hasValue(0);
        assertThat(begun).hasValue(200);
    }

    @Test
    void concat_inAConcat_beginsEachAtItsTurn() {
        Source<Long> inner = Source.concat(
                Source.range(0, 100).buffer(1).peek(n -> assertThat(begun).hasValue(0)),
                Source.range(0, 100).peek(n -> begun.incrementAndGet()).buffer(1));
        assertThat(Source.concat(first(), inner, Source.of(1L).buffer(1)).count())
                .isEqualTo(10_201);
        assertThat(early).hasValue(0);
    }

    @Test
    void concat_ofASourceThatIsWatched_doesNotBeginItBeforeItsTurn() {
        Source<Long> watched = Source.range(0, 100)
                .peek(n -> begun.incrementAndGet())
                .also(Branch.waiting(Sink.ignore()))
                .buffer(1);
        assertThat(Source.concat(first(), watched).count()).isEqualTo(10_100);
        assertThat(early).hasValue(0);
    }

    @Test
    void concat_inAFlowMadeForAnItem_beginsEachAtItsTurn() {
        long all = Source.range(0, 3)
                .flatMap(n -> {
                    begun.set(0);
                    return Source.concat(
                            first(),
                            Source.of(n).peek(m -> begun.incrementAndGet()).buffer(1));
                })
                .count();
        assertThat(all).isEqualTo(30_003);
        assertThat(early).hasValue(0);
    }

    // What is before such a stage has another way to go, and must not wait for this one.
    @Test
    void broadcast_ofWhichOneLaneHasItsTurnLater_beginsAtOnce() {
        Pipeline<List<Long>> both = Graph.of(graph -> {
            List<Source<Long>> lanes = graph.broadcast(Source.range(0, 4), 2);
            Source<Long> joined = Source.concat(Source.from(gate), lanes.get(1));
            var _ = graph.end(lanes.get(0).peek(gate::complete), Sink.ignore());
            return graph.end(joined, Sink.toList());
        });
        assertThat(Flows.result(both.start())).containsExactly(0L, 0L, 1L, 2L, 3L);
    }

    @Test
    @Tag("blocks")
    void orElse_whoseFirstHasItems_neverBeginsTheOther() {
        assertThat(Source.range(0, 100).buffer(1).orElse(generated()).count()).isEqualTo(100);
        assertThat(begun).hasValue(0);
    }

    @Test
    @Tag("blocks")
    void orElse_whoseFirstIsEmpty_beginsTheOther() {
        assertThat(Source.range(0, 0).buffer(1).orElse(generated()).count()).isEqualTo(2);
        assertThat(begun).hasValue(1);
    }

    @Test
    @Tag("blocks")
    void concat_whoseFirstFails_neverBeginsTheNext() {
        Source<Long> fails = Source.range(0, 10).buffer(1).map(n -> 1 / (n - 5));
        Running<Long> run = Source.concat(fails, generated()).to(Sink.count()).start();
        assertThat(Flows.failure(run)).hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(begun).hasValue(0);
    }

    @Test
    @Tag("blocks")
    void limit_beforeTheTurn_neverBeginsTheNext() {
        assertThat(Source.concat(first(), generated(), generated()).limit(5).count())
                .isEqualTo(5);
        assertThat(begun).hasValue(0);
    }

    @Test
    @Tag("blocks")
    void cancel_beforeTheTurn_endsTheRunAndNeverBeginsTheNext() {
        Running<Long> run =
                Source.concat(Source.from(gate), generated()).to(Sink.count()).start();
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(begun).hasValue(0);
    }

    @Test
    @Tag("blocks")
    void pause_beforeTheTurn_beginsTheNextAfterIt() {
        Running<Long> run =
                Source.concat(Source.from(gate), generated()).to(Sink.count()).start();
        try (Pause _ = run.pause("test")) {
            gate.complete(0L);
        }
        assertThat(Flows.result(run)).isEqualTo(3);
    }

    @Test
    @Tag("blocks")
    void drain_beforeTheTurn_endsTheRunAndNeverBeginsTheNext() {
        Source<Long> endless = Source.range(0, Long.MAX_VALUE).peek(n -> gate.complete(n));
        Running<Long> run = Source.concat(endless, generated()).to(Sink.count()).start();
        gate.join();
        assertThat(run.drain(Flows.LONG).complete()).isTrue();
        Flows.result(run);
        assertThat(begun).hasValue(0);
    }

    // It is made of an item that is in: nothing of what it makes of it is to be lost.
    @Test
    @Tag("blocks")
    void drain_beforeTheTurnInAFlowMadeForAnItem_beginsTheNext() throws InterruptedException {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        Running<Long> run = Source.range(0, Long.MAX_VALUE)
                .flatMap(n -> {
                    asked.complete(true);
                    return Source.concat(Source.from(gate), generated());
                })
                .to(Sink.count())
                .start();
        asked.join();
        CompletableFuture<DrainReport> report = new CompletableFuture<>();
        Thread drains = Thread.startVirtualThread(() -> report.complete(run.drain(Flows.LONG)));
        Flows.awaitThat("it drains", () -> drains.getState() != Thread.State.RUNNABLE);
        assertThat(begun).hasValue(0);
        gate.complete(0L);
        drains.join();
        assertThat(report.join().complete()).isTrue();
        assertThat(Flows.result(run)).isEqualTo(3);
    }

    @Test
    @Tag("blocks")
    void limit_elsewhereBeforeTheTurn_neverBeginsTheOther() {
        for (int round = 0; round < 300; round++) {
            Source<Long> stuck = Source.from(new CompletableFuture<Long>()).orElse(generated());
            assertThat(Source.merge(stuck, Source.of(1L)).limit(1).count()).isEqualTo(1);
        }
        assertThat(begun).hasValue(0);
    }
}
