package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callback APIs with pause and resume: told once each time, in order, and what comes late has a place or fails the
 * flow.
 */
@Timeout(30)
class CallbackTest {
    private final ManualEngine engine = new ManualEngine();
    private final Flows.Gate<Long> gate = new Flows.Gate<>();
    private final Api api = new Api();

    /** Remembers what it was told, and pushes when the test says so. */
    private static final class Api {
        final List<String> told = new ArrayList<>();
        Receiver<Long> out = null;
        long next;

        void onItem(Receiver<Long> receiver) {
            told.add("subscribe");
            out = receiver;
        }

        void pause() {
            told.add("pause");
        }

        void resume() {
            told.add("resume");
        }

        boolean paused() {
            return told.getLast().equals("pause");
        }

        void push(int many) {
            for (int i = 0; i < many; i++) {
                out.accept(next++);
            }
        }

        Source<Long> source() {
            return Source.pausable(this::onItem, this::pause, this::resume);
        }
    }

    /** A reader that knows nothing of flows. */
    private static final class Reader {
        private Consumer<String> callback = item -> {};

        void onItem(Consumer<String> called) {
            callback = called;
        }

        void pause() {}

        void resume() {}
    }

    private Running<List<Long>> started(Source<Long> source) {
        var run = source.to(gate.sink()).on(engine).start();
        engine.runAll();
        return run;
    }

    // The program of the design.
    @Test
    void pausable_overMethodReferences_compilesInOneLine() {
        Reader reader = new Reader();
        Source<String> items = Source.pausable(reader::onItem, reader::pause, reader::resume);
        var run = items.limit(2).to(Sink.toList()).on(engine).start();
        engine.runAll();
        reader.callback.accept("a");
        reader.callback.accept("b");
        engine.runAll();
        assertThat(Flows.result(run)).containsExactly("a", "b");
    }

