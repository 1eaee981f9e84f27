package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Entry;
import dev.weir.FlowFailedException;
import dev.weir.Offer;
import dev.weir.Pause;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.admission.Deadline;
import dev.weir.admission.Refusal;
import dev.weir.proof.engines.Engines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The door for work from outside: it suspends or refuses, in turn, and what it took is not lost. */
@Timeout(60)
class DoorsOnEveryEngineTest {
    /** A flow that is paused, so that its door with three places stays full. */
    private record Full(Running<List<Long>> run, Pause pause, Entry<Long> door) {
        static Full start(Ground ground) {
            Running<List<Long>> run = ground.start(Source.<Long>entry("jobs", 3).to(Sink.<Long>toList()));
            Full full = new Full(run, run.pause("full"), run.entry("jobs"));
            longs(1, 4)
                    .forEach(item ->
                            assertThat(full.door().offer(item).accepted()).isTrue());
            return full;
        }

        /** Has a thread of its own wait before the door. */
        Putter putting(Ground ground, long item) throws InterruptedException {
            CompletableFuture<Throwable> told = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    door.put(item);
                    told.complete(null);
                } catch (Throwable t) {
                    told.complete(t);
                }
            });
            ground.until("it waits", () -> thread.getState() == Thread.State.WAITING);
            return new Putter(thread, told);
        }
    }

    /** Null is told to one that got in. */
    private record Putter(Thread thread, CompletableFuture<Throwable> told) {
        Throwable told(Ground ground) throws InterruptedException {
            ground.until("it is told", told::isDone);
            return told.join();
        }
    }

    private static Refusal.Reason refused(Offer offer) {
        assertThat(offer).isInstanceOf(Offer.Refused.class);
        return ((Offer.Refused) offer).why().reason();
    }

    // P16: who waits first is served first, and an offer does not slip in.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void put_whenFull_waitsItsTurn(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Full full = Full.start(ground);
            List<Putter> putters = List.of(
                    full.putting(ground, 4), full.putting(ground, 5), full.putting(ground, 6), full.putting(ground, 7));
            assertThat(refused(full.door().offer(99L))).isEqualTo(Refusal.Reason.FULL);
            assertThat(full.run().pressure().held()).isEqualTo(3);
            full.pause().release();
            for (Putter putter : putters) {
                assertThat(putter.told(ground)).isNull();
            }
            full.door().close();
            assertThat(ground.result(full.run())).isEqualTo(longs(1, 8));
            assertThat(full.run().pressure().link("jobs").peak()).isEqualTo(3);
        });
    }

    // P13: a refusal comes at once, says how full it is and when to come back, and changes nothing.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void offer_whenFull_isRefusedWithAReason(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Full full = Full.start(ground);
            Refusal why = ((Offer.Refused) full.door().offer(4L)).why();
            assertThat(why.reason()).isEqualTo(Refusal.Reason.FULL);
            assertThat(why.detail()).contains("'jobs'").contains("3 of 3").contains("the oldest for ");
            assertThat(why.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            full.pause().release();
            ground.until("there is room", () -> full.run().pressure().held() == 0);
            assertThat(full.door().offer(5L).accepted()).isTrue();
            full.door().close();
            assertThat(ground.result(full.run())).containsExactly(1L, 2L, 3L, 5L);
        });
    }

    // P21, P23: those that give up have put nothing, know it, and leave the door as it was.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void put_interruptedWhileItWaits_leavesNoItem(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Full full = Full.start(ground);
            for (int i = 0; i < 20; i++) {
                Putter putter = full.putting(ground, 99);
                putter.thread().interrupt();
                assertThat(putter.told(ground)).isInstanceOf(InterruptedException.class);
                assertThat(full.run().pressure().held()).isEqualTo(3);
            }
            Putter stays = full.putting(ground, 4);
            full.pause().release();
            assertThat(stays.told(ground)).isNull();
            full.door().close();
            assertThat(ground.result(full.run())).isEqualTo(longs(1, 5));
            assertThat(full.run().pressure().link("jobs").in()).isEqualTo(4);
        });
    }

    // T29, T30, P67: a close turns away who waits and who comes; what is in comes out, and then it is over.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void close_withItemsAndWaiters_refusesTheWaitersAndDrains(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Full full = Full.start(ground);
            Putter putter = full.putting(ground, 4);
            full.door().close();
            assertThat(putter.told(ground))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'jobs'");
            assertThatThrownBy(() -> full.door().put(5L))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(refused(full.door().offer(5L))).isEqualTo(Refusal.Reason.CLOSED);
            full.pause().release();
            assertThat(ground.result(full.run())).isEqualTo(longs(1, 4));
        });
    }

    // P65: a cancel counts what it discards and wakes who waits; closed, failed and cancelled are told apart.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void cancel_withItemsAndWaiters_wakesThem(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Full full = Full.start(ground);
            Putter putter = full.putting(ground, 4);
            ground.cancel(full.run());
            full.pause().release();
            assertThat(putter.told(ground))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("enough");
            assertThat(full.run().pressure().link("jobs").discarded()).isEqualTo(3);
            assertThatThrownBy(() -> full.door().put(5L))
                    .hasMessage("entry 'jobs' takes in nothing more: cancelled: enough");
            Running<?> fails = ground.start(Source.<Long>entry("door", 3).to(Sink.forEach(n -> {
                throw new IllegalStateException("bad " + n);
            })));
            assertThat(fails.<Long>entry("door").offer(1L).accepted()).isTrue();
            assertThat(ground.failure(fails))
                    .isInstanceOf(FlowFailedException.class)
                    .hasRootCauseMessage("bad 1");
            assertThatThrownBy(() -> fails.<Long>entry("door").put(1L))
                    .hasMessage("entry 'door' takes in nothing more: the flow has ended");
        });
    }

    // P26: who would come too late, by how fast items were taken lately, is told so now; who would not is let in.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void offer_withADeadline_isRefusedIfItsTurnComesTooLate(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var run = ground.start(Source.<Long>entry("jobs", 40)
                    .throttle(1, Duration.ofMillis(20))
                    .to(Sink.ignore()));
            Entry<Long> door = run.entry("jobs");
            longs(0, 40).forEach(item -> assertThat(door.offer(item).accepted()).isTrue());
            ground.until("some are taken", () -> run.pressure().link("jobs").out() >= 6);
            long now = ground.now();
            assertThat(refused(door.offer(
                            1L, new Deadline(now + Duration.ofMillis(5).toNanos()))))
                    .isEqualTo(Refusal.Reason.TOO_LATE);
            assertThat(door.offer(1L, new Deadline(now - 1)).accepted()).isFalse();
            assertThat(run.pressure().link("jobs").in()).isEqualTo(40);
            assertThat(door.offer(1L, new Deadline(now + Duration.ofHours(1).toNanos()))
                            .accepted())
                    .isTrue();
            ground.cancel(run);
        });
    }
}
