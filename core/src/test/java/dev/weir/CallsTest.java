package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How calls are made: in order or not, per key, again, within budgets; and what becomes of those that fail. */
@Timeout(20)
class CallsTest {
    private record Job(long key, long number) {}

    private static Source<Job> jobs(long most, long keys) {
        return Source.range(0, most).map(n -> new Job(n % keys, n));
    }

    private static final Retry AT_ONCE = Retry.times(3).backoff(Duration.ZERO, Duration.ZERO);

    // ---- so many

    private static Source<Long> called(boolean ordered, int most, Fn<Long, Long> call) {
        Source<Long> source = Source.range(0, 300);
        return ordered ? source.mapConcurrent(most, call) : source.mapConcurrentUnordered(most, call);
    }

    @Test
    void mapConcurrent_inOrderOrNot_makesSoManyCallsAtATime() { // T100
        for (boolean ordered : new boolean[] {true, false}) {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger peak = new AtomicInteger();
            CountDownLatch three = new CountDownLatch(3);
            List<Long> out = called(ordered, 3, n -> {
                        peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                        three.countDown();
                        Flows.await(three);
                        now.decrementAndGet();
                        return n;
                    })
                    .toList();
            assertThat(peak).hasValue(3);
            assertThat(ordered ? out : out.stream().sorted().toList()).isEqualTo(longs(0, 300));
        }
    }

    @Test
    void mapConcurrent_whenOneCallFails_interruptsTheOthers() { // T100
        for (boolean ordered : new boolean[] {true, false}) {
            AtomicInteger interrupted = new AtomicInteger();
            CountDownLatch others = new CountDownLatch(2);
            Running<Long> run = called(ordered, 3, n -> {
                        if (n == 0) {
                            Flows.await(others);
                            throw new IOException("bad");
                        }
                        others.countDown();
                        try {
                            return Flows.blockForEver(n);
                        } catch (InterruptedException e) {
                            interrupted.incrementAndGet();
                            throw e;
                        }
                    })
                    .to(Sink.<Long>count())
                    .start();
            assertThat(failure(run)).hasRootCauseMessage("bad");
            assertThat(interrupted).hasValue(2);
            assertQuiet(run);
        }
    }

    // ---- per key

    @Test
    void mapConcurrent_perKey_makesOneCallAtATimeForEach() {
        var busy = new ConcurrentHashMap<Long, AtomicInteger>();
        AtomicInteger clashes = new AtomicInteger();
        List<Job> out = jobs(5_000, 7)
                .mapConcurrent(Calls.<Job>atMost(16).perKey(Job::key), job -> {
                    AtomicInteger here = busy.computeIfAbsent(job.key(), key -> new AtomicInteger());
                    if (here.incrementAndGet() > 1) {
                        clashes.incrementAndGet();
                    }
                    Thread.onSpinWait();
                    here.decrementAndGet();
                    return job;
                })
                .toList();
        assertThat(out).hasSize(5_000);
        assertThat(clashes).hasValue(0);
        out.stream()
                .collect(Collectors.groupingBy(Job::key))
                .values()
                .forEach(each -> assertThat(each).isSortedAccordingTo(Comparator.comparingLong(Job::number)));
    }

