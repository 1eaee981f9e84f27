package dev.weir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be is refused where it is said, with the rule and the value; what just can be is not. */
class ArgumentsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LESS = Duration.ofNanos(-1);

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.of(Named.of(message, call), message);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                refused("a budget must be >= 1 but was 0", () -> Budget.of(0)),
                refused(
                        "permits must be >= 0 but were -1",
                        () -> Budget.of(1).join().ask(-1, () -> {})),
                refused("calls must be >= 1 at a time but were 0", () -> Calls.atMost(0)),
                refused("retries must be >= 0 but were -1", () -> Retry.times(-1)),
                refused(
                        "waits must be >= 0 and the longest >= the first but they were PT-0.000000001S and PT1S",
                        () -> Retry.times(1).backoff(LESS, SECOND)),
                refused(
                        "longest >= the first but they were PT1S and PT0S",
                        () -> Retry.times(1).backoff(SECOND, Duration.ZERO)),
                refused(
                        "waits and restarts must be >= 0 and the longest >= the first"
                                + " but they were PT-0.000000001S, PT1S, 2147483647 within",
                        () -> Restart.backoff(LESS, SECOND)),
                refused("but they were PT1S, PT0S,", () -> Restart.backoff(SECOND, Duration.ZERO)),
                refused(
                        "but they were PT0S, PT0S, -1 within PT1S",
                        () -> Restart.backoff(Duration.ZERO, Duration.ZERO).atMost(-1, SECOND)),
                refused(
                        "0 within PT-0.000000001S",
                        () -> Restart.backoff(Duration.ZERO, Duration.ZERO).atMost(0, LESS)),
                refused("part must be in 0..1 and reserve >= 1 but they were 0.0 and 1", () -> RetryBudget.of(0, 1)),
                refused("but they were 1.1 and 1", () -> RetryBudget.of(1.1, 1)),
                refused("but they were 0.5 and 0", () -> RetryBudget.of(0.5, 0)),
                refused("items, time and burst must be > 0 but were 0, PT1S and 1", () -> Rate.of(0, SECOND)),
                refused("but were 1, PT1S and 0", () -> Rate.of(1, SECOND, 0)),
                refused("but were 1, PT0S and 1", () -> Rate.of(1, Duration.ZERO)),
                refused("but were 1, PT-0.000000001S and 1", () -> Rate.of(1, LESS)),
                refused("a timeout must be > 0 but was PT0S", () -> Timeout.idle(Duration.ZERO)),
                refused("a timeout must be > 0 but was PT-0.000000001S", () -> Timeout.idle(LESS)),
                refused("a hub must keep >= 0 items but was to keep -1", () -> Hub.replaying("hub", -1)),
                refused("a length must have 1 to 4 bytes but had 0", () -> Frames.lengthPrefixed(0, 9)),
                refused("a length must have 1 to 4 bytes but had 5", () -> Frames.lengthPrefixed(5, 9)),
                refused("a delimiter must have >= 1 bytes but had 0", () -> Frames.delimited(new byte[0], 9)),
                refused("a delimiter must have >= 1 bytes but had 0", () -> Encodings.delimited(new byte[0], 9)),
                refused("a length must have 1 to 4 bytes but had 5", () -> Encodings.lengthPrefixed(5, 9)),
                refused("longest must be >= 1 but was 0", () -> Frames.delimited(new byte[1], 0)),
                refused("longest must be >= 1 but was 0", () -> Frames.asciiLines(0)),
                refused("longest must be >= 1 but was 0", () -> Frames.varintPrefixed(0)),
                refused("longest must be >= 1 but was 0", () -> Frames.jsonValues(0)),
                refused("longest must be >= 1 but was 0", () -> Encodings.lines(0)),
                refused("deepest must be >= 1 but was 0", () -> Frames.jsonValues(1, 0)),
                refused("deepest must be >= 1 but was 0", () -> Encodings.jsonValues(1, 0)),
                refused("size must be >= 1 but was 0", () -> Frames.fixed(0)),
                refused("size must be >= 1 but was 0", () -> Encodings.fixed(0)),
                refused("broadcast must have >= 1 branch but had 0", () -> Sink.<Long, Long>broadcast()),
                refused("an unbounded capacity must say why", () -> Capacity.unbounded(" ")),
                refused("a name must not be blank but was ' '", () -> Junction.named(" ")),
                refused(
                        "a name must not be blank but was ' '; leave",
                        () -> Source.of(1).named(" ")));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void argument_thatCannotBe_isRefusedWithRuleAndValue(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    // The least that is allowed is allowed.
    @Test
    void argument_atItsLimit_isAccepted() {
        List<ThrowingCallable> calls = List.of(
                () -> Budget.of(1).join().ask(0, () -> {}),
                () -> Calls.atMost(1),
                () -> Retry.times(0).backoff(Duration.ZERO, Duration.ZERO),
                () -> Restart.backoff(SECOND, SECOND).atMost(0, Duration.ZERO),
                () -> RetryBudget.of(1, 1),
                () -> Rate.of(1, Duration.ofNanos(1), 1),
                () -> Timeout.idle(Duration.ofNanos(1)),
                () -> Hub.replaying("hub", 0),
                () -> Frames.lengthPrefixed(1, 1),
                () -> Frames.lengthPrefixed(4, 1),
                () -> Frames.delimited(new byte[1], 1),
                () -> Frames.jsonValues(1, 1),
                () -> Frames.fixed(1));
        calls.forEach(call -> assertThatCode(call).doesNotThrowAnyException());
    }

    // A junction is declared once, and whole.
    @Test
    void junction_thatIsNotWholeOrDeclaredTwice_isRefused() {
        Junction empty = Junction.named("empty");
        Junction.Out<Long> out = empty.out();
        assertThatThrownBy(out::source).hasMessageContaining("junction 'empty' must have logic before");
        assertThatThrownBy(() -> empty.runs(() -> ports -> false))
                .hasMessage("a junction must have >= 1 inlet and >= 1 outlet but 'empty' has 0 and 1");
        Junction closed = Junction.named("no way out");
        var _ = closed.in(Source.of(1));
        assertThatThrownBy(() -> closed.runs(() -> ports -> false)).hasMessageEndingWith("'no way out' has 1 and 0");
        var _ = empty.in(Source.of(1));
        empty.runs(() -> ports -> false);
        assertThatThrownBy(() -> empty.runs(() -> ports -> false))
                .hasMessage("junction 'empty' has its logic already; declare another one");
    }

    // Ways back have names of their own, and are closed once.
    @Test
    void loop_ofAKnownNameOrClosedTwice_isRefused() {
        assertThatThrownBy(() -> Graph.of(graph -> {
                    graph.<Long>loop("back", Capacity.DEFAULT);
                    graph.<Long>loop("back", Capacity.DEFAULT);
                    return graph.end(Source.of(1), Sink.count());
                }))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage("loops must have names of their own but two are named 'back'");
        assertThatThrownBy(() -> Graph.of(graph -> {
                    Graph.Loop<Integer> loop = graph.loop("back", Capacity.DEFAULT);
                    graph.close(loop, Source.of(1));
                    graph.close(loop, Source.of(2));
                    return graph.end(loop.source(), Sink.count());
                }))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage("a loop must be closed once but 'back' was again; merge what goes back");
    }
}
