package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever user code throws, or answers null, ends the flow with that as its cause, and the flow says where. */
@Timeout(20)
class UserCodeTest {
    private static Long broken() throws IOException {
        throw new IOException("broken");
    }

    private static Long brokenToo() {
        throw new IllegalStateException("broken");
    }

    private static Arguments thrown(String stage, UnaryOperator<Source<Long>> shape) {
        return Arguments.of(stage, shape, "broken");
    }

    @SuppressWarnings("NullAway") // null is what this is about
    private static Long none() {
        return null;
    }

    private static Gatherer<Long, ?, Long> withFarewell() {
        return Gatherer.ofSequential(() -> 0, (state, n, down) -> down.push(n), (state, down) -> brokenToo());
    }

    static Stream<Arguments> shapes() {
        Source<Long> one = Source.of(1L);
        return Stream.of(
                thrown("expand", in -> in.expand(n -> List.of(broken()).iterator())),
                thrown(
                        "keepAlive",
                        in -> Source.<Long>generate(out -> Flows.blockForEver(0L))
                                .keepAlive(Duration.ofMillis(1), () -> broken())),
                thrown("conflate", in -> in.conflate(n -> broken(), Long::sum)),
                thrown("expiring", in -> in.expiring(3, n -> new Deadline(broken()), n -> {})),
                thrown("zipLatest", in -> in.zipLatest(one, (n, m) -> broken())),
                thrown("zip", in -> in.zip(one, (n, m) -> broken())),
                thrown(
                        "mergeSorted",
                        in -> Source.mergeSorted((_, _) -> brokenToo().intValue(), in, one)),
                thrown("throttle", in -> in.throttle(1, Duration.ofSeconds(1), 1, n -> brokenToo())),
                thrown("groupBy", in -> in.groupBy(3, n -> broken(), (key, group) -> group)),
                thrown("groupBy", in -> in.groupBy(3, n -> n, (key, group) -> Source.of(brokenToo()))),
                thrown("partition", in -> in.partition(2, n -> broken(), lane -> lane)),
                thrown("gather", in -> in.gather(withFarewell())),
                thrown(
                        "mapConcurrent",
                        in -> in.mapConcurrent(Calls.<Long>atMost(2).within(Budget.of(2), n -> brokenToo()), n -> n)),
                thrown("mapConcurrent", in -> in.mapConcurrent(2, n -> broken())),
                thrown("mapAsync", in -> in.mapAsync(2, n -> CompletableFuture.completedStage(broken()))),
                thrown(
                        "mapAsync",
                        in -> in.mapAsync(
                                2,
                                n -> CompletableFuture.failedStage(
                                        new CompletionException(new IOException("broken"))))),
                Arguments.of(
                        "groupBy",
                        (UnaryOperator<Source<Long>>) in -> in.groupBy(3, n -> n, (key, group) -> Source.of(broken())),
                        "the flow of group '0' could not be made"),
                Arguments.of(
                        "mapConcurrent",
                        (UnaryOperator<Source<Long>>) in -> in.mapConcurrent(2, n -> none()),
                        "answer"),
                Arguments.of(
                        "mapAsync",
                        (UnaryOperator<Source<Long>>)
                                in -> in.mapAsync(2, n -> CompletableFuture.completedStage(none())),
                        "a call must answer an item but answered null"),
                Arguments.of(
                        "from",
                        (UnaryOperator<Source<Long>>) in -> Source.from(Arrays.asList(1L, none())),
                        "a source must have items but its iterator answered null"),
                Arguments.of(
                        "throttle",
                        (UnaryOperator<Source<Long>>) in -> in.throttle(1, Duration.ofSeconds(1), 1, n -> -1),
                        "an item must cost >= 0 but cost -1"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void userCode_thatThrowsOrAnswersNull_failsTheFlowAtItsStage(
            String stage, UnaryOperator<Source<Long>> shape, String message) {
        Running<Long> run = shape.apply(Source.range(0, 5)).to(Sink.count()).start();
        RuntimeException failure = failure(run);
        assertThat(failure).isInstanceOf(FlowFailedException.class);
        assertThat(((FlowFailedException) failure).stage()).startsWith(stage + "-");
        assertThat(failure.getCause()).hasMessageContaining(message);
        assertQuiet(run);
    }

    // A gatherer that wants no more stops its source, and may still say farewell.
    @Test
    void gatherer_thatWantsNoMore_stopsTheSourceAndSaysFarewell() {
        Flows.Counted counted = new Flows.Counted();
        Gatherer<Long, ?, String> two = Gatherer.ofSequential(
                () -> 0, (state, n, down) -> down.push("" + n) && n < 1, (state, down) -> down.push("farewell"));
        Running<List<String>> run =
                counted.source(1_000).gather(two).to(Sink.toList()).start();
        assertThat(result(run)).containsExactly("0", "1", "farewell");
        assertThat(counted.pulled).hasValue(2);
        assertThat(counted.closed).hasValue(1);
    }

    // A failure that tells whether it is worth another try may fail too: the flow ends with the first, which tells of
    // the other.
    @Test
    void retry_whosePolicyThrows_endsWithTheFailureOfTheCall() {
        Calls<Long> calls = Calls.<Long>atMost(1).retrying(Retry.times(3).on(e -> {
            throw new IOException("cannot tell");
        }));
        Running<Long> run = Source.range(0, 5)
                .mapConcurrent(calls, n -> broken())
                .to(Sink.count())
                .start();
        Throwable cause = failure(run).getCause();
        assertThat(cause).hasMessage("broken");
        assertThat(cause.getSuppressed()).hasSize(1);
        assertThat(cause.getSuppressed()[0]).hasMessage("cannot tell");
    }

    // Restarts count within their time only: those before it are forgotten.
    @Test
    void restart_rarelyEnough_goesOnForEver() {
        ManualEngine engine = new ManualEngine();
        List<Long> times = new ArrayList<>();
        Running<Long> run = Source.range(0, 5)
                .map(n -> {
                    times.add(engine.nanoTime() / 1_000_000);
                    return broken();
                })
                .restart(Restart.backoff(Duration.ofMillis(10), Duration.ofMillis(10))
                        .atMost(1, Duration.ofMillis(4)))
                .to(Sink.count())
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(1));
        assertThat(times).hasSizeGreaterThan(50);
        assertThat(run.ended()).isFalse();
        run.cancel("enough");
        engine.runAll();
        assertQuiet(run);
    }
}
