package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.SinkSubscriber;
import dev.weir.Source;
import dev.weir.plan.IllegalPlanException;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import dev.weir.testkit.SourceProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs begin on their own, give the same results wherever they run, and end once. */
@Timeout(60)
class EndsOnEveryEngineTest {
    // T19: an end waits for a last item that takes long.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void end_behindAFarewellThatTakesLong_waitsForIt(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            CompletableFuture<String> farewell = new CompletableFuture<>();
            SinkProbe<String> sink = SinkProbe.open();
            var run = ground.start(Source.concat(Source.of("item"), Source.of(1).mapAsync(1, n -> farewell))
                    .to(sink.sink()));
            ground.until("the item comes", () -> !sink.items().isEmpty());
            ground.settle();
            assertThat(sink.ending()).isEmpty();
            assertThat(run.ended()).isFalse();
            farewell.complete("so long");
            assertThat(ground.result(run)).containsExactly("item", "so long");
            assertThat(sink.ending()).contains(Ending.DONE);
        });
    }

    // T24: a publisher that comes to a run which is over is cancelled at once, and asked for nothing.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void onSubscribe_ofARunThatIsOver_isCancelled(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicInteger cancels = new AtomicInteger();
            AtomicInteger requests = new AtomicInteger();
            Flow.Subscription late = new Flow.Subscription() {
                @Override
                public void request(long items) {
                    requests.incrementAndGet();
                }

                @Override
                public void cancel() {
                    cancels.incrementAndGet();
                }
            };
            Pipe<Long, Long> none = source -> source.limit(0);
            SinkSubscriber<Long, List<Long>> over = none.to(Sink.<Long>toList()).asSubscriber(Capacity.items(1));
            assertThat(ground.result(ground.watch(over.running()))).isEmpty();
            over.onSubscribe(late);
            ground.until("it is cancelled", () -> cancels.get() == 1);
            SinkSubscriber<Long, Long> cancelled = Sink.<Long>count().asSubscriber(Capacity.items(1));
            ground.cancel(ground.watch(cancelled.running()));
            cancelled.onSubscribe(late);
            ground.until("it is cancelled", () -> cancels.get() == 2);
            assertThat(requests).hasValue(0);
        });
    }

    // T35: a flow is a value, and each run of it is on its own.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void start_manyTimesAtOnce_runsEachOnItsOwn(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            CompletableFuture<Long> gate = new CompletableFuture<>();
            Pipeline<List<Long>> flow = Source.range(0, 50)
                    .buffer(3)
                    .mapAsync(2, n -> gate.thenApply(zero -> n + 1))
                    .to(Sink.toList());
            List<Running<List<Long>>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(ground.start(flow));
            }
            ground.cancel(runs.remove(5));
            gate.complete(0L);
            runs.forEach(run -> assertThat(ground.result(run)).isEqualTo(longs(1, 51)));
        });
    }

    // T36: a part that cannot be opened leaves no other one open.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void failure_whenOpening_closesWhatIsOpen(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicInteger opened = new AtomicInteger();
            AtomicInteger closed = new AtomicInteger();
            Source<Long> fine = Source.from(LongStream.iterate(0, n -> n + 1)
                    .boxed()
                    .peek(n -> opened.incrementAndGet())
                    .onClose(closed::incrementAndGet));
            Source<Long> broken = Source.from(() -> {
                throw new IllegalStateException("cannot open");
            });
            var run = ground.start(Source.merge(fine.buffer(2), broken).to(Sink.ignore()));
            assertThat(ground.failure(run)).hasRootCauseMessage("cannot open");
            assertThat(closed).hasValue(1);
        });
    }

    // T37: ten thousand stages do not overflow the stack, whoever's stack it is.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void tenThousandStages_anItem_passes(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Source<Long> source = Source.range(0, 3);
            for (int i = 0; i < 10_000; i++) {
                source = source.map(n -> n + 1);
            }
            assertThat(ground.result(ground.start(source.to(Sink.toList())))).isEqualTo(longs(10_000, 10_003));
        });
    }

    // T38, T36: what does not fit is refused with both names before anything is opened, and can be used as before.
    @ParameterizedTest
    @EnumSource(Engines.class)
    @SuppressWarnings({"unchecked", "rawtypes"}) // what generics cannot see is what this is about
    void encoderAndDecoder_swapped_areRefusedByName(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            AtomicInteger opened = new AtomicInteger();
            Pipe decoder = Pipe.typed("decoder", String.class, Integer.class, in -> in.map(Integer::parseInt));
            Pipe encoder = Pipe.typed("encoder", Integer.class, String.class, in -> in.map(String::valueOf));
            Source source = Source.from(Stream.of("1").peek(n -> opened.incrementAndGet()))
                    .typed(String.class);
            assertThatThrownBy(() -> ground.start(
                            source.through(encoder).through(decoder).to(Sink.ignore())))
                    .isInstanceOf(IllegalPlanException.class)
                    .hasMessageContaining("gives java.lang.String and 'encoder' takes java.lang.Integer");
            ground.settle();
            assertThat(opened).hasValue(0);
            Running run = ground.start(source.through(decoder).through(encoder).to(Sink.toList()));
            assertThat(ground.result(run)).isEqualTo(List.of("1"));
        });
    }

    // P33: code that waits for items is interrupted when nobody can want them any more.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void failure_furtherOn_interruptsWhatIsBlocked(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            SourceProbe<Long> fails = SourceProbe.create();
            CountDownLatch blocked = new CountDownLatch(1);
            AtomicInteger interrupted = new AtomicInteger();
            Source<Long> waits = Source.generate(out -> {
                blocked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    throw e;
                }
            });
            var run = ground.start(Source.merge(waits, fails.source()).to(Sink.ignore()));
            ground.until("it is blocked", () -> blocked.getCount() == 0 && fails.started());
            fails.fail(new IllegalStateException("it fails"));
            assertThat(ground.failure(run)).hasRootCauseMessage("it fails");
            assertThat(interrupted).hasValue(1);
        });
    }

    // P18: a flow that is always ready lets others use its thread.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void anEndlessFlow_onOneThread_letsOthersRun(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var endless = ground.start(Source.range(0, Long.MAX_VALUE).to(Sink.ignore()));
            var other = ground.start(Source.range(0, 100).buffer(1).to(Sink.count()));
            assertThat(ground.result(other)).isEqualTo(100);
            assertThat(endless.ended()).isFalse();
            ground.cancel(endless);
        });
    }

    private static Map<Source<Long>, List<Long>> flows() {
        Source<Long> source = Source.range(0, 100);
        Map<Source<Long>, List<Long>> all = new LinkedHashMap<>();
        all.put(source.filter(n -> n % 3 == 0).skip(2).limit(5), List.of(6L, 9L, 12L, 15L, 18L));
        all.put(source.buffer(1).map(n -> n + 1).buffer(2), longs(1, 101));
        all.put(Source.merge(source, Source.range(100, 200).buffer(1)), longs(0, 200));
        all.put(Source.concat(source.buffer(2), Source.range(100, 130)), longs(0, 130));
        all.put(source.zip(Source.range(1, 500).buffer(1), (a, b) -> b - 1), longs(0, 100));
        all.put(source.<Long>balance(3, lane -> lane.map(n -> n).buffer(1)), longs(0, 100));
        all.put(source.limit(20).flatMap(n -> Source.range(5 * n, 5 * n + 5).buffer(1)), longs(0, 100));
        all.put(source.gather(Gatherers.windowFixed(7)).flatMap(Source::from), longs(0, 100));
        all.put(source.mapConcurrent(3, n -> n + 1).mapConcurrentUnordered(2, n -> n), longs(1, 101));
        all.put(source.mapAsync(3, n -> CompletableFuture.completedFuture(n)).buffer(1), longs(0, 100));
        all.put(source.groupedWithin(7, Duration.ofMinutes(1)).flatMap(Source::from), longs(0, 100));
        all.put(source.limit(9).throttle(10_000, Duration.ofSeconds(1)), longs(0, 9));
        all.put(source.map(n -> 60 / (60 - n) * 0 + n).recover(e -> Source.range(60, 70)), longs(0, 70));
        return all;
    }

    // P71: every engine gives the same results.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void results_onEachEngine_areTheSame(Engines engine) throws Exception {
        Ground.show(
                engine,
                ground -> flows().forEach((source, expected) -> assertThat(
                                ground.result(ground.start(source.to(Sink.toList()))).stream()
                                        .sorted())
                        .isEqualTo(expected)));
    }
}
