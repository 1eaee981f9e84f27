package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.Engine;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The laws hold for what keeps them, and tell what does not. */
@Timeout(60)
class LawsTest {
    private static final List<Long> INPUT = List.of(1L, 2L, 3L, 4L, 5L);

    private static Stream<DynamicTest> tests(List<Law> laws) {
        return laws.stream().map(law -> dynamicTest(law.name(), law::run));
    }

    @TestFactory
    Stream<DynamicTest> aPipe_thatKeepsTheLaws_passes() {
        Pipe<Long, Long> pipe =
                source -> source.mapConcurrent(2, n -> n * 2).buffer(2).filter(n -> n != 4);
        return tests(PipeLaws.of(pipe, INPUT, List.of(2L, 6L, 8L, 10L)).laws());
    }

    @TestFactory
    Stream<DynamicTest> aSource_thatKeepsTheLaws_passes() {
        return tests(SourceLaws.of(() -> Source.<Long>generate(out -> INPUT.forEach(out::emit)), INPUT)
                .laws());
    }

    @TestFactory
    Stream<DynamicTest> aSink_thatKeepsTheLaws_passes() {
        return tests(SinkLaws.of(Sink::<Long>count, INPUT, 5L).laws());
    }

    // What overtakes, swallows a failure, holds more than it says: each is told by the law that it breaks.
    @Test
    void aPipe_thatBreaksALaw_isTold() {
        assertThatThrownBy(() -> PipeLaws.<Long, Long>of(
                                source -> source.mapConcurrentUnordered(3, n -> {
                                    Engine.current().sleep(Duration.ofMillis(10 - n));
                                    return n;
                                }),
                                INPUT,
                                INPUT)
                        .check())
                .hasMessageStartingWith("law: gives what it must; on simulation of seed");
        assertThatThrownBy(() -> PipeLaws.<Long, Long>of(source -> source.recover(e -> Source.of()), INPUT, INPUT)
                        .check())
                .hasMessageContaining("law: tells a failure before it;")
                .hasMessageContaining("it must fail with what failed before it but ended with null");
    }

    @Test
    void aSink_thatTakesAFailureForAnEnd_isTold() {
        assertThatThrownBy(() -> SinkLaws.of(
                                () -> ((Pipe<Long, Long>) source -> source.recover(e -> Source.of())).to(Sink.count()),
                                INPUT,
                                5L)
                        .check())
                .hasMessageContaining("law: gives none after a failure;");
    }
}