    // T14: paused once for each time that it is full, resumed when three quarters are gone, never more held than the
    // bound.
    @Test
    void pausable_behindAFullSink_isPausedOnceAndResumedOnce() {
        Pipeline<List<Long>> pipeline = api.source().to(gate.sink());
        var run = pipeline.on(engine).start();
        assertThat(api.told).isEmpty();
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe");
        api.push(1);
        engine.runAll();
        assertThat(gate.items).hasSize(1);
        api.push(15);
        assertThat(api.told).containsExactly("subscribe");
        api.push(1);
        assertThat(api.told).containsExactly("subscribe", "pause");
        api.push(16); // late
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe", "pause");
        assertThat(run.pressure().held()).isEqualTo(32);
        assertThat(run.pressure().held())
                .isLessThanOrEqualTo(pipeline.bound().items().orElseThrow());
        for (int taken = 2; api.paused(); taken++) {
            gate.openForOne();
            engine.runAll();
            assertThat(gate.items).hasSize(taken);
        }
        assertThat(run.pressure().held()).isEqualTo(4);
        assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        gate.open();
        engine.runAll();
        api.push(5);
        api.out.end();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 38));
        assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        Flows.assertQuiet(run);
    }

    // Rule 1: beyond the places for late items the flow fails, and says what to do.
    @Test
    void pausable_tooManyLateItems_failTheFlow() {
        for (int late = 0; late < 3; late++) {
            Api hasty = new Api();
            Flows.Gate<Long> full = new Flows.Gate<>();
            var run = Source.pausable(Capacity.items(4), late, hasty::onItem, hasty::pause, hasty::resume)
                    .named("hasty")
                    .to(full.sink())
                    .on(engine)
                    .start();
            engine.runAll();
            hasty.push(1);
            engine.runAll();
            hasty.push(4);
            assertThat(hasty.told).containsExactly("subscribe", "pause");
            assertThat(run.pressure().link("hasty").held()).isEqualTo(4);
            hasty.push(2);
            full.open();
            engine.runAll();
            assertThat(Flows.failure(run))
                    .isInstanceOf(FlowFailedException.class)
                    .hasMessageContaining("'hasty' was pushed")
                    .hasMessageContaining(
                            late == 0 ? "one more item" : "the " + late + " late items it has places for");
            assertThat(full.items).isEqualTo(Flows.longs(0, 5));
            assertThat(hasty.told).containsExactly("subscribe", "pause");
            Flows.assertQuiet(run);
        }
    }

    @Test
    void pausable_withoutAPlaceForAnItemInTime_isRefused() {
        assertThatThrownBy(() -> Source.<Long>pausable(Capacity.items(4), 4, out -> {}, () -> {}, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("late must leave >= 1 of the places of the capacity (4) but was 4; raise");
        assertThatThrownBy(() -> Source.<Long>pausable(Capacity.items(4), -1, out -> {}, () -> {}, () -> {}))
                .hasMessageContaining("late must be >= 0 but was -1");
        Capacity heavy = Capacity.items(100).weighing(25, 10, item -> 1);
        assertThatThrownBy(() -> Source.<Long>pausable(heavy, 2, out -> {}, () -> {}, () -> {}))
                .hasMessageContaining("but was 2");
    }

    // A producer that broke the rules is told that it is over, also if the flow is over for another reason before that
    // is seen.
    @Test
    void pausable_atFaultInAFlowThatIsCancelled_isStopped() {
        List<Ending> stopped = new ArrayList<>();
        AtomicReference<Receiver<Long>> out = new AtomicReference<>();
        var run = Source.<Long>pausable(Capacity.items(1), receiver -> {
                    out.set(receiver);
                    return new Producing() {
                        @Override
                        public void resume() {}

                        @Override
                        public void stop(Ending reason) {
                            stopped.add(reason);
                        }
                    };
                })
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        out.get().push(0L);
        out.get().push(1L);
        run.cancel("enough");
        engine.runAll();
        assertThat(stopped).hasSize(1);
        assertThat(stopped.getFirst()).isInstanceOf(Ending.Failed.class);
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
    }

    // Where weight is counted, late items have places by weight too.
    @Test
    void pausable_ofHeavyItems_isPausedByWeight() {
        Capacity weight = Capacity.items(100).weighing(40, 10, item -> 10);
        var run = started(Source.pausable(weight, 2, api::onItem, api::pause, api::resume));
        api.push(1);
        engine.runAll();
        api.push(1);
        assertThat(api.told).containsExactly("subscribe");
        api.push(1);
        assertThat(api.told).containsExactly("subscribe", "pause");
        api.push(2);
        gate.open();
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        api.out.end();
        engine.runAll();
        assertThat(Flows.result(run)).hasSize(5);
    }

    @Test
    void pausable_endOrFailure_isPassedOnBehindItsItems() {
        var ended = started(api.source());
        api.push(20);
        api.out.end();
        gate.open();
        engine.runAll();
        assertThat(Flows.result(ended)).hasSize(20);
        assertThat(api.told).containsExactly("subscribe", "pause"); // and not resumed after its end
        Api broken = new Api();
        List<Long> seen = new ArrayList<>();
        var failed = broken.source().to(Sink.forEach(seen::add)).on(engine).start();
        engine.runAll();
        broken.push(3);
        broken.out.fail(new IllegalStateException("api"));
        broken.push(1);
        engine.runAll();
        assertThat(Flows.failure(failed)).hasRootCauseMessage("api");
        assertThat(seen).isEqualTo(Flows.longs(0, 3));
        assertThat(broken.told).containsExactly("subscribe");
    }

    // The only way to make it stop: an API that is not paused is, once; one that is paused is left so.
    @Test
    void pausable_cancelledOrLeft_isPausedOnceAndNotResumed() {
        var cancelled = started(api.source());
        api.push(3);
        cancelled.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(cancelled)).isInstanceOf(FlowCancelledException.class);
        api.push(100);
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe", "pause");
        Flows.assertQuiet(cancelled);

        Api full = new Api();
        var held = started(full.source());
        full.push(20);
        held.cancel("enough");
        engine.runAll();
        assertThat(full.told).containsExactly("subscribe", "pause");

        Api left = new Api();
        var limited = left.source().limit(2).to(Sink.count()).on(engine).start();
        engine.runAll();
        left.push(5);
        engine.runAll();
        assertThat(Flows.result(limited)).isEqualTo(2);
        assertThat(left.told).containsExactly("subscribe", "pause");

        Api never = new Api();
        assertThat(Flows.result(never.source().limit(0).to(Sink.count()).start()))
                .isZero();
        assertThat(never.told).isEmpty();
    }

    @Test
    void pausable_functionsThatThrow_failTheFlow() {
        var unsubscribed = Source.<Long>pausable(
                        out -> {
                            throw new IllegalStateException("subscribe");
                        },
                        api::pause,
                        api::resume)
                .to(Sink.count())
                .start();
        assertThat(Flows.failure(unsubscribed)).hasRootCauseMessage("subscribe");
        assertThat(api.told).isEmpty();
        var unpaused = started(Source.pausable(
                api::onItem,
                () -> {
                    throw new IllegalStateException("pause");
                },
                api::resume));
        api.push(20);
        gate.open();
        engine.runAll();
        assertThat(Flows.failure(unpaused)).hasRootCauseMessage("pause");
        Api stays = new Api();
        Flows.Gate<Long> other = new Flows.Gate<>();
        var unresumed = Source.pausable(stays::onItem, stays::pause, () -> {
                    throw new IllegalStateException("resume");
                })
                .to(other.sink())
                .on(engine)
                .start();
        engine.runAll();
        stays.push(20);
        other.open();
        engine.runAll();
        assertThat(Flows.failure(unresumed)).hasRootCauseMessage("resume");
        assertThat(stays.told).containsExactly("subscribe", "pause", "pause"); // the second one to make it stop
    }

    // A pause that crosses a resume may come to nothing: what comes in spite of it has the API told again.
    @Test
    void pausable_pausedBeforeAResumeHasReturned_isToldAgain() throws Exception {
        CountDownLatch resuming = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Runnable resume = () -> {
            resuming.countDown();
            try {
                Flows.await(go);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        started(Source.pausable(Capacity.items(5), 3, api::onItem, api::pause, resume));
        api.push(1);
        engine.runAll();
        api.push(2);
        assertThat(api.told).containsExactly("subscribe", "pause");
        gate.openForOne();
        Thread flow = Thread.ofVirtual().start(engine::runAll);
        Flows.await(resuming);
        api.push(1);
        assertThat(api.told).containsExactly("subscribe", "pause", "pause");
        go.countDown();
        flow.join();
        api.push(1);
        assertThat(api.told).containsExactly("subscribe", "pause", "pause", "pause");
        api.push(1);
        assertThat(api.told).hasSize(4);
    }

    // T4: what is pushed from inside of pause is a late item, and no reason to pause once more.
    @Test
    void pausable_pushingFromInsideOfPause_isPausedOnce() {
        Runnable pause = () -> {
            api.pause();
            api.push(1);
        };
        var run = started(Source.pausable(Capacity.items(4), 2, api::onItem, pause, api::resume));
        api.push(1);
        engine.runAll();
        api.push(2);
        assertThat(api.told).containsExactly("subscribe", "pause");
        assertThat(run.pressure().held()).isEqualTo(3);
        gate.open();
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        api.out.end();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 4));
    }

    // T12: what is full, or paused, from the beginning does not so much as subscribe.
    @Test
    void pausable_pausedBeforeItBegins_isNotSubscribed() {
        var run = api.source().to(gate.sink()).on(engine).start();
        Pause pause = run.pause("early");
        engine.runAll();
        assertThat(api.told).isEmpty();
        pause.release();
        engine.runAll();
        assertThat(api.told).containsExactly("subscribe");
        run.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(run);
    }

    // P14: an event each is a call each, so many at a time; then the API is paused.
    @Test
    void pausable_beforeCallsThatTakeLong_isPausedWhenTheyAreAll() {
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        var run = Source.pausable(Capacity.items(4), 0, api::onItem, api::pause, api::resume)
                .mapAsync(3, n -> {
                    calls.add(new CompletableFuture<>());
                    return calls.getLast();
                })
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        engine.runAll();
        for (int pushed = 1; pushed <= 7; pushed++) {
            assertThat(api.paused()).isFalse();
            api.push(1);
            engine.runAll();
        }
        assertThat(calls).hasSize(3);
        assertThat(api.told).containsExactly("subscribe", "pause");
        assertThat(run.pressure().held()).isEqualTo(7);
        calls.forEach(call -> call.complete(0L));
        engine.runAll();
        assertThat(calls).hasSize(6);
        assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        run.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(run);
    }
}
