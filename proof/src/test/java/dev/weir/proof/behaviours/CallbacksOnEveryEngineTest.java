package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.FlowFailedException;
import dev.weir.Receiver;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** APIs that push and are paused, and APIs that are written to and drain: told once each time, and never beyond their room. */
@Timeout(60)
class CallbacksOnEveryEngineTest {
    /** Remembers what it was told, and pushes when the test says so. */
    private static final class Api {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile Receiver<Long> out = null;
        private long next;

        void begin(Receiver<Long> receiver) {
            out = receiver;
            told.add("subscribe");
        }

        void pause() {
            told.add("pause");
        }

        void resume() {
            told.add("resume");
        }

        void push(int many) {
            for (int i = 0; i < many; i++) {
                out.accept(next++);
            }
        }

        Source<Long> holding(int items, int late) {
            return Source.pausable(Capacity.items(items), late, this::begin, this::pause, this::resume);
        }
    }

    /** Has it push one item, which the sink takes: after that, what is pushed is held. */
    private static void pushOne(Ground ground, Api api, SinkProbe<Long> sink) throws InterruptedException {
        ground.until("it begins", () -> api.told.contains("subscribe"));
        api.push(1);
        ground.until("the first comes", () -> sink.items().size() == 1);
    }

    // T4: what is pushed from inside of pause is a late item, and no reason to pause once more.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_pushingFromInsideOfPause_isPausedOnce(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Api api = new Api();
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            Runnable pause = () -> {
                api.pause();
                api.push(1);
            };
            var run = ground.start(Source.pausable(Capacity.items(4), 2, api::begin, pause, api::resume)
                    .to(sink.sink()));
            pushOne(ground, api, sink);
            api.push(2);
            assertThat(api.told).containsExactly("subscribe", "pause");
            assertThat(run.pressure().held()).isEqualTo(3);
            sink.makeRoom();
            ground.until("it may go on", () -> api.told.contains("resume"));
            api.out.end();
            assertThat(ground.result(run)).isEqualTo(longs(0, 4));
            assertThat(api.told).containsExactly("subscribe", "pause", "resume");
        });
    }

    // T11: a drain that nobody waits for neither fails nor saves up room.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void onDrain_whileThereIsRoom_changesNothing(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(8));
            SinkProbe<Long> sink = SinkProbe.withRoomFor(2);
            var run = ground.start(source.source().to(sink.sink()));
            ground.until("it begins", source::started);
            source.emit(0L);
            ground.until("the first comes", () -> sink.items().size() == 1);
            for (int i = 0; i < 3; i++) {
                sink.makeRoom(0); // drained, with the room that it had
                ground.settle();
            }
            longs(1, 6).forEach(source::emit);
            for (int room = 2; room <= 4; room += 2) {
                int taken = room;
                ground.until("it is full", () -> sink.items().size() >= taken);
                ground.settle();
                assertThat(sink.items()).isEqualTo(longs(0, room));
                sink.makeRoom(2);
            }
            source.end();
            assertThat(ground.result(run)).isEqualTo(longs(0, 6));
        });
    }

    // T12: without room behind it, a source does not begin at all.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_withoutRoomBehindIt_isNotSubscribed(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Api api = new Api();
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(
                    Source.concat(Source.of(-1L), api.holding(4, 0)).to(sink.sink()));
            ground.until("the first comes", () -> sink.items().size() == 1);
            ground.settle();
            assertThat(api.told).isEmpty();
            sink.makeRoom();
            ground.until("it begins", () -> !api.told.isEmpty());
            assertThat(api.told).containsExactly("subscribe");
            api.push(1);
            api.out.end();
            assertThat(ground.result(run)).containsExactly(-1L, 0L);
        });
    }

    // P11: what is pushed beyond the places there are fails the flow, after what has a place.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_tooManyLateItems_failTheFlow(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            for (int late = 0; late < 3; late++) {
                Api hasty = new Api();
                SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
                Running<?> run =
                        ground.start(hasty.holding(4, late).named("hasty").to(sink.sink()));
                pushOne(ground, hasty, sink);
                hasty.push(4);
                assertThat(run.pressure().link("hasty").held()).isEqualTo(4);
                hasty.push(2);
                sink.makeRoom();
                assertThat(ground.failure(run))
                        .isInstanceOf(FlowFailedException.class)
                        .hasMessageContaining("'hasty' was pushed");
                assertThat(sink.items()).isEqualTo(longs(0, 5));
                assertThat(hasty.told).containsExactly("subscribe", "pause");
            }
        });
    }

    // P14: an event each is a call each, so many at a time; then there is no room for more.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_beforeCallsThatTakeLong_isPausedWhenTheyAreAll(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(4));
            List<CompletableFuture<Long>> calls = new CopyOnWriteArrayList<>();
            var run = ground.start(source.source()
                    .mapAsync(3, n -> {
                        CompletableFuture<Long> call = new CompletableFuture<>();
                        calls.add(call);
                        return call;
                    })
                    .to(Sink.<Long>count()));
            ground.until("it begins", source::started);
            for (int call = 1; call <= 3; call++) {
                int made = call;
                source.emit(0L);
                ground.until("it is called", () -> calls.size() == made);
            }
            longs(3, 7).forEach(source::emit);
            ground.settle();
            assertThat(source.hasRoom()).isFalse();
            assertThat(calls).hasSize(3);
            assertThat(run.pressure().held()).isEqualTo(7);
            calls.forEach(call -> call.complete(0L));
            ground.until("the next are called", () -> calls.size() >= 6);
            ground.until("it may go on", source::hasRoom);
            ground.settle();
            assertThat(calls).hasSize(6);
            assertThat(source.resumed()).isEqualTo(1);
            ground.cancel(run);
        });
    }

    // P35: an API is told to pause once each time it is full, and to resume once each time it is not any more.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_behindAFullSink_isPausedOnceAndResumedOnce(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Api api = new Api();
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(api.holding(4, 0).to(sink.sink()));
            pushOne(ground, api, sink);
            api.push(4);
            assertThat(api.told).containsExactly("subscribe", "pause");
            sink.makeRoom(3);
            ground.until("it may go on", () -> api.told.contains("resume"));
            ground.settle();
            api.push(3);
            assertThat(api.told).containsExactly("subscribe", "pause", "resume", "pause");
            sink.makeRoom();
            ground.until("it may go on again", () -> api.told.size() == 5);
            api.out.end();
            assertThat(ground.result(run)).isEqualTo(longs(0, 8));
            assertThat(api.told).containsExactly("subscribe", "pause", "resume", "pause", "resume");
        });
    }

    // P35, T29: an API that ends while it is paused is told nothing after its end, and what it then pushes is not
    // taken.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void pausable_endedWhilePaused_isToldNothingMore(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Api api = new Api();
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(api.holding(4, 0).to(sink.sink()));
            pushOne(ground, api, sink);
            api.push(4);
            api.out.end();
            api.push(3);
            sink.makeRoom();
            assertThat(ground.result(run)).isEqualTo(longs(0, 5));
            ground.settle();
            assertThat(api.told).containsExactly("subscribe", "pause");
        });
    }
}
