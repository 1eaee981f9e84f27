package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** APIs that answer: one that is asked for an item at a time, and a stage that completes. */
@Timeout(30)
class AnswersTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Long> gate = new Flows.Gate<>();
    private final List<Receiver<Long>> questions = new ArrayList<>();

    private Running<List<Long>> started(Source<Long> source) {
        var run = source.to(gate.sink()).on(engine).start();
        engine.runAll();
        return run;
    }

    private void answer(long item) {
        questions.getLast().push(item);
        engine.runAll();
    }

    // ---- asking

    // T14: one question at a time, and none for which there is no room.
    @Test
    void asking_behindAFullSink_asksForWhatThereIsRoomFor() {
        var run = started(Source.asking(Capacity.items(2), questions::add));
        for (int asked = 1; asked <= 3; asked++) {
            assertThat(questions).hasSize(asked);
            answer(asked);
        }
        assertThat(gate.items).containsExactly(1L);
        assertThat(run.pressure().held()).isEqualTo(2);
        assertThat(questions).hasSize(3); // full
        gate.openForOne();
        engine.runAll();
        assertThat(questions).hasSize(4);
        gate.open();
        engine.runAll();
        assertThat(questions).hasSize(4);
        answer(4);
        assertThat(questions).hasSize(5);
        questions.getLast().end();
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(questions).hasSize(5);
        Flows.assertQuiet(run);
    }

    @Test
    void asking_answeredFromInside_doesNotGrowTheStack() {
        for (int places : new int[] {1, 2, 3, 100}) {
            long[] next = {0};
            Source<Long> source = Source.asking(Capacity.items(places), out -> {
                if (next[0] == 100_000) {
                    out.end();
                } else {
                    out.push(next[0]++);
                }
            });
            assertThat(source.toList()).isEqualTo(Flows.longs(0, 100_000));
        }
    }

    @Test
    void asking_answeredByOtherThreads_losesNothing() {
        for (int round = 0; round < 100; round++) {
            int places = 1 + round % 3;
            long[] next = {0};
            Source<Long> source = Source.asking(Capacity.items(places), out -> {
                long item = next[0]++;
                Thread.ofVirtual().start(() -> {
                    if (item == 300) {
                        out.end();
                    } else {
                        out.push(item);
                    }
                });
            });
            var run = source.buffer(1).to(Sink.toList()).start();
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 300));
            Flows.assertQuiet(run);
        }
    }

    @Test
    void asking_aFailure_endsItBehindItsItems() {
        gate.open();
        var answered = started(Source.asking(questions::add));
        answer(1);
        questions.getLast().fail(new IllegalStateException("api"));
        engine.runAll();
        assertThat(Flows.failure(answered)).hasRootCauseMessage("api");
        assertThat(gate.items).containsExactly(1L);
        var thrown = started(Source.asking(out -> {
            throw new IllegalStateException("ask");
        }));
        assertThat(Flows.failure(thrown))
                .hasMessageContaining("stage 'asking-0' failed")
                .hasRootCauseMessage("ask");
    }

    // Rule 1: an answer that was not asked for is not taken.
    @Test
    void asking_answeredTwice_fails() {
        var run = started(Source.asking(Capacity.items(1), questions::add));
        answer(1);
        answer(2);
        assertThat(questions).hasSize(2);
        answer(3);
        gate.open();
        engine.runAll();
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining(
                        "must push one item each time but pushed another one; for one that pushes of its own");
        assertThat(gate.items).containsExactly(1L, 2L);
    }

    @Test
    void asking_cancelled_asksNoMore() {
        gate.open();
        var run = started(Source.asking(questions::add));
        answer(1);
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        answer(2);
        answer(3);
        questions.getLast().end();
        assertThat(questions).hasSize(2);
        assertThat(gate.items).containsExactly(1L);
        Flows.assertQuiet(run);
    }

    @Test
    void asking_withALimit_isNotAskedAfterIt() {
        long[] next = {0};
        assertThat(Source.asking(Capacity.items(1), (Receiver<Long> out) -> out.push(next[0]++))
                        .limit(3)
                        .toList())
                .containsExactly(0L, 1L, 2L);
        assertThat(next[0]).isBetween(3L, 5L);
    }

    // ---- a stage

    @Test
    void stage_beforeOrAfterTheRunBegins_givesItsItem() {
        assertThat(Source.from(CompletableFuture.completedFuture("a")).toList()).containsExactly("a");
        CompletableFuture<Long> later = new CompletableFuture<>();
        gate.open();
        var run = started(Source.from(later));
        assertThat(run.ended()).isFalse();
        later.complete(7L);
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly(7L);
        assertThat(Source.from(later).toList()).containsExactly(7L);
        assertThat(Source.range(0, 1).to(Sink.count()).start().result())
                .satisfies(result -> assertThat(Source.from(result).toList()).containsExactly(1L));
    }

    @Test
    void stage_thatFails_failsWithWhatWasThrown() {
        IllegalStateException cause = new IllegalStateException("call");
        for (Throwable thrown : List.of(
                cause, new CompletionException(cause), new CompletionException(new ExecutionException(cause)))) {
            var run = Source.from(CompletableFuture.failedFuture(thrown))
                    .named("call")
                    .to(Sink.count())
                    .start();
            RuntimeException failure = Flows.failure(run);
            assertThat(failure)
                    .hasMessageContaining("stage 'call' failed")
                    .cause()
                    .isSameAs(cause);
        }
        var mapped = Source.from(CompletableFuture.failedFuture(cause).thenApply(x -> x))
                .to(Sink.count())
                .start();
        assertThat(Flows.failure(mapped)).cause().isSameAs(cause);
        var nothing = Source.from(CompletableFuture.<Long>completedFuture(null))
                .to(Sink.count())
                .start();
        assertThat(Flows.failure(nothing)).hasMessageContaining("must complete with an item but completed with null");
    }

    @Test
    void stage_thatIsNotWantedAnyMore_isCancelledIfItCanBe() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        CompletableFuture<Long> held = new CompletableFuture<>();
        for (var stage : List.of(future, held.minimalCompletionStage())) {
            var run = started(Source.from(stage));
            run.cancel("enough");
            engine.runAll();
            assertThat(Flows.failure(run))
                    .isInstanceOf(FlowCancelledException.class)
                    .hasMessage("enough");
            Flows.assertQuiet(run);
        }
        assertThat(future).isCancelled();
        assertThat(held).isNotDone();
        held.complete(1L);
        CompletableFuture<Long> unwanted = new CompletableFuture<>();
        assertThat(Source.from(unwanted).limit(0).toList()).isEmpty();
        assertThat(unwanted).isNotDone(); // no run came to it
    }
}
