package dev.weir.proof.behaviours;

import static dev.weir.proof.behaviours.Ground.longs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Hub;
import dev.weir.HubReading;
import dev.weir.Overflow;
import dev.weir.OverflowException;
import dev.weir.Running;
import dev.weir.Source;
import dev.weir.proof.engines.Engines;
import dev.weir.testkit.SinkProbe;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many to many while running: who waits for whom, and who leaves alone. */
@Timeout(60)
class HubsOnEveryEngineTest {
    private final Hub<Long> hub = Hub.named("chat");
    private final SinkProbe<Long> stuck = SinkProbe.withRoomFor(1);

    private Running<List<Long>> slow(Ground ground, int holds, Overflow overflow) throws InterruptedException {
        return joined(ground, hub.source(Capacity.items(holds), overflow), stuck);
    }

    /** A listener, once it has joined. */
    private Running<List<Long>> joined(Ground ground, Source<Long> listening, SinkProbe<Long> sink)
            throws InterruptedException {
        int before = hub.reading().listeners();
        Running<List<Long>> run = ground.start(listening.to(sink.sink()));
        ground.until("it has joined", () -> hub.reading().listeners() == before + 1);
        return run;
    }

    // T60: who begins to speak while somebody is full waits with the first item.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void speaker_thatJoinsWhileAListenerIsFull_waitsBeforeItsFirstItem(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var listener = slow(ground, 1, Overflow.WAIT);
            var first = ground.start(Source.range(0, 3).to(hub.sink()));
            ground.until("the listener is full", () -> hub.reading().in() == 2);
            AtomicInteger pulled = new AtomicInteger();
            var late = ground.start(
                    Source.range(10, 12).peek(n -> pulled.incrementAndGet()).to(hub.sink()));
            ground.until("it has one in its hand", () -> pulled.get() > 0);
            ground.settle();
            assertThat(hub.reading()).isEqualTo(new HubReading(2, 1, 2, 0));
            assertThat(pulled).hasValue(1);
            stuck.makeRoom();
            assertThat(ground.result(first) + ground.result(late)).isEqualTo(5);
            hub.close();
            assertThat(ground.result(listener))
                    .hasSize(5)
                    .containsSubsequence(0L, 1L, 2L)
                    .containsSubsequence(10L, 11L);
        });
    }

    // P19: speakers that are held back by one listener are served in turn.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void listener_thatWaits_holdsBackAllSpeakersAndTheyTakeTurns(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var listener = slow(ground, 1, Overflow.WAIT);
            var a = ground.start(Source.range(0, 40).map(n -> 0L).to(hub.sink()));
            var b = ground.start(Source.range(0, 40).map(n -> 1L).to(hub.sink()));
            for (int i = 1; i < 44; i++) {
                int taken = i;
                ground.until("the next comes", () -> stuck.items().size() == taken);
                ground.settle();
                assertThat(stuck.items()).hasSize(taken);
                stuck.makeRoom(1);
            }
            assertThat(Collections.frequency(stuck.items().subList(4, 43), 0L)).isBetween(15, 24);
            stuck.makeRoom();
            assertThat(ground.result(a) + ground.result(b)).isEqualTo(80);
            hub.close();
            assertThat(ground.result(listener)).hasSize(80);
        });
    }

    // T65: one who does not read and may lose items concerns nobody else.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void listener_withALossyPolicy_holdsBackNobody(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var slow = slow(ground, 5, Overflow.DROP_OLDEST);
            var quick = joined(ground, hub.source(), SinkProbe.open());
            assertThat(ground.result(ground.start(Source.range(0, 500).to(hub.sink()))))
                    .isEqualTo(500);
            hub.close();
            assertThat(ground.result(quick)).isEqualTo(longs(0, 500));
            assertThat(slow.pressure().links().getFirst().dropped()).isBetween(494L, 495L);
            stuck.makeRoom();
            assertThat(ground.result(slow))
                    .endsWith(longs(495, 500).toArray(Long[]::new))
                    .hasSizeLessThan(7);
        });
    }

    // T65, P42: one who lags too far is cut off, alone.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void listener_thatIsDetached_failsAlone(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var slow = slow(ground, 5, Overflow.DETACH);
            var quick = joined(ground, hub.source(), SinkProbe.open());
            assertThat(ground.result(ground.start(Source.range(0, 500).to(hub.sink()))))
                    .isEqualTo(500);
            assertThat(hub.reading().listeners()).isEqualTo(1);
            stuck.makeRoom();
            assertThat(ground.failure(slow)).hasRootCauseInstanceOf(OverflowException.class);
            hub.close();
            assertThat(ground.result(quick)).isEqualTo(longs(0, 500));
        });
    }

    // T52: when the listener that holds all back goes away, the rest goes on.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void listener_thatLeaves_releasesTheSpeakers(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var slow = slow(ground, 3, Overflow.WAIT);
            var quick = joined(ground, hub.source(), SinkProbe.open());
            var speaker = ground.start(Source.range(0, 500).to(hub.sink()));
            ground.until("all are held back", () -> hub.reading().in() >= 4);
            ground.settle();
            assertThat(hub.reading().in()).isEqualTo(4);
            assertThat(speaker.ended()).isFalse();
            ground.cancel(slow);
            assertThat(ground.result(speaker)).isEqualTo(500);
            hub.close();
            assertThat(ground.result(quick)).isEqualTo(longs(0, 500));
        });
    }

    // P67: a speaker that leaves concerns no other.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void speaker_thatIsCancelled_leavesTheLine(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            var gone = ground.start(Source.range(0, 10).to(hub.sink()));
            var stays = ground.start(Source.range(10, 20).to(hub.sink()));
            ground.until("both wait", () -> hub.reading().speakers() == 2);
            ground.cancel(gone);
            var listener = joined(ground, hub.source(), SinkProbe.open());
            assertThat(ground.result(stays)).isEqualTo(10);
            hub.close();
            assertThat(ground.result(listener)).isEqualTo(longs(10, 20));
        });
    }

    // P37: two runs that only write to each other are reported, with what they wait for.
    @ParameterizedTest
    @EnumSource(Engines.class)
    void watchdog_ofTwoRunsThatWaitForEachOther_tellsOfBoth(Engines engine) throws Exception {
        Ground.show(engine, ground -> {
            Hub<Long> back = Hub.named("back");
            Duration patience = Duration.ofMillis(30);
            List<String> stalls = new CopyOnWriteArrayList<>();
            var one = ground.start(Source.merge(back.source(Capacity.items(4), Overflow.WAIT), Source.range(0, 1_000))
                    .to(hub.sink())
                    .named("one")
                    .watched(patience, stall -> stalls.add(stall.toString())));
            var other = ground.start(hub.source(Capacity.items(4), Overflow.WAIT)
                    .flatMap(n -> Source.of(n, n))
                    .to(back.sink())
                    .named("other")
                    .watched(patience, stall -> stalls.add(stall.toString())));
            for (String name : List.of("one", "other")) {
                ground.until(
                        "it is told of " + name,
                        () -> stalls.stream()
                                .anyMatch(stall -> stall.startsWith("'" + name + "' has not moved for PT0.")
                                        && stall.contains("waits for")));
            }
            ground.cancel(one);
            ground.cancel(other);
        });
    }
}
