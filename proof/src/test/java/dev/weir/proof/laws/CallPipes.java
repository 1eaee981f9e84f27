package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;
import static dev.weir.proof.laws.ItemPipes.first;

import dev.weir.Attempt;
import dev.weir.Budget;
import dev.weir.Calls;
import dev.weir.Engine;
import dev.weir.Fn;
import dev.weir.Pipe;
import dev.weir.Retry;
import dev.weir.RetryBudget;
import dev.weir.Sink;
import dev.weir.testkit.PipeLaws;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Those that make calls: several at a time, again, within a budget. */
final class CallPipes {
    private static final List<Long> DOUBLED = List.of(2L, 4L, 6L, 8L, 10L, 12L);
    private static final List<Long> ODD_OR_NEGATIVE = List.of(1L, -2L, 3L, -4L, 5L, -6L);
    private static final Calls<Long> TWO = Calls.atMost(2);

    private CallPipes() {}

    static List<Case> all() {
        return List.of(
                pipe("mapConcurrent", source -> source.mapConcurrent(2, n -> n * 2), DOUBLED, calling(TWO)),
                pipe(
                        "mapConcurrent of calls that take time",
                        source -> source.mapConcurrent(3, CallPipes::slowly),
                        DOUBLED,
                        PipeLaws::inVirtualTime),
                pipe(
                        "mapConcurrentUnordered",
                        source -> source.mapConcurrentUnordered(2, n -> n * 2),
                        DOUBLED,
                        laws -> calling(TWO.unordered()).apply(laws).inAnyOrder()),
                pipe(
                        "mapConcurrentUnordered of calls that take time",
                        source -> source.mapConcurrentUnordered(3, CallPipes::slowly),
                        DOUBLED,
                        laws -> laws.inAnyOrder().inVirtualTime()),
                pipe(
                        "perKey",
                        source -> source.mapConcurrent(perKey(), n -> n * 2),
                        DOUBLED,
                        laws -> calling(perKey()).apply(laws).inAnyOrder()),
                pipe(
                        "adaptive",
                        source -> source.mapConcurrent(Calls.adaptive(3), n -> n * 2),
                        DOUBLED,
                        calling(Calls.adaptive(3))),
                pipe("within a budget", within(Budget.of(2)), DOUBLED, calling(TWO.within(Budget.of(2)))),
                pipe(
                        "within a budget, per key and by cost",
                        source -> source.mapConcurrent(perKey().within(Budget.of(3), (Long n) -> n % 3), n -> n * 2),
                        DOUBLED,
                        PipeLaws::inAnyOrder),
                pipe("retrying, what needs no retry", source -> source.mapConcurrent(retrying(), n -> n * 2), DOUBLED),
                pipe(
                        "retrying",
                        source -> source.mapConcurrent(retrying(), failingTwice()),
                        DOUBLED,
                        PipeLaws::inVirtualTime),
                pipe(
                        "mapAsync",
                        source -> source.mapAsync(2, n -> CompletableFuture.completedFuture(n * 2)),
                        DOUBLED,
                        laws -> laws.callingQuickly(
                                "called",
                                called -> source -> source.mapAsync(
                                                2, first(called, (Long n) -> CompletableFuture.completedFuture(n * 2)))
                                        .named("called"))),
                pipe(
                        "mapAsync of stages that take time",
                        source -> source.mapAsync(3, CallPipes::later),
                        DOUBLED,
                        PipeLaws::inVirtualTime),
                pipe(
                        "mapAsyncUnordered",
                        source -> source.mapAsyncUnordered(2, n -> CompletableFuture.completedFuture(n * 2)),
                        DOUBLED,
                        PipeLaws::inAnyOrder),
                pipe(
                        "mapAsyncUnordered of stages that take time",
                        source -> source.mapAsyncUnordered(3, CallPipes::later),
                        DOUBLED,
                        laws -> laws.inAnyOrder().inVirtualTime()),
                pipe(
                        "mapAsync per key",
                        source -> source.mapAsync(perKey(), n -> CompletableFuture.completedFuture(n * 2)),
                        DOUBLED,
                        PipeLaws::inAnyOrder),
                pipe(
                        "calls that hand on their item",
                        source -> source.mapConcurrent(2, n -> n).mapConcurrentUnordered(2, n -> n),
                        SIX,
                        PipeLaws::inAnyOrder),
                pipe("attempt", source -> source.attempt(CallPipes::odd).map(CallPipes::told), ODD_OR_NEGATIVE),
                pipe(
                        "attempt with calls",
                        source -> source.attempt(TWO, CallPipes::odd).map(CallPipes::told),
                        ODD_OR_NEGATIVE),
                pipe(
                        "attempts that succeed",
                        source -> source.attempt(n -> n),
                        SIX,
                        SIX.stream()
                                .<Attempt<Long, Long>>map(n -> new Attempt.Succeeded<>(n, n))
                                .toList(),
                        PipeLaws::passesItems),
                pipe(
                        "values of attempts",
                        source -> source.attempt(CallPipes::odd).through(Attempt.values()),
                        List.of(1L, 3L, 5L)),
                pipe(
                        "dead letters of attempts",
                        source -> source.attempt(CallPipes::odd).through(Attempt.deadLetters(Sink.ignore())),
                        List.of(1L, 3L, 5L)));
    }

    private static UnaryOperator<PipeLaws<Long, Long>> calling(Calls<? super Long> calls) {
        return laws -> laws.calling(
                "called",
                called -> source -> source.mapConcurrent(calls, first(called, (Long n) -> n * 2))
                        .named("called"));
    }

    private static Calls<Long> perKey() {
        return TWO.perKey(n -> n % 2);
    }

    private static Calls<Long> retrying() {
        return TWO.retrying(Retry.times(50)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(4))
                .spending(RetryBudget.of(1, 1000)));
    }

    private static Pipe<Long, Long> within(Budget budget) {
        return source -> source.mapConcurrent(Calls.<Long>atMost(3).within(budget), n -> n * 2);
    }

    private static Long slowly(Long n) throws InterruptedException {
        Engine.current().sleep(Duration.ofMillis(10 - n));
        return n * 2;
    }

    private static CompletionStage<Long> later(Long n) {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        var _ = Engine.current().schedule((10 - n) * 1_000_000, () -> stage.complete(n * 2));
        return stage;
    }

    /** Each second and third call fails. */
    private static Fn<Long, Long> failingTwice() {
        var calls = new AtomicInteger();
        return n -> {
            if (calls.incrementAndGet() % 3 != 0) {
                throw new IOException("try again");
            }
            return n * 2;
        };
    }

    private static Long told(Attempt<Long, Long> attempt) {
        return switch (attempt) {
            case Attempt.Succeeded<Long, Long> succeeded -> succeeded.value();
            case Attempt.Failed<Long, Long> failed -> -failed.item();
        };
    }

    private static Long odd(Long n) throws IOException {
        if (n % 2 == 0) {
            throw new IOException("even");
        }
        return n;
    }
}
