package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pipeline that has a loop of its own does what its steps do. */
@Timeout(20)
class CompiledTest {
    private static final String MODE = "weir.compile";

    private final String before = System.getProperty(MODE, "auto");
    private final ManualEngine engine = new ManualEngine();

    @BeforeEach
    void now() {
        System.setProperty(MODE, "now");
    }

    @AfterEach
    void asBefore() {
        System.setProperty(MODE, before);
    }

    private static List<StackWalker.StackFrame> frames() {
        return StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES).walk(frames -> frames.toList());
    }

    private static boolean inALoop() {
        return frames().stream().anyMatch(frame -> frame.getClassName().startsWith("dev.weir.internal.compile.Loop"));
    }

    @Test
    void loop_ofARange_isUsed() {
        List<Boolean> seen = new ArrayList<>();
        Source.range(0, 3).map(n -> n + 1).run(Sink.forEach(n -> seen.add(inALoop())));
        assertThat(seen).containsExactly(true, true, true);
    }

    @Test
    void loop_thatIsOff_isNotUsed() {
        System.setProperty(MODE, "off");
        List<Boolean> seen = new ArrayList<>();
        Source.range(0, 3).map(n -> n + 1).run(Sink.forEach(n -> seen.add(inALoop())));
        assertThat(seen).containsExactly(false, false, false);
    }

    // Whatever the functions take and answer: numbers without a box, with one, and things that are none.
    @Test
    void loop_ofAnyTypes_givesWhatItsStepsGive() {
        assertThat(Source.range(0, 10).map(n -> n * 2).filter(n -> n % 3 == 0).run(Sink.reduce(0L, Long::sum)))
                .isEqualTo(36L);
        assertThat(Source.range(0, 5).map(n -> n / 2.0).run(Sink.reduce(0.0, Double::sum)))
                .isEqualTo(5.0);
        assertThat(Source.range(0, 5).map(n -> "n" + n).run(Sink.reduce("", String::concat)))
                .isEqualTo("n0n1n2n3n4");
        assertThat(Source.of("a", "bb", "ccc")
                        .map(String::length)
                        .filter(n -> n > 1)
                        .run(Sink.reduce(0, Integer::sum)))
                .isEqualTo(5);
        assertThat(Source.range(0, 1_000).peek(n -> {}).run(Sink.count())).isEqualTo(1_000L);
        assertThat(Source.from(IntStream.range(0, 9).boxed().toList())
                        .map(n -> n + 1)
                        .toList())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Source.range(5, 5).map(n -> n + 1).run(Sink.count())).isZero();
    }

    // Where a pipeline is declared does not matter, or how often: what its functions have captured stays its own.
    @Test
    void loop_ofAPipelineThatIsDeclaredEachTime_isShared() {
        System.setProperty(MODE, "auto");
        AtomicLong times = new AtomicLong();
        Flows.awaitThat("it has a loop", () -> {
            long more = times.incrementAndGet();
            List<Boolean> last = new ArrayList<>();
            long sum = Source.range(0, 20_000)
                    .map(n -> n + more)
                    .peek(n -> {
                        if (n == 19_999 + more) {
                            last.add(inALoop());
                        }
                    })
                    .run(Sink.reduce(0L, Long::sum));
            assertThat(sum).isEqualTo(199_990_000L + 20_000 * more);
            return last.contains(true);
        });
        assertThat(times.get()).isGreaterThan(5);
    }

    // They keep in mind what came before, and have enough in the middle of a loop.
    @Test
    void loop_withLimitsAndTheLike_endsWhereItsStepsEnd() {
        List<Boolean> seen = new ArrayList<>();
        assertThat(Source.range(0, 1_000_000)
                        .skip(2)
                        .dropWhile(n -> n < 5)
                        .limit(9)
                        .peek(n -> seen.add(inALoop()))
                        .takeWhile(n -> n < 8)
                        .toList())
                .containsExactly(5L, 6L, 7L);
        assertThat(seen).containsExactly(true, true, true, true);
        AtomicLong taken = new AtomicLong();
        assertThat(Source.range(0, 1_000_000)
                        .peek(n -> taken.incrementAndGet())
                        .limit(4)
                        .filter(n -> n < 2)
                        .toList())
                .as("the last that the limit lets through goes no further")
                .containsExactly(0L, 1L);
        assertThat(taken).hasValue(4);
        assertThat(Source.range(0, 9).limit(3).map(n -> n).limit(3).toList()).containsExactly(0L, 1L, 2L);
        assertThat(Source.range(0, 9).limit(2).limit(4).count()).isEqualTo(2);
        assertThat(Source.range(0, 9).limit(0).count()).isZero();
        assertThat(Source.range(0, 5_000).skip(4_000).count()).isEqualTo(1_000);
    }

    @Test
    void loop_whoseLimitsLastItemFails_fails() {
        assertThatThrownBy(
                        () -> Source.range(0, 9).limit(3).map(n -> 1 / (n - 2)).count())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'map-2'");
        assertThatThrownBy(() -> Source.range(0, 9).takeWhile(n -> 1 / n > 9).count())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'takeWhile-1'");
    }

    // A collector is written into the loop like all else, and what it throws is a failure of its stage.
    @Test
    void loop_withACollector_fillsItsContainer() {
        List<Boolean> seen = new ArrayList<>();
        Collector<Long, List<Long>, List<Long>> looking = Collector.of(
                ArrayList::new,
                (list, n) -> {
                    list.add(n);
                    seen.add(inALoop());
                },
                (one, other) -> one);
        assertThat(Source.range(0, 3).map(n -> n + 1).run(Sink.collect(looking)))
                .containsExactly(1L, 2L, 3L);
        assertThat(seen).containsExactly(true, true, true);
        assertThat(Source.range(0, 3).run(Sink.collect(Collectors.summingLong(n -> n))))
                .isEqualTo(3L);
        assertThat(Source.range(0, 0).run(Sink.toList())).isEmpty();
    }

    @Test
    void loop_withACollectorThatThrows_failsAtItsStage() {
        Collector<Long, ?, Long> full = Collector.of(
                AtomicLong::new,
                (sum, n) -> {
                    throw new IllegalStateException("full");
                },
                (one, other) -> one,
                AtomicLong::get);
        assertThatThrownBy(() -> Source.range(0, 3).run(Sink.collect(full)))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'collect-1'")
                .hasRootCauseMessage("full");
        Collector<Long, AtomicLong, Long> none = Collector.of(
                () -> {
                    throw new IllegalStateException("none");
                },
                (sum, n) -> {},
                (one, other) -> one,
                AtomicLong::get);
        assertThatThrownBy(() -> Source.range(0, 3).run(Sink.collect(none)))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'collect-1'")
                .hasRootCauseMessage("none");
    }

    // What is known of a lambda is not known of a class.
    @Test
    void loop_ofFunctionsThatAreNoLambdas_givesWhatItsStepsGive() {
        Fn<Long, Long> plus = new Fn<>() {
            @Override
            public Long apply(Long n) {
                return n + 1;
            }
        };
        assertThat(Source.range(0, 5).map(plus).map(n -> n * 2).run(Sink.reduce(0L, (a, b) -> a + b)))
                .isEqualTo(30L);
    }

    @Test
    void loop_ofWhichAStepFails_endsWithThatStep() {
        List<Long> seen = new ArrayList<>();
        Pipeline<?> pipeline = Source.range(0, 9)
                .map(n -> n + 1)
                .map(n -> 12 / (4 - n))
                .named("divides")
                .map(n -> n)
                .to(Sink.forEach(seen::add));
        for (int run = 0; run < 2; run++) {
            assertThatThrownBy(pipeline::run)
                    .isInstanceOf(FlowFailedException.class)
                    .hasMessageContaining("'divides'")
                    .cause()
                    .isInstanceOf(ArithmeticException.class)
                    .satisfies(cause ->
                            assertThat(cause.getStackTrace()[0].getMethodName()).contains("loop_ofWhichAStepFails"));
        }
        assertThat(seen).containsExactly(4L, 6L, 12L, 4L, 6L, 12L);
    }

    @Test
    void loop_ofWhichTheEndFails_namesIt() {
        assertThatThrownBy(() -> Source.range(0, 9).map(n -> n).run(Sink.<Long, Long>reduce(0L, (a, b) -> {
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'reduce-2'");
    }

    @Test
    void loop_ofWhichTheSourceFails_namesIt() {
        List<Long> seen = new ArrayList<>();
        assertThatThrownBy(() -> Source.from(() -> List.of(1L, 2L).stream()
                                .peek(n -> {
                                    if (n == 2) {
                                        throw new IllegalStateException("no more");
                                    }
                                })
                                .iterator())
                        .map(n -> n)
                        .run(Sink.forEach(seen::add)))
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("'from-0'")
                .hasRootCauseMessage("no more");
        assertThat(seen).containsExactly(1L);
    }

    @Test
    void loop_withAFunctionThatAnswersNull_saysSo() {
        assertThatThrownBy(() -> Source.range(0, 3).map(n -> (Long) null).run(Sink.count()))
                .hasRootCauseMessage("map must answer an item but its function answered null");
        assertThatThrownBy(() -> Source.range(0, 3).run(Sink.<Long, Long>reduce(0L, (a, b) -> null)))
                .hasRootCauseMessage("reduce must answer a value but its function answered null");
    }

    // It stops where a step would: after the item in which that was asked for.
    @Test
    void loop_thatIsPausedOrCancelledFromInside_goesNoFurther() {
        AtomicReference<Running<Long>> running = new AtomicReference<>();
        AtomicReference<Pause> pause = new AtomicReference<>();
        AtomicLong seen = new AtomicLong();
        Running<Long> run = Source.range(0, 1_000)
                .peek(n -> {
                    seen.set(n);
                    if (n == 7) {
                        pause.set(running.get().pause("me"));
                    } else if (n == 20) {
                        running.get().cancel("enough");
                    }
                })
                .to(Sink.count())
                .on(engine)
                .start();
        running.set(run);
        engine.runAll();
        assertThat(seen).hasValue(7);
        assertThat(run.pressure().taken()).isEqualTo(8);
        pause.get().close();
        engine.runAll();
        assertThat(seen).hasValue(20);
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
    }

    @Test
    void loop_beforeAFullSink_isHeldBack() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(10).map(n -> n + 1).to(gate.sink()).on(engine).start();
        engine.runAll();
        assertThat(counted.pulled).hasValue(1);
        gate.openForOne();
        engine.runAll();
        assertThat(counted.pulled).hasValue(2);
        gate.open();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(1, 11));
        assertThat(counted.closed).hasValue(1);
    }

    @Test
    void loop_beforeALimit_takesNoMore() {
        Flows.Counted counted = new Flows.Counted();
        assertThat(counted.source(100).map(n -> n * 2).limit(3).toList()).containsExactly(0L, 2L, 4L);
        assertThat(counted.pulled).hasValue(3);
        assertThat(counted.closed).hasValue(1);
    }

    // A method that is too long would never be compiled by the JIT.
    @Test
    void loop_ofVeryManySteps_isOfTheFirstOnes() {
        Source<Long> source = Source.range(0, 10);
        for (int i = 0; i < 300; i++) {
            source = source.map(n -> n + 1);
        }
        assertThat(source.toList()).isEqualTo(Flows.longs(300, 310));
    }

    @Test
    void loop_ofItemsThatOwnSomething_releasesWhatItDrops() {
        List<Object> released = new ArrayList<>();
        Source.range(0, 4)
                .releasing(Long.class, released::add)
                .filter(n -> n % 2 == 0)
                .run(Sink.count());
        assertThat(released).containsExactly(1L, 3L);
    }

    // Behind a link, behind several, behind calls: what is taken out of a place has a loop too.
    @Test
    void loop_behindLinks_givesWhatItsStepsGive() {
        List<Boolean> seen = new ArrayList<>();
        assertThat(Source.range(0, 1_000)
                        .buffer(3)
                        .map(n -> n + 1)
                        .peek(n -> seen.add(inALoop()))
                        .run(Sink.reduce(0L, Long::sum)))
                .isEqualTo(500_500L);
        assertThat(Source.merge(Source.range(0, 500), Source.range(500, 1_000))
                        .map(n -> n + 1)
                        .peek(n -> seen.add(inALoop()))
                        .run(Sink.reduce(0L, Long::sum)))
                .isEqualTo(500_500L);
        assertThat(Source.range(0, 1_000)
                        .mapConcurrent(4, n -> n + 1)
                        .filter(n -> n > 0)
                        .peek(n -> seen.add(inALoop()))
                        .toList())
                .isEqualTo(Flows.longs(1, 1_001));
        assertThat(Source.range(0, 1_000)
                        .buffer(3, Overflow.WAIT)
                        .map(n -> n + 1)
                        .peek(n -> seen.add(inALoop()))
                        .toList())
                .isEqualTo(Flows.longs(1, 1_001));
        assertThat(seen).hasSize(4_000).containsOnly(true);
    }

    // A branch whose reader went to sleep between two looks did not get its item.
    @Test
    void loop_beforeBranches_givesEachAllItems() {
        for (int i = 0; i < 20; i++) {
            AtomicLong first = new AtomicLong();
            AtomicLong second = new AtomicLong();
            AtomicLong third = new AtomicLong();
            Source.range(0, 20_000)
                    .to(Sink.broadcast(
                            Branch.waiting(Capacity.items(64), Sink.forEach(first::addAndGet)),
                            Branch.waiting(Capacity.items(64), Sink.forEach(second::addAndGet)),
                            Branch.waiting(Capacity.items(64), Sink.forEach(third::addAndGet))))
                    .run();
            assertThat(List.of(first.get(), second.get(), third.get())).containsOnly(199_990_000L);
        }
    }

    // It takes over in the middle of a run, and no item is missed or seen twice.
    @Test
    void loop_ofALongRun_takesOverWhereTheStepsAre() {
        System.setProperty(MODE, "auto");
        AtomicLong next = new AtomicLong();
        AtomicLong inLoop = new AtomicLong();
        long taken = Source.range(0, Long.MAX_VALUE)
                .peek(n -> {
                    assertThat(n == next.getAndIncrement()).isTrue();
                    if (n % 4096 == 0 && inALoop()) {
                        inLoop.incrementAndGet();
                    }
                })
                .takeWhile(n -> inLoop.get() < 3)
                .count();
        assertThat(next).hasValue(taken + 1);
    }
}
