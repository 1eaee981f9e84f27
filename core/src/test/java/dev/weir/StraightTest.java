package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pipeline that is run straight through its loop, without anything around it, does all that it does otherwise. */
@Timeout(20)
class StraightTest {
    private static final String MODE = "weir.compile";

    private final String before = System.getProperty(MODE, "auto");
    private final List<Object> seen = new ArrayList<>();

    @AfterEach
    void asBefore() {
        System.setProperty(MODE, before);
        Thread.interrupted();
    }

    /** Makes a pipeline that tells this list what it does. */
    interface Told {
        Pipeline<?> by(List<Object> seen);
    }

    private static Source<Long> numbers(List<Object> seen, long most) {
        return Source.from(LongStream.range(0, most)
                .peek(n -> seen.add("pulled " + n))
                .boxed()
                .onClose(() -> seen.add("closed")));
    }

    private static IllegalStateException broken(String why) {
        return new IllegalStateException(why);
    }

    private static Long blocked(long n) throws InterruptedException {
        if (n == 2) {
            Thread.currentThread().interrupt();
            Flows.blockForEver(n);
        }
        return n;
    }

    private static Collector<Long, ?, Long> collector(Supplier<AtomicLong> made, Fn<AtomicLong, Long> result) {
        return Collector.of(made, (sum, n) -> sum.addAndGet(n), (one, other) -> one, sum -> {
            try {
                return result.apply(sum);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static Stream<Arguments> pipelines() {
        return Stream.of(
                told(
                        "an interrupt in the last item",
                        seen -> numbers(seen, 3).to(Sink.forEach(n -> {
                            if (n == 2) {
                                Thread.currentThread().interrupt();
                            }
                        }))),
                told("an interrupt before the first", seen -> {
                    Thread.currentThread().interrupt();
                    return numbers(seen, 3).to(Sink.forEach(seen::add));
                }),
                told("all of it", seen -> numbers(seen, 5).map(n -> n + 1).to(Sink.toList())),
                told("none", seen -> numbers(seen, 0).to(Sink.toList())),
                told("a count", seen -> numbers(seen, 5).filter(n -> n > 2).to(Sink.count())),
                told("more than one turn", seen -> Source.range(0, 20_000).to(Sink.reduce(0L, Long::sum))),
                told("for each", seen -> numbers(seen, 3).to(Sink.forEach(seen::add))),
                told("a limit", seen -> numbers(seen, 9).map(n -> n).limit(3).to(Sink.count())),
                told("a limit of nothing", seen -> numbers(seen, 9).limit(0).to(Sink.toList())),
                told(
                        "two limits",
                        seen -> numbers(seen, 9).limit(4).map(n -> n).limit(3).to(Sink.count())),
                told(
                        "other gates",
                        seen -> numbers(seen, 9)
                                .skip(1)
                                .dropWhile(n -> n < 3)
                                .takeWhile(n -> n < 6)
                                .to(Sink.toList())),
                told(
                        "a step that fails",
                        seen -> numbers(seen, 5).map(n -> 2 / (2 - n)).to(Sink.count())),
                told(
                        "a test that fails",
                        seen -> numbers(seen, 5)
                                .takeWhile(n -> {
                                    throw broken("no test");
                                })
                                .to(Sink.count())),
                told(
                        "an end that fails",
                        seen -> numbers(seen, 5).to(Sink.forEach(n -> {
                            throw broken("no room");
                        }))),
                told(
                        "an answer of null",
                        seen -> numbers(seen, 5).map(n -> (Long) null).to(Sink.count())),
                told(
                        "a source that does not open",
                        seen -> Source.from((Iterable<Long>) () -> {
                                    throw broken("no source");
                                })
                                .to(Sink.count())),
                told(
                        "a source that fails",
                        seen -> Source.<Long>from(() -> failing(2)).to(Sink.forEach(seen::add))),
                told(
                        "a container that is not made",
                        seen -> Source.range(0, 2)
                                .to(Sink.collect(collector(
                                        () -> {
                                            throw broken("no container");
                                        },
                                        AtomicLong::get)))),
                told(
                        "a value that is not made",
                        seen -> numbers(seen, 2).to(Sink.collect(collector(AtomicLong::new, sum -> {
                            throw broken("no value");
                        })))),
                told(
                        "a collector",
                        seen -> numbers(seen, 5).to(Sink.collect(collector(AtomicLong::new, AtomicLong::get)))),
                told(
                        "a blocked step that is interrupted",
                        seen -> numbers(seen, 5).map(StraightTest::blocked).to(Sink.forEach(seen::add))));
    }

    private static Arguments told(String name, Told pipeline) {
        return Arguments.of(name, pipeline);
    }

    private static Iterator<Long> failing(long after) {
        return LongStream.iterate(0, n -> {
                    if (n == after) {
                        throw broken("no more");
                    }
                    return n + 1;
                })
                .iterator();
    }

    private static List<Object> outcome(String mode, Told told) {
        System.setProperty(MODE, mode);
        List<Object> seen = new ArrayList<>();
        try {
            seen.add(String.valueOf(told.by(seen).run()));
        } catch (RuntimeException e) {
            seen.add(e.toString());
            seen.add(String.valueOf(e.getCause()));
        }
        seen.add("interrupted: " + Thread.interrupted());
        return seen;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pipelines")
    void run_straight_endsAsByItsSteps(String name, Told pipeline) {
        assertThat(outcome("now", pipeline)).isEqualTo(outcome("off", pipeline));
    }

    // The thread is the run's: its interrupt is its cancel, before the first item and between any two turns.
    @Test
    void run_straightOnAThreadThatIsInterrupted_isCancelled() {
        System.setProperty(MODE, "now");
        Pipeline<Long> endless = Source.range(0, Long.MAX_VALUE)
                .peek(n -> {
                    if (n == 10_000) {
                        Thread.currentThread().interrupt();
                    }
                })
                .to(Sink.count());
        for (int round = 0; round < 2; round++) { // once from inside, and once as it begins
            assertThat(catchThrowable(endless::run))
                    .isInstanceOf(FlowCancelledException.class)
                    .hasMessage("the thread that ran it was interrupted");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
    }

    // What is hot by being run often, a few items at a time, has its loop like what is hot by its length.
    @Test
    void run_ofFewItemsVeryOften_becomesStraight() {
        System.setProperty(MODE, "auto");
        Pipeline<Long> few =
                Source.range(0, 3).peek(n -> seen.add(isStraight())).to(Sink.count());
        Flows.awaitThat("it is straight", () -> {
            seen.clear();
            for (int i = 0; i < 1_000; i++) {
                seen.clear();
                assertThat(few.run()).isEqualTo(3);
            }
            return seen.equals(List.of(true, true, true));
        });
    }

    @Test
    void run_ofWhatIsDeclaredEachTime_becomesStraight() {
        System.setProperty(MODE, "auto");
        Flows.awaitThat("it is straight", () -> {
            for (int i = 0; i < 100; i++) {
                seen.clear();
                assertThat(Source.range(0, 3)
                                .peek(n -> seen.add(isStraight()))
                                .map(n -> n + 1)
                                .reduce(0L, Long::sum))
                        .isEqualTo(6);
            }
            return seen.equals(List.of(true, true, true));
        });
    }

    private static boolean isStraight() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.limit(20).anyMatch(frame -> frame.getClassName().endsWith(".Straight")));
    }

    // Who watches a run must have one to look at.
    @Test
    void run_thatIsWatched_isNotStraight() {
        System.setProperty(MODE, "now");
        Pipeline<Long> plain =
                Source.range(0, 3).peek(n -> seen.add(isStraight())).to(Sink.count());
        assertThat(plain.run()).isEqualTo(3);
        assertThat(plain.watched(Duration.ofHours(1), stall -> {}).run()).isEqualTo(3);
        assertThat(seen).containsExactly(true, true, true, false, false, false);
    }
}
