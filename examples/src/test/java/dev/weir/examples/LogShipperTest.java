package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.DrainReport;
import dev.weir.Retry;
import dev.weir.RetryBudget;
import dev.weir.examples.LogShipper.Collector;
import dev.weir.examples.LogShipper.LogLine;
import dev.weir.examples.LogShipper.Plan;
import dev.weir.examples.LogShipper.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every record is with the collector or in the file of dead letters, whatever the collector does. */
@Timeout(30)
class LogShipperTest {
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");
    private Path dead = Path.of("");
    private final List<LogLine> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void name() {
        log = folder.resolve("log");
        dead = folder.resolve("dead");
    }

    private void lines(int from, int to) throws IOException {
        Files.write(
                log,
                IntStream.range(from, to).mapToObj(i -> "INFO number " + i).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Plan plan(Collector collector, Consumer<String> view, Retry retry) {
        return new Plan(collector, dead, view, SOON, NEVER, retry.backoff(Duration.ofNanos(1), SOON));
    }

    private static Shipped shipped(LogShipper shipper) throws Exception {
        return shipper.finish(Duration.ofSeconds(20));
    }

    private List<String> texts() {
        return sent.stream().map(LogLine::toString).toList();
    }

    @Test
    void collector_thatFailsAtFirst_getsAllInTheEnd() throws Exception {
        lines(0, 500);
        Files.writeString(log, "nonsense\n", StandardOpenOption.APPEND);
        lines(500, 1_000);
        var calls = new AtomicInteger();
        Collector flaky = batch -> {
            assertThat(batch).hasSizeLessThanOrEqualTo(100);
            assertThat(batch.stream().mapToLong(LogLine::weight).sum()).isLessThanOrEqualTo(16 * 1024);
            if (calls.getAndIncrement() % 2 == 0) {
                throw new IOException("try again");
            }
            sent.addAll(batch);
        };
        try (var shipper = LogShipper.start(log, plan(flaky, line -> {}, Retry.times(50)))) {
            assertThat(shipped(shipper)).isEqualTo(new Shipped(1_000, 0));
        }
        assertThat(texts()).hasSize(1_000).doesNotHaveDuplicates().contains("INFO number 0", "INFO number 999");
        assertThat(dead).hasContent("nonsense\n");
    }

    @Test
    void collector_thatIsSlow_holdsBackTheFile() throws Exception {
        lines(0, 20_000);
        var under = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        Collector slow = batch -> {
            under.countDown();
            go.await();
            sent.addAll(batch);
        };
        try (var shipper = LogShipper.start(log, plan(slow, line -> {}, Retry.times(0)))) {
            assertThat(under.await(10, TimeUnit.SECONDS)).isTrue();
            var pressure = shipper.running().pressure();
            long bound = shipper.running().plan().bound().items().orElseThrow();
            assertThat(pressure.held()).isLessThanOrEqualTo(bound);
            assertThat(bound).isLessThan(500);
            assertThat(pressure.link("batch").in()).as("records read").isLessThan(1_000);
            go.countDown();
            assertThat(shipped(shipper)).isEqualTo(new Shipped(20_000, 0));
        }
        assertThat(sent).hasSize(20_000);
    }

    @Test
    void collector_thatNeverTakes_isSparedByTheBudget() throws Exception {
        lines(0, 2_000);
        var calls = new AtomicInteger();
        Collector broken = batch -> {
            calls.incrementAndGet();
            throw new IOException("no");
        };
        Retry retry = Retry.times(4).spending(RetryBudget.of(0.1, 10));
        try (var shipper = LogShipper.start(log, plan(broken, line -> {}, retry))) {
            Shipped all = shipped(shipper);
            assertThat(all.sent()).isZero();
            assertThat(calls.get())
                    .as("first tries of %d batches, and what the budget allows", all.dead())
                    .isBetween((int) all.dead() + 10, (int) (all.dead() * 1.1) + 11);
        }
        assertThat(Files.readAllLines(dead)).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void view_thatStandsStill_holdsBackNothing() throws Exception {
        lines(0, 5_000);
        var all = new CountDownLatch(5_000);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Collector collector = batch -> batch.forEach(one -> all.countDown());
        Consumer<String> view = line -> {
            awaitQuietly(all);
            seen.add(line);
        };
        try (var shipper = LogShipper.start(log, plan(collector, view, Retry.times(0)))) {
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(shipped(shipper)).isEqualTo(new Shipped(5_000, 0));
        }
        assertThat(seen).hasSizeLessThan(200).endsWith("INFO number 4999");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void file_thatGrows_isFollowedAndTheViewHasABeat() throws Exception {
        lines(0, 1);
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(2);
        var beat = new CountDownLatch(1);
        Consumer<String> view = line -> {
            if (line.startsWith("--")) {
                beat.countDown();
            }
        };
        Collector collector = batch -> {
            first.countDown();
            batch.forEach(one -> second.countDown());
        };
        try (var shipper = LogShipper.start(log, new Plan(collector, dead, view, SOON, SOON, Plan.retries()))) {
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(beat.await(10, TimeUnit.SECONDS)).isTrue();
            lines(1, 2);
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shipped(shipper)).isEqualTo(new Shipped(2, 0));
        }
    }

    @Test
    void stop_inTheMiddleOfTheFile_shipsWhatWasReadAndNoMore() throws Exception {
        lines(0, 20_000);
        var under = new CountDownLatch(1);
        Collector collector = batch -> {
            under.countDown();
            sent.addAll(batch);
        };
        try (var shipper = LogShipper.start(log, plan(collector, line -> {}, Retry.times(0)))) {
            assertThat(under.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shipper.stop(Duration.ofSeconds(10))).isEqualTo(new DrainReport(true, 0));
            long read = shipper.running().pressure().link("lines").in();
            assertThat(shipper.running().join()).isEqualTo(new Shipped(read, 0));
            assertThat(texts())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, (int) read)
                            .mapToObj(i -> "INFO number " + i)
                            .toList());
        }
    }

    @Test
    void stop_withACollectorThatHangs_isOverInTimeAndSaysWhatRemained() throws Exception {
        lines(0, 1_000);
        var under = new CountDownLatch(2);
        var never = new CountDownLatch(1);
        Collector hangs = batch -> {
            under.countDown();
            never.await();
        };
        try (var shipper = LogShipper.start(log, plan(hangs, line -> {}, Retry.times(0)))) {
            assertThat(under.await(10, TimeUnit.SECONDS)).isTrue();
            DrainReport report = shipper.stop(Duration.ofMillis(100));
            assertThat(report.complete()).isFalse();
            assertThat(report.remained()).isPositive();
        }
    }
}
