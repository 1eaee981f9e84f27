package dev.weir.testkit;

import static dev.weir.testkit.LawsTest.assertTold;
import static dev.weir.testkit.LawsTest.tests;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Writer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of sources and sinks hold for those that keep them, and tell what breaks them. */
@Timeout(60)
class EndLawsTest {
    private static final List<Long> INPUT = List.of(1L, 2L, 3L, 4L, 5L);

    @TestFactory
    Stream<DynamicTest> aSource_thatKeepsTheLaws_passes() {
        return tests(SourceLaws.of(() -> Source.<Long>generate(out -> INPUT.forEach(out::emit)), INPUT)
                .calling(
                        "called",
                        called -> Source.<Long>generate(out -> {
                                    for (Long n : INPUT) {
                                        called.on(n);
                                        out.emit(n);
                                    }
                                })
                                .named("called"))
                .laws());
    }

    private static Arguments source(String law, Supplier<Source<Long>> make, String message) {
        return Arguments.of(law, make, message);
    }

    static Stream<Arguments> brokenSources() {
        return Stream.of(
                source("gives what it must", () -> Source.of(2L, 1L, 3L, 4L, 5L), "but gave [2, 1, 3, 4, 5]"),
                source(
                        "gives the same inside of a flatMap",
                        () -> Source.from(INPUT).buffer(5000),
                        "may hold at most 4096"),
                source("waits for room", () -> Source.of(1L), "it must give [1, 2, 3, 4, 5] but gave [1]"),
                source("keeps still while paused", Source::of, "it must give [1, 2, 3, 4, 5] but gave []"),
                source("ends early when what follows has enough", Source::of, "one must come and no more"),
                source("is over after a cancel", () -> Source.of(1L), "it must be cancelled but ended with null"),
                source("is over after a drain", () -> Source.of(7L), "it must give no more than"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenSources")
    void aSource_thatBreaksALaw_isTold(String law, Supplier<Source<Long>> make, String message) {
        assertTold(SourceLaws.of(make, INPUT).laws(), law, message);
    }

    @Test
    void aSource_thatLeavesSomethingOpen_isTold() {
        AtomicInteger open = new AtomicInteger();
        SourceLaws<Long> laws = SourceLaws.of(
                () -> Source.<Long>generate(Capacity.items(1), out -> {
                    open.incrementAndGet();
                    INPUT.forEach(out::emit);
                    open.decrementAndGet(); // not if it is stopped
                }),
                INPUT);
        assertTold(
                laws.opening(open::get).laws(),
                "is over after a cancel",
                "what was opened must be closed once it is over but 1 are open");
    }

    @Test
    void aSource_thatKeepsAFailureToItself_isTold() {
        SourceLaws<Long> laws = SourceLaws.of(() -> Source.from(INPUT), INPUT)
                .calling(
                        "called",
                        called ->
                                Source.from(INPUT).peek(called).named("called").recover(cause -> Source.of()));
        assertTold(
                laws.laws(),
                "fails with its stage's name when its function throws",
                "it must fail with 'called' and java.lang.IllegalStateException: laws but ended with null");
    }

    @TestFactory
    Stream<DynamicTest> aSink_thatKeepsTheLaws_passes() {
        return tests(SinkLaws.of(Sink::<Long>count, INPUT, 5L).laws());
    }

    private static Arguments sink(String law, Pipe<Long, Long> before, String message) {
        return Arguments.of(law, before, message);
    }

    static Stream<Arguments> brokenSinks() {
        AtomicLong all = new AtomicLong();
        return Stream.of(
                sink("gives its result after a clean end", source -> source.skip(1), "must be 5 but was 4"),
                sink(
                        "gives none after a failure",
                        source -> source.recover(e -> Source.of()),
                        "it must fail with what failed before it but ended with null"),
                sink(
                        "gives none after a cancel",
                        source -> source.limit(1),
                        "it must be cancelled but ended with null"),
                sink(
                        "gives none after a cancel before it had an item",
                        source -> source.limit(0),
                        "it must be cancelled but ended with null"),
                sink("keeps still while paused", source -> source.skip(1), "its result must be 5 but was 4"),
                sink(
                        "gives its result after a drain",
                        source -> source.filter(n -> all.getAndIncrement() < 2),
                        "its result must be that of all it was given, 0, but was 2"),
                sink("ends without items", source -> source.orElse(EndLawsTest.failing()), "there must be items"));
    }

    private static Source<Long> failing() {
        return Source.of(1L).map(n -> {
            throw new IllegalStateException("there must be items");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenSinks")
    void aSink_thatBreaksALaw_isTold(String law, Pipe<Long, Long> before, String message) {
        assertTold(SinkLaws.of(() -> before.to(Sink.count()), INPUT, 5L).laws(), law, message);
    }

    @Test
    void aSink_thatKeepsAFailureToItself_isTold() {
        SinkLaws<Long, Long> laws = SinkLaws.of(Sink::<Long>count, INPUT, 5L)
                .calling(
                        "count",
                        called -> ((Pipe<Long, Long>)
                                        source -> source.peek(called).recover(cause -> Source.of()))
                                .to(Sink.count()));
        assertTold(
                laws.laws(),
                "fails with its stage's name when its function throws",
                "it must fail with a stage 'count...' and java.lang.IllegalStateException: laws but ended with null");
    }

    @Test
    void aSink_thatLeavesSomethingOpen_isTold() {
        AtomicInteger open = new AtomicInteger();
        List<Law> laws = SinkLaws.of(() -> Sink.<Long, Long>writing(() -> new Leaving(open)), INPUT, 5L)
                .opening(open::get)
                .laws();
        for (String law : List.of("gives none after a failure", "gives none after a cancel")) {
            open.set(0);
            assertTold(laws, law, "what was opened must be closed once it is over but 1 are open");
        }
    }

    /** Closes only after a clean end. */
    private static final class Leaving implements Writer<Long, Long> {
        private final AtomicInteger open;
        private long count;

        Leaving(AtomicInteger open) {
            this.open = open;
        }

        @Override
        public void open(Runnable drained, Consumer<Throwable> broken) {
            open.incrementAndGet();
        }

        @Override
        public boolean write(Long item) {
            count++;
            return true;
        }

        @Override
        public Long finish() {
            open.decrementAndGet();
            return count;
        }

        @Override
        public void abort(Ending ending) {}
    }
}
