package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that are run again when they fail: when, how soon, how often, and what ends it. */
@Timeout(20)
class RestartTest {
    @Test
    void restart_ofASourceThatFails_runsItAgain() {
        AtomicInteger runs = new AtomicInteger();
        List<Long> out = Source.<Long>generate(all -> {
                    all.emit((long) runs.get());
                    if (runs.incrementAndGet() < 4) {
                        throw new IOException("again");
                    }
                })
                .restart(Restart.backoff(Duration.ZERO, Duration.ZERO))
                .toList();
        assertThat(out).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void restart_afterAFailureThatIsNotWorthIt_isNotMade() {
        AtomicInteger runs = new AtomicInteger();
        Source<Object> failing = Source.generate(out -> {
            throw runs.incrementAndGet() < 3 ? new IOException("again") : new IllegalStateException("never again");
        });
        Restart policy = Restart.backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        Running<Long> run = failing.restart(policy.on(failure -> failure instanceof IOException))
                .to(Sink.count())
                .start();
        assertThat(failure(run)).hasRootCauseMessage("never again");
        assertThat(runs).hasValue(3);
        Running<Long> broken = failing.restart(policy.on(failure -> {
                    throw new IOException("cannot tell");
                }))
                .to(Sink.count())
                .start();
        assertThat(failure(broken)).hasRootCauseMessage("cannot tell");
    }

    @Test
    void restart_tooOften_failsWithTheLastFailure() {
        AtomicInteger runs = new AtomicInteger();
        ManualEngine engine = new ManualEngine();
        Running<Long> run = Source.range(0, 5)
                .map(n -> {
                    throw new IOException("run " + runs.incrementAndGet());
                })
                .restart(Restart.backoff(Duration.ofMillis(10), Duration.ofMillis(40))
                        .atMost(3, Duration.ofMinutes(1)))
                .to(Sink.count())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(runs).hasValue(1);
        engine.advance(Duration.ofMillis(4));
        assertThat(runs).as("not before its time").hasValue(1);
        engine.advance(Duration.ofMillis(6));
        assertThat(runs).hasValue(2);
        engine.advance(Duration.ofSeconds(1));
        assertThat(failure(run)).hasRootCauseMessage("run 4");
        assertThat(engine.timers()).isZero();
        assertQuiet(run);
    }

    @Test
    void restart_ofWhatIsNotWantedAnyMore_isNotMade() {
        Flows.Counted counted = new Flows.Counted();
        assertThat(counted.source(Long.MAX_VALUE)
                        .restart(Restart.backoff(Duration.ZERO, Duration.ZERO))
                        .limit(5)
                        .toList())
                .isEqualTo(longs(0, 5));
        assertThat(counted.closed).hasValue(1);

        ManualEngine engine = new ManualEngine();
        AtomicInteger runs = new AtomicInteger();
        Running<Long> run = Source.range(0, 5)
                .map(n -> {
                    throw new IOException("run " + runs.incrementAndGet());
                })
                .restart(Restart.backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .to(Sink.count())
                .on(engine)
                .start();
        engine.advance(Duration.ofMillis(10));
        assertThat(engine.timers()).isEqualTo(1);
        run.cancel("enough");
        engine.runAll();
        assertThat(engine.timers()).isZero();
        assertThat(runs).hasValue(1);
        assertQuiet(run);
    }

    // What has given items since is not as broken as what has not: its next wait is the first one again.
    @Test
    void restart_ofASourceThatGaveItems_waitsAsAtFirst() {
        ManualEngine engine = new ManualEngine();
        List<Long> began = new ArrayList<>();
        Source<Long> items = Source.from(() -> {
            began.add(Duration.ofNanos(engine.nanoTime()).toMillis());
            return longs(0, began.size() % 3 == 0 ? 1 : 0).iterator();
        });
        Source<Long> broken = Source.range(0, 1).map(n -> {
            throw new IOException("broken");
        });
        Running<Long> run = Source.concat(items, broken)
                .restart(Restart.backoff(Duration.ofMillis(100), Duration.ofMillis(10_000)))
                .to(Sink.count())
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(2));
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < 6; i++) {
            waits.add(began.get(i) - began.get(i - 1));
        }
        assertThat(waits.get(0)).isBetween(50L, 100L);
        assertThat(waits.get(1)).isBetween(100L, 200L);
        assertThat(waits.get(2)).as("after it gave an item").isBetween(50L, 100L);
        assertThat(waits.get(3)).isBetween(100L, 200L);
        run.cancel("enough");
        engine.runAll();
    }

    @Test
    void drain_ofASourceThatRestarts_stopsIt() {
        Running<Long> run = Source.range(0, Long.MAX_VALUE)
                .restart(Restart.backoff(Duration.ZERO, Duration.ZERO))
                .to(Sink.count())
                .start();
        assertThat(run.drain(Flows.LONG).complete()).isTrue();
    }

    @Test
    void drain_ofASourceThatWaitsToRestart_endsIt() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        Running<Long> run = Source.<Long>generate(out -> {
                    throw new IOException("down");
                })
                .restart(Restart.backoff(Duration.ofHours(1), Duration.ofHours(1))
                        .on(failure -> {
                            failed.countDown();
                            return true;
                        }))
                .to(Sink.count())
                .start();
        Flows.await(failed);
        assertThat(run.drain(Flows.LONG).complete()).isTrue();
        assertThat(result(run)).isZero();
    }
}
