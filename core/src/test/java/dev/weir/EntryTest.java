package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Deadline;
import dev.weir.admission.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door for work from outside: it suspends or refuses, in turn, and what it took is not lost. */
@Timeout(30)
class EntryTest {
    private final ManualEngine engine = new ManualEngine();
    private final List<Integer> seen = new ArrayList<>();
    private final Running<?> run = Source.<Integer>entry("jobs", 3)
            .to(Sink.forEach(seen::add))
            .on(engine)
            .start();
    private final Entry<Integer> jobs = run.entry("jobs");

    private Thread putter(int item, AtomicReference<Throwable> failure) {
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                jobs.put(item);
            } catch (Throwable t) {
                failure.set(t);
            }
        });
        Flows.awaitWaiting(thread);
        return thread;
    }

    private void fill() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            jobs.put(i);
        }
    }

    // T13, P16: those that wait are served in the order in which they came.
    @Test
    void put_whenFull_waitsItsTurn() throws Exception {
        fill();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 4; i <= 8; i++) {
            waiting.add(putter(i, failure));
        }
        assertThat(run.pressure().link("jobs").held()).isEqualTo(3);
        engine.runAll();
        for (Thread thread : waiting) {
            thread.join();
        }
        engine.runAll();
        assertThat(failure).hasNullValue();
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(run.pressure().link("jobs").peak()).isEqualTo(3);
    }

    // P13: refused at once, with the reason and an honest time, and nothing is changed.
    @Test
    void offer_whenFull_isRefusedWithAReason() throws Exception {
        fill();
        Offer offer = jobs.offer(4);
        assertThat(offer).isInstanceOfSatisfying(Offer.Refused.class, refused -> {
            assertThat(refused.why().reason()).isEqualTo(Refusal.Reason.FULL);
            assertThat(refused.why().detail())
                    .contains("'jobs'")
                    .contains("3 of 3")
                    .contains("the oldest for 0.0 s");
            assertThat(refused.why().retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        });
        engine.runAll();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(jobs.offer(5).accepted()).isTrue();
    }

    // P16: an offer does not overtake a put that waits.
    @Test
    void offer_whileAPutWaits_isRefused() throws Exception {
        fill();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = putter(4, failure);
        assertThat(jobs.offer(5).accepted()).isFalse();
        engine.runAll();
        waiting.join();
        engine.runAll();
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    // P21: interrupted, the item is not in, and the caller knows; P23: it costs no place.
    @Test
    void put_interruptedWhileItWaits_leavesNoItem() throws Exception {
        fill();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < 100; i++) {
            Thread waiting = putter(99, failure);
            waiting.interrupt();
            waiting.join();
            assertThat(failure.getAndSet(null)).isInstanceOf(InterruptedException.class);
        }
        assertThat(run.pressure().link("jobs").held()).isEqualTo(3);
        engine.runAll();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(run.pressure().link("jobs").in()).isEqualTo(3);
    }

    // P26: judged by how fast items were taken out lately.
    @Test
    void offer_withADeadline_isRefusedIfItsTurnComesTooLate() throws Exception {
        ManualEngine clock = new ManualEngine();
        var slow = Source.<Integer>entry("jobs", 20)
                .throttle(10, Duration.ofSeconds(1))
                .to(Sink.ignore())
                .on(clock)
                .start();
        Entry<Integer> entry = slow.entry("jobs");
        for (int i = 0; i < 20; i++) {
            entry.put(i);
        }
        clock.advance(Duration.ofMillis(1050));
        Deadline soon = new Deadline(clock.nanoTime() + Duration.ofMillis(500).toNanos());
        Deadline late = new Deadline(clock.nanoTime() + Duration.ofMillis(1500).toNanos());
        assertThat(entry.offer(1, soon)).isInstanceOfSatisfying(Offer.Refused.class, refused -> {
            assertThat(refused.why().reason()).isEqualTo(Refusal.Reason.TOO_LATE);
            assertThat(refused.why().retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        });
        assertThat(entry.offer(1, late).accepted()).isTrue();
        Deadline past = new Deadline(clock.nanoTime() - 1);
        assertThat(entry.offer(1, past).accepted()).isFalse();
        slow.cancel("enough");
        clock.runAll();
    }

    // P65, P67: closing lets what is in flow out, and wakes those that wait.
    @Test
    void close_withItemsAndWaiters_refusesTheWaitersAndDrains() throws Exception {
        fill();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = putter(4, failure);
        jobs.close();
        waiting.join();
        assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("'jobs'");
        assertThatThrownBy(() -> jobs.put(5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(jobs.offer(5))
                .isInstanceOfSatisfying(
                        Offer.Refused.class,
                        refused -> assertThat(refused.why().reason()).isEqualTo(Refusal.Reason.CLOSED));
        engine.runAll();
        Flows.result(run);
        assertThat(seen).containsExactly(1, 2, 3);
        Flows.assertQuiet(run);
    }

    // P65: a cancel wakes those that wait, too, and discards and counts what is in.
    @Test
    void cancel_withItemsAndWaiters_wakesThem() throws Exception {
        fill();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = putter(4, failure);
        run.cancel("enough");
        engine.runAll();
        waiting.join();
        assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(run.pressure().link("jobs").discarded()).isEqualTo(3);
        Flows.assertQuiet(run);
    }

    // P65: what was closed is told apart from what has failed, and from what was cancelled.
    @Test
    void put_afterTheEnd_saysWhichOneItWas() {
        jobs.close();
        assertThatThrownBy(() -> jobs.put(1)).hasMessage("entry 'jobs' takes in nothing more: it was closed");
        Pipeline<?> flow = Source.<Integer>entry("door", 3)
                .to(Sink.forEach(n -> {
                    throw new IllegalStateException("bad " + n);
                }))
                .on(engine);
        Running<?> failed = flow.start();
        assertThat(failed.<Integer>entry("door").offer(1).accepted()).isTrue();
        engine.runAll();
        assertThat(Flows.failure(failed)).hasRootCauseMessage("bad 1");
        assertThatThrownBy(() -> failed.<Integer>entry("door").put(1))
                .hasMessage("entry 'door' takes in nothing more: the flow has ended");
        Running<?> cancelled = flow.start();
        cancelled.cancel("enough");
        engine.runAll();
        assertThatThrownBy(() -> cancelled.<Integer>entry("door").put(1))
                .hasMessage("entry 'door' takes in nothing more: cancelled: enough");
    }

    @Test
    void entry_ofAnUnknownName_saysWhichThereAre() {
        assertThatThrownBy(() -> run.entry("orders"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("'orders'")
                .hasMessageContaining("jobs");
        assertThatThrownBy(() -> Source.entry("none", 0)).hasMessageContaining("must be >= 1 item but was 0");
    }

    // P1: nothing lost, nothing twice, each producer in its order.
    @Test
    void put_byManyThreads_losesAndDoublesNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            var busy = Source.<Long>entry("in", 2).buffer(1).to(Sink.toList()).start();
            Entry<Long> in = busy.entry("in");
            List<Thread> putters = new ArrayList<>();
            for (long p = 0; p < 4; p++) {
                long first = p * 1000;
                putters.add(Thread.ofVirtual().start(() -> {
                    try {
                        for (long i = 0; i < 100; i++) {
                            in.put(first + i);
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (Thread putter : putters) {
                Flows.awaitThat("it has put all", () -> !putter.isAlive());
            }
            in.close();
            List<Long> items = Flows.result(busy);
            for (long p = 0; p < 4; p++) {
                long of = p;
                assertThat(items.stream().filter(n -> n / 1000 == of)).isEqualTo(Flows.longs(p * 1000, p * 1000 + 100));
            }
            Flows.assertQuiet(busy);
        }
    }

    // P21, P65: at a cancel or an early end, what was accepted is either out or counted as discarded.
    @Test
    void put_racingWithTheEnd_isCountedAllTheSame() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicLong accepted = new AtomicLong();
            CountDownLatch some = new CountDownLatch(20);
            ConcurrentLinkedQueue<Throwable> told = new ConcurrentLinkedQueue<>();
            var racing = Source.<Integer>entry("in", 4)
                    .limit(round % 2 == 0 ? 50 : Long.MAX_VALUE)
                    .to(Sink.ignore())
                    .start();
            Entry<Integer> in = racing.entry("in");
            List<Thread> putters = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                putters.add(Thread.ofVirtual().start(() -> {
                    try {
                        while (true) {
                            in.put(1);
                            accepted.incrementAndGet();
                            some.countDown();
                        }
                    } catch (Exception e) {
                        told.add(e);
                    }
                }));
            }
            Flows.await(some);
            if (round % 2 == 1) {
                racing.cancel("enough");
                Flows.failure(racing);
            } else {
                Flows.result(racing);
            }
            for (Thread putter : putters) {
                putter.join();
            }
            assertThat(told).hasSize(3).allMatch(IllegalStateException.class::isInstance);
            assertThat(racing.pressure().link("in").in()).isEqualTo(accepted.get());
            Flows.assertQuiet(racing);
        }
    }

    // ---- by weight

    private static final long IMPOSSIBLE = -7;

    private static Capacity byValue() {
        return Capacity.items(100).<Integer>weighing(10, 5, item -> {
            if (item == IMPOSSIBLE) {
                throw new ArithmeticException("no weight");
            }
            return item;
        });
    }

    // P7: whoever puts it is told, and nothing has changed.
    @Test
    void offer_ofWhatCannotBeWeighed_failsAlone() {
        var weighed = Source.<Integer>entry("heavy", byValue())
                .to(Sink.<Integer>toList())
                .on(engine)
                .start();
        Entry<Integer> entry = weighed.entry("heavy");
        assertThat(entry.offer(3).accepted()).isTrue();
        assertThatThrownBy(() -> entry.offer(6)).hasMessageContaining("between 0 and 5 but weighed 6");
        assertThatThrownBy(() -> entry.put(-1)).hasMessageContaining("between 0 and 5 but weighed -1");
        assertThatThrownBy(() -> entry.put((int) IMPOSSIBLE)).hasMessage("no weight");
        LinkPressure held = weighed.pressure().link("heavy");
        assertThat(List.of(held.in(), (long) held.held(), held.weight())).containsExactly(1L, 1L, 3L);
        entry.close();
        engine.runAll();
        assertThat(Flows.result(weighed)).containsExactly(3);
    }

    // P6, P17: it never holds more than its weight; what is heavy is not passed by what is light.
    @Test
    void put_ofSomethingHeavyThatWaits_isNotPassedByLightOnes() throws Exception {
        Flows.Gate<Integer> gate = new Flows.Gate<>();
        var weighed = Source.<Integer>entry("heavy", byValue())
                .to(gate.sink())
                .on(engine)
                .start();
        Entry<Integer> entry = weighed.entry("heavy");
        for (int each : new int[] {1, 4, 2}) { // the sink takes the first
            entry.put(each);
            engine.runAll();
        }
        assertThat(weighed.pressure().link("heavy").weight()).isEqualTo(6);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread heavy = Thread.ofVirtual().start(() -> {
            try {
                entry.put(5);
            } catch (Throwable t) {
                failure.set(t);
            }
        });
        Flows.awaitWaiting(heavy);
        assertThat(entry.offer(0))
                .isInstanceOfSatisfying(
                        Offer.Refused.class,
                        refused -> assertThat(refused.why().detail()).contains("6 of 10 in weight"));
        gate.openForOne();
        engine.runAll();
        heavy.join();
        assertThat(failure).hasNullValue();
        assertThat(weighed.pressure().link("heavy").weight()).isEqualTo(7);
        gate.open();
        entry.close();
        engine.runAll();
        assertThat(Flows.result(weighed)).containsExactly(1, 4, 2, 5);
        assertThat(weighed.pressure().link("heavy").weightPeak()).isBetween(7L, 10L);
    }
}