    @Test
    void mapConcurrent_perKey_letsAnotherKeyPass() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        List<Job> out = Source.of(new Job(1, 1), new Job(1, 2), new Job(2, 3))
                .mapConcurrent(Calls.<Job>atMost(3).perKey(Job::key), job -> {
                    if (job.number() == 1) {
                        Flows.await(other);
                    } else if (job.key() == 2) {
                        other.countDown();
                    }
                    return job;
                })
                .toList();
        assertThat(out).extracting(Job::number).containsSubsequence(1L, 2L).contains(3L);
    }

    @Test
    void mapAsync_perKey_keepsTheOrderOfEach() {
        List<Job> out = jobs(2_000, 5)
                .mapAsync(
                        Calls.<Job>atMost(8).perKey(Job::key),
                        job -> CompletableFuture.completedFuture(job)
                                .thenApplyAsync(
                                        same -> same,
                                        task -> Engine.virtualThreads().execute(task)))
                .toList();
        out.stream()
                .collect(Collectors.groupingBy(Job::key))
                .values()
                .forEach(each -> assertThat(each).isSortedAccordingTo(Comparator.comparingLong(Job::number)));
        assertThat(out).hasSize(2_000);
    }

    @Test
    void mapConcurrent_whenTheKeyFails_failsTheFlow() {
        assertThatThrownBy(() -> Source.of(1, 2)
                        .mapConcurrent(
                                Calls.<Integer>atMost(2).perKey(n -> {
                                    throw new IllegalStateException("key");
                                }),
                                n -> n)
                        .count())
                .hasRootCauseMessage("key");
    }

    // ---- again

    @Test
    void mapConcurrent_thatRetries_succeedsInTheEndAndInOrder() {
        var tries = new ConcurrentHashMap<Long, AtomicInteger>();
        List<Long> out = Source.range(0, 200)
                .mapConcurrent(Calls.<Long>atMost(8).retrying(AT_ONCE), n -> {
                    if (tries.computeIfAbsent(n, key -> new AtomicInteger()).incrementAndGet() < 1 + n % 4) {
                        throw new IOException("not yet");
                    }
                    return n;
                })
                .toList();
        assertThat(out).isEqualTo(longs(0, 200));
    }

    @Test
    void mapAsync_thatRetries_failsWithTheLastFailure() {
        AtomicInteger tries = new AtomicInteger();
        assertThatThrownBy(() -> Source.of(1)
                        .mapAsync(
                                Calls.atMost(2).retrying(AT_ONCE),
                                n -> CompletableFuture.failedFuture(new IOException("try " + tries.incrementAndGet())))
                        .count())
                .hasRootCauseMessage("try 4");
    }

    @Test
    void retries_thatAreNotWorthIt_areNotMade() {
        AtomicInteger tries = new AtomicInteger();
        Retry io = AT_ONCE.on(IOException.class::isInstance);
        assertThatThrownBy(() -> Source.of(1)
                        .mapConcurrent(Calls.atMost(1).retrying(io), n -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("no");
                        })
                        .count())
                .hasRootCauseMessage("no");
        assertThat(tries).hasValue(1);
    }

    @Test
    void retries_beyondTheirBudget_areNotMade() {
        AtomicInteger tries = new AtomicInteger();
        RetryBudget budget = RetryBudget.of(0.1, 5);
        long failed = Source.range(0, 100)
                .attempt(Calls.atMost(1).retrying(AT_ONCE.spending(budget)), n -> {
                    tries.incrementAndGet();
                    throw new IOException("always");
                })
                .filter(Attempt.Failed.class::isInstance)
                .count();
        assertThat(failed).isEqualTo(100);
        assertThat(tries.get()).as("100 first tries, 5 saved, a tenth earned").isBetween(110, 116);
    }

    @Test
    void waits_betweenRetries_doubleUpToTheLongest() {
        Retry retry = Retry.times(5).backoff(Duration.ofMillis(10), Duration.ofMillis(50));
        var random = Engine.virtualThreads().random();
        for (int i = 0; i < 100; i++) {
            assertThat(retry.waitNanos(1, random)).isBetween(5_000_000L, 10_000_000L);
            assertThat(retry.waitNanos(3, random)).isBetween(20_000_000L, 40_000_000L);
            assertThat(retry.waitNanos(63, random)).isBetween(25_000_000L, 50_000_000L);
        }
    }

    @Test
    void cancel_whileARetryWaits_doesNotWait() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        Retry slow = Retry.times(3).backoff(Duration.ofHours(1), Duration.ofHours(1));
        Running<Long> run = Source.of(1)
                .mapConcurrent(Calls.atMost(1).retrying(slow), n -> {
                    failed.countDown();
                    throw new IOException("no");
                })
                .to(Sink.count())
                .start();
        Flows.await(failed);
        run.cancel("enough");
        assertThat(failure(run)).isInstanceOf(FlowCancelledException.class);
        assertQuiet(run);
    }

    // ---- what fails

    @Test
    void attempt_ofCallsThatFail_tellsWhatCameOfEach() {
        List<Attempt.Failed<Long, Long>> letters = Collections.synchronizedList(new ArrayList<>());
        List<Long> out = Source.range(0, 100)
                .attempt(Calls.atMost(4), n -> 100 / (n % 10))
                .through(Attempt.deadLetters(Sink.<Attempt.Failed<Long, Long>>forEach(letters::add)))
                .toList();
        assertThat(out).hasSize(90);
        assertThat(letters).extracting(Attempt::item).containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
        assertThat(letters).allMatch(letter -> letter.cause() instanceof ArithmeticException);
    }

    @Test
    void attempt_fused_goesOnWithoutThoseThatFailed() {
        assertThat(Source.range(0, 100)
                        .attempt(n -> 100 / (n % 10))
                        .through(Attempt.values())
                        .count())
                .isEqualTo(90);
    }

    @Test
    void attempt_ofAnError_failsTheFlow() {
        assertThatThrownBy(() -> Source.of(1)
                        .attempt(Calls.atMost(1), n -> {
                            throw new AssertionError("bug");
                        })
                        .count())
                .hasRootCauseMessage("bug");
    }

    // ---- budgets

    @Test
    void budget_ofSeveralPipelines_isNeverExceededAndGivenBack() {
        Budget budget = Budget.of(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        Pipeline<Long> flow = Source.range(0, 500)
                .mapConcurrent(Calls.atMost(8).within(budget), n -> {
                    peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    now.decrementAndGet();
                    return n;
                })
                .to(Sink.count());
        List<Running<Long>> runs = List.of(flow.start(), flow.start(), flow.start());
        runs.forEach(run -> assertThat(result(run)).isEqualTo(500));
        assertThat(peak.get()).isBetween(1, 3);
        assertThat(budget.used()).isZero();
    }

    @Test
    void budget_byCost_countsIt() {
        Budget budget = Budget.of(10);
        long out = Source.range(1, 200)
                .mapConcurrent(Calls.<Long>atMost(8).within(budget, n -> n % 20), n -> {
                    assertThat(budget.used()).isBetween(Math.min(n % 20, 10), 10L);
                    return n;
                })
                .count();
        assertThat(out).isEqualTo(199);
        assertThat(budget.used()).isZero();
    }

    @Test
    void budget_afterACancel_isGivenBack() throws Exception {
        Budget budget = Budget.of(2);
        CountDownLatch begun = new CountDownLatch(2);
        Running<Long> run = Source.range(0, 100)
                .mapConcurrent(Calls.<Long>atMost(8).within(budget), n -> {
                    begun.countDown();
                    return Flows.blockForEver(n);
                })
                .to(Sink.count())
                .start();
        Flows.await(begun);
        run.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void budget_withSeveralWhoWait_servesThemInTurn() {
        Budget budget = Budget.of(1);
        Budget.Member a = budget.join();
        Budget.Member b = budget.join();
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            a.ask(1, () -> served.add("a"));
        }
        for (int i = 0; i < 3; i++) {
            b.ask(1, () -> served.add("b"));
        }
        for (int i = 0; i < 6; i++) {
            a.giveBack(1);
        }
        assertThat(served).containsExactly("a", "a", "b", "a", "b", "b");
        assertThat(budget.used()).isZero();
    }

    @Test
    void budget_withALargeAskAtItsHead_isNotPassedBySmallOnes() { // P17
        Budget budget = Budget.of(4);
        Budget.Member large = budget.join();
        Budget.Member small = budget.join();
        List<String> served = new ArrayList<>();
        small.ask(1, () -> served.add("small"));
        large.ask(4, () -> served.add("large"));
        small.ask(1, () -> served.add("small"));
        assertThat(served).containsExactly("small");
        small.giveBack(1);
        assertThat(served).containsExactly("small", "large");
        large.giveBack(4);
        assertThat(served).containsExactly("small", "large", "small");
    }

    // What its head does not want any more was all that kept those behind it from being served.
    @Test
    void budget_whoseHeadLeaves_servesTheNext() {
        Budget budget = Budget.of(4);
        Budget.Member large = budget.join();
        Budget.Member small = budget.join();
        List<String> served = new ArrayList<>();
        small.ask(1, () -> served.add("small"));
        large.ask(4, () -> served.add("large"));
        small.ask(2, () -> served.add("small again"));
        assertThat(served).containsExactly("small");
        large.leave();
        assertThat(served).containsExactly("small", "small again");
    }

    // ---- in turn

    // What gives calls their turn passes the cancel on to those that are being made, and never begins those that wait.
    @Test
    void cancel_ofCallsThatAreGivenTheirTurn_interruptsThem() throws Exception {
        for (Calls<Long> calls : List.of(
                Calls.<Long>atMost(4).perKey(n -> n % 2),
                Calls.<Long>adaptive(4),
                Calls.<Long>adaptive(4).perKey(n -> n % 2))) {
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger interrupted = new AtomicInteger();
            Running<Long> run = Source.range(0, 100)
                    .mapConcurrent(calls, n -> {
                        begun.incrementAndGet();
                        try {
                            return Flows.blockForEver(n);
                        } catch (InterruptedException e) {
                            interrupted.incrementAndGet();
                            throw e;
                        }
                    })
                    .to(Sink.count())
                    .start();
            Flows.awaitThat("calls are made", () -> begun.get() > 0);
            run.close();
            assertQuiet(run);
            assertThat(begun.get()).isBetween(1, 4);
            assertThat(interrupted).hasValue(begun.get());
        }
    }

    // ---- as many as pay

    @Test
    void mapConcurrent_adaptive_neverMakesMoreThanDeclared() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        assertThat(Source.range(0, 5_000)
                        .mapConcurrent(Calls.adaptive(6), n -> {
                            peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            now.decrementAndGet();
                            return n;
                        })
                        .toList())
                .isEqualTo(longs(0, 5_000));
        assertThat(peak.get()).isLessThanOrEqualTo(6);
    }

    /** Answers each call after 10 ms, so many at a time; the rest wait for their turn. */
    private static final class Server {
        private static final long EACH = Duration.ofMillis(10).toNanos();
        private final ManualEngine engine;
        private final long[] free;
        private int now;
        private int peak;

        Server(ManualEngine engine, int atATime) {
            this.engine = engine;
            this.free = new long[atATime];
        }

        CompletableFuture<Long> call(long n) {
            CompletableFuture<Long> answer = new CompletableFuture<>();
            peak = Math.max(peak, ++now);
            Arrays.sort(free);
            free[0] = Math.max(free[0], engine.nanoTime()) + EACH;
            engine.schedule(free[0] - engine.nanoTime(), () -> {
                now--;
                answer.complete(n);
            });
            return answer;
        }
    }

    // Calls at a time are added while that brings more answers a second, up to what was declared, and no longer.
    @Test
    void mapAsync_adaptive_makesAsManyCallsAsPay() {
        for (int servers : new int[] {1, 4, 1_000}) {
            ManualEngine engine = new ManualEngine();
            Server server = new Server(engine, servers);
            Running<Long> run = Source.range(0, Long.MAX_VALUE)
                    .mapAsync(Calls.adaptive(64), server::call)
                    .to(Sink.count())
                    .on(engine)
                    .start();
            engine.advance(Duration.ofSeconds(5));
            switch (servers) {
                case 1 -> assertThat(server.peak).isBetween(2, 4);
                case 4 -> assertThat(server.peak).isBetween(4, 8);
                default -> assertThat(server.peak).isEqualTo(64);
            }
            run.cancel("enough");
            engine.advance(Duration.ofSeconds(5));
            assertQuiet(run);
        }
    }

    // Calls that were quick, and were made by one worker, and then are not: all that wait are made beside each other.
    @Test
    @Tag("blocks")
    void calls_thatBlockAfterManyThatDidNot_goOnBesideEachOther() {
        int calls = 16;
        CyclicBarrier together = new CyclicBarrier(calls);
        int quick = calls * 2_000;
        List<Long> all = Source.range(0, quick + 4 * calls)
                .mapConcurrent(calls, n -> {
                    if (n >= quick) {
                        together.await(10, TimeUnit.SECONDS);
                    }
                    return n;
                })
                .toList();
        assertThat(all).isEqualTo(longs(0, quick + 4 * calls));
    }
}
