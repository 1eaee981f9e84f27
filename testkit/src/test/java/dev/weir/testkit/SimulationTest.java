package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Calls that take between one and three hours, three at a time, and a timer beside them. */
    private static Source<Long> slow(Simulation simulation) {
        return Source.merge(
                Source.range(0, 12).buffer(2).mapConcurrent(3, n -> {
                    simulation.sleep(HOUR.multipliedBy(1 + n % 3));
                    return n;
                }),
                Source.range(100, 106).throttle(1, Duration.ofMinutes(90)));
    }

    // What waits by the engine's clock costs no time, in code that blocks too.
    @Test
    void join_ofCallsThatTakeHours_returnsAtOnce() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            simulation.run(sim -> {
                long began = sim.nanoTime();
                assertThat(slow(sim).run(Sink.toList())).hasSize(18);
                assertThat(Duration.ofNanos(sim.nanoTime() - began))
                        .isBetween(HOUR.multipliedBy(8), HOUR.multipliedBy(12));
            });
            assertThat(simulation.repeatable()).isTrue();
        }
    }

    // The same seed gives the same order, another seed another one.
    @Test
    void seed_givenAgain_givesTheSameOrder() throws Exception {
        Set<List<Long>> orders = new HashSet<>();
        Set<Long> fingerprints = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<List<Long>> results = new ArrayList<>();
            List<Long> prints = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try (Simulation simulation = Simulation.seeded(seed)) {
                    simulation.run(sim -> results.add(slow(sim).run(Sink.toList())));
                    prints.add(simulation.fingerprint());
                }
            }
            assertThat(results.get(0)).isEqualTo(results.get(1));
            assertThat(prints.get(0)).isEqualTo(prints.get(1));
            orders.add(results.getFirst());
            fingerprints.add(prints.getFirst());
        }
        assertThat(orders).hasSizeGreaterThan(1);
        assertThat(fingerprints).hasSize(20);
    }

    // Time passes as far as it is told to, and not further.
    @Test
    void advance_byHalfOfATimer_doesNotFireIt() {
        try (Simulation simulation = Simulation.seeded(1)) {
            AtomicInteger fired = new AtomicInteger();
            simulation.schedule(HOUR.toNanos(), fired::incrementAndGet);
            Runnable cancel = simulation.schedule(HOUR.toNanos(), fired::incrementAndGet);
            simulation.advance(HOUR.minusNanos(1));
            assertThat(fired).hasValue(0);
            cancel.run();
            simulation.advance(Duration.ofNanos(1));
            assertThat(fired).hasValue(1);
            assertThat(simulation.elapsed()).isEqualTo(HOUR);
            simulation.assertQuiet();
        }
    }

    // While the test does not wait, nothing moves.
    @Test
    void start_untilTheTestWaits_movesNothing() {
        try (Simulation simulation = Simulation.seeded(1)) {
            AtomicInteger seen = new AtomicInteger();
            var run = Source.range(0, 10)
                    .peek(n -> seen.incrementAndGet())
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            assertThat(seen).hasValue(0);
            simulation.settle();
            assertThat(seen).hasValue(10);
            assertThat(run.ended()).isTrue();
        }
    }

    // A wait that nothing can end fails, and says who waits where.
    @Test
    void join_whereNothingCanMove_fails() {
        try (Simulation simulation = Simulation.seeded(1, Duration.ofMillis(20))) {
            var run = Source.<Long>entry("in", Capacity.items(2))
                    .to(Sink.count())
                    .named("forgotten")
                    .on(simulation)
                    .start();
            assertThatThrownBy(run::join)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            "something must move while somebody waits but nothing can any more, after PT0S; these wait:")
                    .hasMessageContaining("join_whereNothingCanMove_fails")
                    .hasMessageContaining("forgotten");
        }
    }

    // Code that waits in its own way is found out, and the others go on.
    @Test
    void latch_thatAFlowOpens_isWaitedForByAnotherFlow() {
        try (Simulation simulation = Simulation.seeded(1)) {
            CountDownLatch open = new CountDownLatch(1);
            var waits = Source.of(1L)
                    .peek(n -> open.await())
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            var opens = Source.of(1L)
                    .delay(Duration.ofMillis(30), Capacity.items(1))
                    .peek(n -> open.countDown())
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            assertThat(waits.join()).isEqualTo(1);
            assertThat(opens.join()).isEqualTo(1);
            assertThat(simulation.repeatable()).isFalse();
        }
    }

    // So is code that spins until another has come that far.
    @Test
    void spinning_untilAnotherFlowHasComeThatFar_endsOnceThatHas() {
        try (Simulation simulation = Simulation.seeded(1, Duration.ofMillis(20))) {
            AtomicInteger far = new AtomicInteger();
            var spins = Source.of(1L)
                    .peek(n -> {
                        while (far.get() == 0) {
                            Thread.onSpinWait();
                        }
                    })
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            var comes = Source.of(1L)
                    .delay(Duration.ofMillis(1), Capacity.items(1))
                    .peek(n -> far.set(1))
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            assertThat(spins.join()).isEqualTo(1);
            assertThat(comes.join()).isEqualTo(1);
        }
    }

    // A test that waits in its own way is found out as well.
    @Test
    void latch_thatTheTestWaitsFor_isOpenedByAFlow() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            CountDownLatch open = new CountDownLatch(1);
            var opens = Source.of(1L)
                    .delay(Duration.ofMillis(30), Capacity.items(1))
                    .peek(n -> open.countDown())
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            open.await();
            assertThat(opens.join()).isEqualTo(1);
        }
    }

    // Thread.sleep takes its real time, and no more than that passes meanwhile.
    @Test
    void threadSleep_inAFunction_takesRealTime() {
        try (Simulation simulation = Simulation.seeded(1)) {
            var slow = Source.of(1L)
                    .peek(n -> TimeUnit.MILLISECONDS.sleep(30))
                    .timeout(dev.weir.Timeout.whole(HOUR))
                    .to(Sink.count())
                    .on(simulation)
                    .start();
            assertThat(slow.join()).isEqualTo(1);
            assertThat(simulation.elapsed()).isBetween(Duration.ofMillis(1), HOUR.minusNanos(1));
            assertThat(simulation.repeatable()).isFalse();
        }
    }

    // What is always busy does not stop the clock.
    @Test
    void sleep_besideAnEndlessFlow_comesToAnEnd() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            var endless = Source.range(0, Long.MAX_VALUE)
                    .to(Sink.ignore())
                    .on(simulation)
                    .start();
            simulation.sleep(Duration.ofMillis(1));
            endless.cancel("enough");
            assertThatThrownBy(endless::join).hasMessage("enough");
            assertThat(simulation.elapsed()).isLessThan(Duration.ofMillis(10));
        }
    }

    // What comes from another thread is waited for, as long as the patience lasts.
    @Test
    void future_thatAnotherThreadCompletes_isWaitedFor() {
        try (Simulation simulation = Simulation.seeded(1)) {
            long sum = Source.range(0, 20)
                    .mapAsync(4, n -> CompletableFuture.supplyAsync(() -> n))
                    .to(Sink.reduce(0L, Long::sum))
                    .on(simulation)
                    .start()
                    .join();
            assertThat(sum).isEqualTo(190);
        }
    }

    // An interrupt ends a sleep, and is not seen by what runs next on the same thread.
    @Test
    void cancel_whileCallsSleep_interruptsThem() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            simulation.run(sim -> {
                List<String> ends = new ArrayList<>();
                var run = Source.range(0, 10)
                        .mapConcurrent(3, n -> {
                            try {
                                sim.sleep(HOUR);
                            } catch (InterruptedException e) {
                                ends.add("interrupted");
                                throw e;
                            }
                            return n;
                        })
                        .to(Sink.count())
                        .start();
                sim.advance(Duration.ofMinutes(1));
                run.cancel("enough");
                assertThatThrownBy(run::join).hasMessage("enough");
                assertThat(ends).containsOnly("interrupted").hasSize(3);
                assertThat(Source.range(0, 10)
                                .mapConcurrent(3, n -> Thread.currentThread().isInterrupted())
                                .run(Sink.toList()))
                        .containsOnly(false);
            });
            assertThat(simulation.repeatable()).isTrue();
        }
    }

    // What turns for ever without time passing is told, and does not hang.
    @Test
    void advance_besideAnEndlessFlow_fails() {
        try (Simulation simulation = Simulation.seeded(1, Duration.ofMillis(20))) {
            var endless = Source.range(0, Long.MAX_VALUE)
                    .to(Sink.ignore())
                    .on(simulation)
                    .start();
            assertThat(endless.ended()).isFalse();
            assertThatThrownBy(() -> simulation.advance(HOUR))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("what moves must come to rest at times but for long it has not");
        }
    }

    // What is left over when a test ends is told.
    @Test
    void run_thatLeavesATimer_fails() {
        try (Simulation simulation = Simulation.seeded(1)) {
            assertThatThrownBy(() -> simulation.run(sim -> sim.schedule(1, () -> {})))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("nothing must be left but there are 1 timers and 0 tasks that wait");
        }
    }

    // A pipeline started by a function of a simulated one is simulated too.
    @Test
    void current_inATaskOfASimulation_isTheSimulation() throws Exception {
        try (Simulation simulation = Simulation.seeded(1)) {
            simulation.run(sim -> assertThat(
                            Source.of(1L).buffer(1).map(n -> Engine.current()).run(Sink.toList()))
                    .containsExactly(sim));
        }
    }
}
