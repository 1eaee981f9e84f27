package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.LinkPressure;
import dev.weir.Pipeline;
import dev.weir.Setting;
import dev.weir.Source;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.Books;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a flow holds, and takes ahead, when what is behind it stands still. */
@Timeout(60)
class BoundsOnEveryEngineTest {
    private static Source<Long> tenLinks(Source<Long> source) {
        Source<Long> all = source;
        for (int i = 0; i < 10; i++) {
            all = all.buffer(1).map(n -> n);
        }
        return all;
    }

    private static Capacity weighing(int items, long weight, long heaviest) {
        return Capacity.items(items).weighing(weight, heaviest, (Long n) -> n);
    }

    // T14, T15, P1: before a sink that stands still, as much is taken as was declared, and no more.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void anEndlessSource_beforeASinkThatStandsStill_holdsTheBound(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicLong made = new AtomicLong();
            List<Source<Long>> sources = List.of(
                    Source.range(0, Long.MAX_VALUE).peek(n -> made.incrementAndGet()),
                    Source.from(LongStream.iterate(0, n -> n + 1).boxed()).peek(n -> made.incrementAndGet()),
                    Source.<Long>generate(Capacity.items(1), out -> {
                        for (long n = 0; ; n++) {
                            made.incrementAndGet();
                            out.emit(n);
                        }
                    }));
            for (Source<Long> source : sources) {
                made.set(0);
                SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
                Pipeline<List<Long>> flow = tenLinks(source).to(sink.sink());
                long bound = flow.bound().items().orElseThrow();
                var run = ground.start(flow);
                ground.until("its links are full", () -> run.pressure().held() >= 10);
                ground.settle();
                assertThat(sink.items()).containsExactly(0L);
                assertThat(made.get()).isBetween(11L, 1 + bound);
                Books.assertKept(run);
                ground.cancel(run);
            }
        });
    }

    // T13: a full link is filled again when half of it is free, neither before nor only when it is empty.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void aLink_drainedToItsLowMark_isFilledAgain(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(8));
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            var run = ground.start(source.source().to(sink.sink()));
            ground.until("it begins", source::started);
            source.emit(0L);
            ground.until("the first comes", () -> sink.items().size() == 1);
            longs(1, 9).forEach(source::emit);
            for (int held = 8; held > 2; held--) {
                int left = held;
                ground.until("one is taken", () -> run.pressure().held() == left);
                ground.settle();
                assertThat(source.hasRoom()).as("%d of 8 held", held).isFalse();
                assertThat(source.resumed()).isZero();
                sink.makeRoom(1);
            }
            ground.until("it may go on", source::hasRoom);
            assertThat(run.pressure().held()).isEqualTo(2);
            assertThat(source.resumed()).isEqualTo(1);
            longs(9, 15).forEach(source::emit);
            assertThat(source.hasRoom()).isFalse();
            source.end();
            sink.makeRoom();
            assertThat(ground.result(run)).isEqualTo(longs(0, 15));
        });
    }

    // P6: a link counts weight and items, and what weighs nothing counts as an item.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void aWeightedLink_behindAFullSink_holdsNoMoreThanEither(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            List<Long> weights = List.of(1L, 4L, 4L, 1L, 1L, 4L, 4L, 2L, 3L);
            var heavy = ground.start(
                    Source.from(weights).buffer(weighing(100, 10, 4)).to(sink.sink()));
            ground.until("it is full", () -> heavy.pressure().links().getFirst().weight() > 6);
            for (int taken = 1; taken <= 9; taken++) {
                int now = taken;
                ground.until("one is taken", () -> sink.items().size() == now);
                ground.settle();
                assertThat(heavy.pressure().links().getFirst().weight()).isBetween(0L, 10L);
                sink.makeRoom(1);
            }
            assertThat(ground.result(heavy)).isEqualTo(weights);
            LinkPressure link = heavy.pressure().links().getFirst();
            assertThat(link.weightPeak()).isBetween(7L, 10L);
            assertThat(link.weight()).isZero();
            SinkProbe<Long> shut = SinkProbe.withRoomFor(1);
            var light = ground.start(
                    Source.range(0, 100).map(n -> 0L).buffer(weighing(5, 10, 4)).to(shut.sink()));
            ground.until("one is taken", () -> shut.items().size() == 1);
            ground.settle();
            assertThat(light.pressure().links().getFirst().peak()).isLessThanOrEqualTo(5);
            shut.makeRoom();
            assertThat(ground.result(light)).hasSize(100);
        });
    }

    // P9: a link that is made smaller than what it holds lets that out first, and loses nothing.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void capacity_thatIsLoweredBelowWhatIsHeld_makesTheWriterWait(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> source = SourceProbe.create(Capacity.items(10));
            SinkProbe<Long> sink = SinkProbe.withRoomFor(1);
            AtomicLong passed = new AtomicLong();
            var run = ground.start(source.source()
                    .peek(n -> passed.incrementAndGet())
                    .buffer(10)
                    .named("b")
                    .to(sink.sink()));
            ground.until("it begins", source::started);
            for (long n = 0; n < 20; n++) {
                source.emit(n);
                ground.settle();
            }
            ground.until("it is full", () -> run.pressure().link("b").in() >= 10);
            ground.settle();
            long in = run.pressure().link("b").in();
            run.set("b", new Setting.Capacity(4));
            for (int taken = 2; run.pressure().link("b").held() > 4; taken++) {
                int now = taken;
                assertThat(run.pressure().link("b").in()).isEqualTo(in);
                sink.makeRoom(1);
                ground.until("one is taken", () -> sink.items().size() == now);
                ground.settle();
            }
            sink.makeRoom(8);
            ground.until("it moves on", () -> run.pressure().link("b").in() > in + 4);
            ground.settle();
            assertThat(run.pressure().link("b").held()).isLessThanOrEqualTo(4);
            source.end();
            sink.makeRoom();
            assertThat(ground.result(run)).isEqualTo(longs(0, 20));
        });
    }

    // P51: if nobody asks, nothing is taken; who asks for two gets two, and no third is made.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void request_withoutALink_takesWhatWasAskedForAndNoMore(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicLong made = new AtomicLong();
            List<Long> items = new CopyOnWriteArrayList<>();
            CompletableFuture<Flow.Subscription> asked = new CompletableFuture<>();
            Source.range(0, 10).peek(n -> made.incrementAndGet()).asPublisher().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    asked.complete(subscription);
                }

                @Override
                public void onNext(Long item) {
                    items.add(item);
                }

                @Override
                public void onError(Throwable failure) {
                    asked.obtrudeException(failure);
                }

                @Override
                public void onComplete() {
                    items.add(-1L);
                }
            });
            ground.until("it has subscribed", asked::isDone);
            for (long given = 0; given < 10; given += 2) {
                long before = given;
                ground.until("what was asked for comes", () -> items.size() == before);
                ground.sleep(Duration.ofMillis(1));
                assertThat(made).hasValue(given);
                asked.join().request(2);
            }
            asked.join().request(1);
            ground.until("the end comes", () -> items.contains(-1L));
            assertThat(items).hasSize(11).startsWith(longs(0, 10).toArray(Long[]::new));
        });
    }
}
