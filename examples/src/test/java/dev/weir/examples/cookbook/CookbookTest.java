package dev.weir.examples.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Entry;
import dev.weir.FlowFailedException;
import dev.weir.Rate;
import dev.weir.RetryBudget;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.examples.cookbook.ReduceByKey.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each recipe does what it is for, and what goes wrong elsewhere does not here. */
@Timeout(20)
class CookbookTest {
    private static final List<String> WORDS =
            List.of("alpha", "air", "aim", "beta", "cat", "ball", "apple", "bat", "dog", "ace");

    @Test
    void globalRateLimit_twoFlows_passTheBurstOfBothTogether() throws Exception {
        var passed = new CountDownLatch(10);
        var count = new AtomicInteger();
        var limited = Source.range(0, 100)
                .through(GlobalRateLimit.<Long>solve(Rate.of(1, Duration.ofHours(1), 10)))
                .to(Sink.forEach(_ -> {
                    count.incrementAndGet();
                    passed.countDown();
                }));
        try (var one = limited.start();
                var other = limited.start()) {
            assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(List.of(one, other)).allSatisfy(CookbookTest::awaitHeld); // each has one that waits for an hour
            assertThat(count).hasValue(10);
        }
        assertThat(count).hasValue(10);
    }

    private static void awaitHeld(Running<?> run) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (run.pressure().held() != 1) {
            assertThat(System.nanoTime()).as("an item must wait").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void globalRateLimit_twoFlows_takeAsLongAsTheRateSays() {
        Rate rate = Rate.of(1_000, Duration.ofSeconds(1));
        var limited =
                Source.range(0, 50).through(GlobalRateLimit.<Long>solve(rate)).to(Sink.count());
        long before = System.nanoTime();
        try (var one = limited.start();
                var other = limited.start()) {
            assertThat(one.join() + other.join()).isEqualTo(100);
        }
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
    }

    /** Whoever has an item has taken its moment: a flow that is held back elsewhere takes no other one's. */
    @Test
    void globalRateLimit_withAFlowThatIsHeldBack_leavesTheRateToTheOther() throws Exception {
        var pipe = GlobalRateLimit.<Long>solve(Rate.of(1, Duration.ofHours(1), 10));
        var full = new CountDownLatch(1);
        var count = new AtomicInteger();
        var passed = new CountDownLatch(9);
        try (var _ = Source.range(0, 100)
                .through(pipe)
                .to(Sink.forEach(_ -> {
                    full.countDown();
                    new CountDownLatch(1).await(); // never has room again
                }))
                .start()) {
            assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
            try (var other = Source.range(0, 100)
                    .through(pipe)
                    .to(Sink.forEach(_ -> {
                        count.incrementAndGet();
                        passed.countDown();
                    }))
                    .start()) {
                assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
                awaitHeld(other);
            }
        }
        assertThat(count).hasValue(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000})
    void reduceByKey_anyNumberOfCounters_givesTheRightSums(int counters) {
        List<String> words =
                Source.range(0, 1_000).map(i -> "word " + i * i % 7).toList();
        Map<String, Long> sums = ReduceByKey.solve(Source.from(words), counters)
                .collect(Collectors.groupingBy(Count::word, Collectors.summingLong(Count::times)));
        assertThat(sums)
                .isEqualTo(words.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    @Test
    void workerPool_threeWorkers_workAtTheSameTime() {
        var barrier = new CyclicBarrier(3);
        var pool = WorkerPool.<Long, String>solve(
                jobs -> jobs.map(job -> {
                    barrier.await(10, TimeUnit.SECONDS); // passes only if three are here
                    return job + " done";
                }),
                3);
        assertThat(Source.range(0, 3).through(pool).toList()).containsExactlyInAnyOrder("0 done", "1 done", "2 done");
    }

    @Test
    void manualTrigger_twoTriggers_letTwoPass() throws Exception {
        Source<Long> triggers = Source.entry("triggers", 4);
        try (Running<List<Long>> run = ManualTrigger.solve(Source.range(0, 1_000), triggers)
                .to(Sink.<Long>toList())
                .start()) {
            Entry<Long> trigger = run.entry("triggers");
            trigger.put(1L);
            trigger.put(1L);
            trigger.close();
            assertThat(run.join()).containsExactly(0L, 1L);
        }
    }

    @Test
    void missedTicks_slowReader_knowsOfEachThatItMissed() {
        var ticked = new CountDownLatch(1);
        Source<Long> ticks = Source.generate(out -> {
            LongStream.range(0, 100).forEach(out::emit);
            ticked.countDown();
        });
        List<Integer> missed = MissedTicks.solve(ticks)
                .peek(_ -> ticked.await(10, TimeUnit.SECONDS)) // the clock goes on meanwhile
                .toList();
        assertThat(missed).hasSizeLessThan(100);
        assertThat(missed.stream().mapToInt(i -> i + 1).sum()).isEqualTo(100);
    }

    @Test
    void retryWithBackoff_callsThatFailTwice_areAnsweredInOrder() {
        Map<Long, AtomicInteger> tries =
                Source.range(0, 20).collect(Collectors.toMap(i -> i, _ -> new AtomicInteger()));
        List<Long> answers = RetryWithBackoff.solve(
                        Source.range(0, 20), Duration.ofNanos(1), RetryBudget.of(1, 100), item -> {
                            if (tries.getOrDefault(item, new AtomicInteger()).incrementAndGet() < 3) {
                                throw new IOException("not yet");
                            }
                            return item;
                        })
                .toList();
        assertThat(answers).isEqualTo(Source.range(0, 20).toList());
        assertThat(tries.values()).allSatisfy(count -> assertThat(count).hasValue(3));
    }

    @Test
    void retryWithBackoff_withoutBudget_failsWithTheLastCause() {
        var calls = new AtomicInteger();
        Source<Long> asked = RetryWithBackoff.solve(Source.of(1L), Duration.ofNanos(1), RetryBudget.of(0.1, 1), _ -> {
            throw new IOException("no " + calls.incrementAndGet());
        });
        assertThatThrownBy(asked::toList)
                .isInstanceOf(FlowFailedException.class)
                .hasRootCauseMessage("no 2");
    }

    @Test
    void wrapBlockingCall_slowCalls_areSixteenAtATimeAndInOrder() {
        var barrier = new CyclicBarrier(16);
        var now = new AtomicInteger();
        List<Long> answers = WrapBlockingCall.solve(Source.range(0, 64), item -> {
                    assertThat(now.incrementAndGet()).isLessThanOrEqualTo(16);
                    barrier.await(10, TimeUnit.SECONDS); // passes only if sixteen are here
                    now.decrementAndGet();
                    return item;
                })
                .toList();
        assertThat(answers).isEqualTo(Source.range(0, 64).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void manyGroups_fewerAtATimeThanThereAre_neverHang(int groups) {
        List<String> all = ManyGroups.solve(Source.from(WORDS), groups).toList();
        assertThat(all).containsAll(WORDS).contains("a", "b", "c", "d");
        assertThat(all).filteredOn(word -> word.length() > 1).hasSameSizeAs(WORDS);
    }

    @Test
    void batchesInTime_beforeSomethingSlow_holdBackAndLoseNothing() throws Exception {
        var pulled = new AtomicInteger();
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Source<Long> items = Source.range(0, 10_000).peek(_ -> pulled.incrementAndGet());
        try (Running<@Nullable Void> run = BatchesInTime.solve(items, 10, Duration.ofNanos(1))
                .to(Sink.forEach(batch -> {
                    assertThat(batch).hasSizeBetween(1, 10);
                    first.countDown();
                    go.await();
                }))
                .start()) {
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(pulled.get())
                    .as("one batch is out, one is held, one item waits")
                    .isLessThanOrEqualTo(22);
            go.countDown();
            run.join();
        }
        assertThat(pulled).hasValue(10_000);
    }
}
