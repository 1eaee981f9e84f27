package dev.weir.examples.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Entry;
import dev.weir.FlowFailedException;
import dev.weir.RetryBudget;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.examples.cookbook.ReduceByKey.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.SynchronousQueue;
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
    void globalRateLimit_twoFlows_passNoMoreThanThereAreTokens() throws Exception {
        BlockingQueue<Long> hatch = new ArrayBlockingQueue<>(
                10, true, LongStream.range(0, 10).boxed().toList());
        var passed = new CountDownLatch(10);
        var count = new AtomicInteger();
        var limited = Source.range(0, 100)
                .through(GlobalRateLimit.<Long>solve(hatch))
                .to(Sink.forEach(_ -> {
                    count.incrementAndGet();
                    passed.countDown();
                }));
        try (var _ = limited.start();
                var _ = limited.start()) {
            assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(count).hasValue(10);
        }
        assertThat(count).hasValue(10);
    }

    @Test
    void globalRateLimit_twoFlows_takeAsLongAsTheRateSays() {
        BlockingQueue<Long> hatch = new SynchronousQueue<>(true);
        var limited =
                Source.range(0, 50).through(GlobalRateLimit.<Long>solve(hatch)).to(Sink.count());
        long before = System.nanoTime();
        try (var _ = GlobalRateLimit.tokens(1_000, Duration.ofSeconds(1), hatch).start();
                var one = limited.start();
                var other = limited.start()) {
            assertThat(one.join() + other.join()).isEqualTo(100);
        }
        assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(90));
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
