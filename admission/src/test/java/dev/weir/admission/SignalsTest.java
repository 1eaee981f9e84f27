package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What places tell of themselves. */
class SignalsTest {
    private long now;

    @Test
    void pool_withASlotLeft_hasRoom() {
        assertThat(Signals.pool(() -> 8, () -> 7, () -> 0).waitNanos(100)).isZero();
    }

    @Test
    void pool_withoutASlot_hasThoseInExcessDrained() {
        assertThat(Signals.pool(() -> 8, () -> 8, () -> 3).waitNanos(100)).isEqualTo(40_000_000);
        assertThat(Signals.pool(() -> 8, () -> 8, () -> 3).waitNanos(0)).isZero();
    }

    @Test
    void executor_whoseThreadsAreBusy_hasItsQueueDrained() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (var executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(10))) {
            CountDownLatch begun = new CountDownLatch(1);
            executor.execute(() -> {
                begun.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            begun.await();
            executor.execute(() -> {});
            assertThat(Signals.executor(executor).waitNanos(1_000)).isEqualTo(2_000_000);
            mayEnd.countDown();
        }
    }

    @Test
    void bytes_upToTheMost_haveRoom() {
        assertThat(Signals.bytes(() -> 99, () -> 100).waitNanos(1)).isZero();
        assertThat(Signals.bytes(() -> 100, () -> 100).waitNanos(1)).isEqualTo(Signal.FULL);
    }

    @Test
    void probe_ofAnExecutor_tellsHowLongTasksWait() {
        List<Runnable> tasks = new ArrayList<>();
        List<Runnable> rings = new ArrayList<>();
        DelayProbe probe =
                DelayProbe.of(tasks::add, Duration.ofMillis(10), () -> now, (nanos, then) -> rings.add(then));
        now += 5_000;
        assertThat(probe.nanos()).as("one that waits now").isEqualTo(5_000);
        tasks.removeFirst().run();
        now += 100_000;
        assertThat(probe.nanos()).as("the last one").isEqualTo(5_000);
        assertThat(Signals.delay(probe::nanos).waitNanos(1)).isEqualTo(5_000);
        rings.removeFirst().run();
        assertThat(tasks).hasSize(1);
        probe.close();
        tasks.removeFirst().run();
        rings.removeFirst().run();
        assertThat(tasks).as("sent after its end").isEmpty();
    }

    @Test
    void probe_ofAnExecutorThatTakesNothing_triesAgainLater() {
        List<Runnable> rings = new ArrayList<>();
        DelayProbe probe = DelayProbe.of(
                task -> {
                    throw new RejectedExecutionException();
                },
                Duration.ofMillis(10),
                () -> now,
                (nanos, then) -> rings.add(then));
        assertThat(rings).hasSize(1);
        assertThat(probe.nanos()).isZero();
        assertThatThrownBy(() -> DelayProbe.of(Runnable::run, Duration.ZERO))
                .hasMessage("a probe must rest for more than 0 between two looks but was PT0S");
    }
}
