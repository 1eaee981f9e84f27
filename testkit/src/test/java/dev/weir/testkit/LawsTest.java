package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.Action;
import dev.weir.Engine;
import dev.weir.Pipe;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of a piece hold for one that keeps them, and each tells one that breaks it. */
@Timeout(60)
class LawsTest {
    private static final List<Long> INPUT = List.of(1L, 2L, 3L, 4L, 5L);

    static Stream<DynamicTest> tests(List<Law> laws) {
        return laws.stream().map(law -> dynamicTest(law.name(), law::run));
    }

    /** This law, of these, is broken, and says so. */
    static void assertTold(List<Law> laws, String name, String message) {
        Law law = laws.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(law::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("law: " + name + "; on simulation of seed")
                .hasMessageContaining("with links of 1: ")
                .hasMessageContaining(message);
    }

    @TestFactory
    Stream<DynamicTest> aPipe_thatKeepsTheLaws_passes() {
        Pipe<Long, Long> pipe =
                source -> source.mapConcurrent(2, n -> n * 2).buffer(2).filter(n -> n != 4);
        return tests(PipeLaws.of(pipe, INPUT, List.of(2L, 6L, 8L, 10L))
                .calling(
                        "called",
                        called -> source -> source.mapConcurrent(2, (Long n) -> {
                                    called.on(n);
                                    return n * 2;
                                })
                                .named("called")
                                .filter(n -> n != 4))
                .laws());
    }

    private static Arguments broken(String law, Pipe<Long, Long> pipe, String message) {
        return Arguments.of(law, pipe, message);
    }

    static Stream<Arguments> broken() {
        Pipe<Long, Long> takesAhead = source -> Source.from(source.buffer(100).asPublisher());
        Pipe<Long, Long> goesOnByItself = source -> Source.from(
                source.throttle(1, Duration.ofNanos(50_000)).buffer(100).asPublisher());
        return Stream.of(
                broken("gives what it must", LawsTest::overtaking, "it must give [1, 2, 3, 4, 5] but gave ["),
                broken("gives what it must", source -> source.limit(4), "but gave [1, 2, 3, 4]"),
                broken("gives the same in two runs at once", remembering(), "it must give"),
                broken("gives the same inside of a flatMap", source -> source.buffer(5000), "may hold at most 4096"),
                broken(
                        "ends without items",
                        source -> source.orElse(Source.of(1L)),
                        "it must give nothing when nothing comes but gave [1]"),
                broken("keeps still while paused", goesOnByItself, "nothing must be taken or arrive while laws pauses"),
                broken("goes on when there is room again", LawsTest::sticking, "must"),
                broken(
                        "tells a failure before it",
                        source -> source.recover(e -> Source.of()),
                        "it must fail with what failed before it but ended with null"),
                broken(
                        "tells a failure before it",
                        source -> source.sliding(3, 3).mapMulti((list, out) -> list.forEach(out::emit)),
                        "it must give what had come before, [1, 2, 3, 4, 5], but gave [1, 2, 3]"),
                broken(
                        "ends early when what follows has enough",
                        source -> source.takeWhile(n -> n > 9),
                        "one must come and no more but there came []"),
                broken("is over after a cancel", source -> source.limit(1), "it must be cancelled but ended with null"),
                broken("is over after a drain", remembering(), "it must give"),
                broken("holds back what is before it", takesAhead, "when nobody takes its items but took"),
                broken("lets go of each item once, after an end", LawsTest::swallowing, "let go []"),
                broken("lets go of each item once, after a failure", LawsTest::swallowing, "let go []"),
                broken("lets go of each item once, after a cancel", LawsTest::swallowing, "given or let go once"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aPipe_thatBreaksALaw_isTold(String law, Pipe<Long, Long> pipe, String message) {
        assertTold(PipeLaws.of(pipe, INPUT, INPUT).passesItems().laws(), law, message);
    }

    private static Source<Long> overtaking(Source<Long> source) {
        return source.mapConcurrentUnordered(3, n -> {
            Engine.current().sleep(Duration.ofMillis(10 - n));
            return n;
        });
    }

    /** Its state is not the run's but the declaration's. */
    private static Pipe<Long, Long> remembering() {
        AtomicLong more = new AtomicLong();
        return source -> source.map(n -> more.incrementAndGet());
    }

    private static Source<Long> sticking(Source<Long> source) {
        return source.mapAsync(1, n -> n == 3 ? new CompletableFuture<>() : CompletableFuture.completedFuture(n));
    }

    private static Source<Long> swallowing(Source<Long> source) {
        return source.mapMulti((n, out) -> {
            if (n != 2) {
                out.emit(n);
            }
        });
    }

    @Test
    void aPipe_thatDropsWithoutSayingSo_isTold() {
        Pipe<Long, Long> none = source -> source.filter(n -> n > 9);
        assertTold(
                PipeLaws.of(none, INPUT, INPUT).mayLose().laws(),
                "gives what it must",
                "it must give some of [1, 2, 3, 4, 5] but gave none");
    }

    private static List<Law> calling(Action<Action<Object>> run) {
        return PipeLaws.<Long, Long>of(source -> source, INPUT, INPUT)
                .calling(
                        "called",
                        called -> source -> source.peek(n -> run.on(called)).named("called"))
                .laws();
    }

    @Test
    void aPipe_thatKeepsAFailureOfItsFunctionToItself_isTold() {
        List<Law> swallowing = calling(called -> {
            try {
                called.on("laws");
            } catch (Exception | AssertionError e) {
                // that is what it does wrong
            }
        });
        for (String thrown : List.of("Exception", "AssertionError")) {
            assertTold(
                    swallowing,
                    "fails with its stage's name when its function throws an " + thrown,
                    "it must fail with 'called' and");
        }
        assertTold(
                calling(called -> {
                    try {
                        called.on("laws");
                    } catch (Exception e) {
                        throw new IllegalStateException("another");
                    }
                }),
                "fails with its stage's name when its function throws an Exception",
                "it must fail with 'called' and java.lang.Exception: laws but ended with");
    }

    @Test
    void aPipe_thatLeavesACallUnderWay_isTold() throws InterruptedException {
        List<Thread> left = new CopyOnWriteArrayList<>();
        List<Law> leaving = calling(called -> left.add(Thread.startVirtualThread(() -> call(called))));
        assertTold(leaving, "is over after a cancel while its function blocks", "must");
        for (Thread thread : left) {
            thread.interrupt();
            thread.join();
        }
    }

    private static void call(Action<Object> called) {
        try {
            called.on("laws");
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }
}
