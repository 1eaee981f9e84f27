package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many to many while running. */
@Timeout(20)
class HubTest {
    private final ManualEngine engine = new ManualEngine();

    private <R> Running<R> manual(Pipeline<R> flow) {
        Running<R> run = flow.on(engine).start();
        engine.runAll();
        return run;
    }

    @Test
    void hub_withManyOfBoth_givesEachItemToAllInOneOrder() {
        Hub<Long> hub = Hub.named("all");
        List<Running<List<Long>>> listeners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listeners.add(hub.source().to(Sink.<Long>toList()).start());
        }
        List<Running<Long>> speakers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long from = i * 10_000L;
            speakers.add(Source.range(from, from + 5_000).to(hub.sink()).start());
        }
        speakers.forEach(speaker -> assertThat(result(speaker)).isEqualTo(5_000));
        hub.close();
        List<Long> first = result(listeners.getFirst());
        assertThat(first).hasSize(20_000).doesNotHaveDuplicates();
        listeners.forEach(listener -> {
            assertThat(result(listener)).as("one order for all").isEqualTo(first);
            assertQuiet(listener);
        });
        assertThat(hub.reading()).isEqualTo(new HubReading(0, 0, 20_000, 0));
    }

    @Test
    void hub_withoutListeners_holdsBackItsSpeakers() {
        Hub<Long> hub = Hub.named("empty");
        Flows.Counted counted = new Flows.Counted();
        Running<Long> speaker = manual(counted.source(100).to(hub.sink()));
        assertThat(counted.pulled).hasValue(1);
        Running<List<Long>> listener = manual(hub.source().limit(100).to(Sink.<Long>toList()));
        assertThat(result(listener)).isEqualTo(longs(0, 100));
        engine.runAll();
        assertThat(result(speaker)).isEqualTo(100);
    }

    @Test
    void hub_thatIsLive_countsWhatNobodyHears() {
        Hub<Long> hub = Hub.live("news");
        assertThat(result(manual(Source.range(0, 10).to(hub.sink())))).isEqualTo(10);
        assertThat(hub.reading().unheard()).isEqualTo(10);
    }

    @Test
    void hub_thatReplays_givesTheLastItemsToLateListeners() {
        Hub<Long> hub = Hub.replaying("history", 3);
        result(manual(Source.range(0, 10).to(hub.sink())));
        Running<List<Long>> late = manual(hub.source().to(Sink.<Long>toList()));
        result(manual(Source.range(10, 12).to(hub.sink())));
        hub.close();
        engine.runAll();
        assertThat(result(late)).containsExactly(7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void listener_thatWaits_holdsBackAllSpeakersAndTheyTakeTurns() { // P16
        Hub<String> hub = Hub.named("slow");
        Flows.Gate<String> gate = new Flows.Gate<>();
        Running<List<String>> listener =
                manual(hub.source(Capacity.items(1), Overflow.WAIT).to(gate.sink()));
        Running<Long> a = manual(Source.range(0, 20).map(n -> "a").to(hub.sink()));
        Running<Long> b = manual(Source.range(0, 20).map(n -> "b").to(hub.sink()));
        for (int i = 0; i < 20; i++) {
            gate.openForOne();
            engine.runAll();
        }
        List<String> turns = gate.items.subList(4, 20);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i)).as("in turn: " + turns).isNotEqualTo(turns.get(i - 1));
        }
        gate.open();
        engine.runAll();
        assertThat(result(a) + result(b)).isEqualTo(40);
        hub.close();
        engine.runAll();
        assertThat(result(listener)).hasSize(40);
    }

    @Test
    void speaker_thatJoinsWhileAListenerIsFull_waitsBeforeItsFirstItem() { // T60
        Hub<Long> hub = Hub.named("slow");
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<Long>> listener =
                manual(hub.source(Capacity.items(1), Overflow.WAIT).to(gate.sink()));
        Running<Long> first = manual(Source.range(0, 3).to(hub.sink()));
        assertThat(hub.reading().in()).isEqualTo(2);
        Flows.Counted counted = new Flows.Counted();
        Running<Long> late = manual(counted.source(2).map(n -> n + 10).to(hub.sink()));
        assertThat(hub.reading()).isEqualTo(new HubReading(2, 1, 2, 0));
        assertThat(counted.pulled).as("in its hand").hasValue(1);
        gate.open();
        engine.runAll();
        assertThat(result(first) + result(late)).isEqualTo(5);
        hub.close();
        engine.runAll();
        assertThat(result(listener)).containsExactly(0L, 1L, 2L, 10L, 11L);
    }

    // User code that lets go of an item may wait for another thread that uses the hub.
    @Test
    void listener_thatDropsWhatOwnsSomething_releasesItUnderNoLock() {
        Hub<Long> hub = Hub.named("chat");
        List<Long> released = new ArrayList<>();
        Flows.Gate<Long> stopped = new Flows.Gate<>();
        Running<List<Long>> slow = manual(hub.source(Capacity.items(2), Overflow.DROP_OLDEST)
                .releasing(Long.class, item -> {
                    Thread asks = Thread.ofVirtual()
                            .start(() -> assertThat(hub.reading().in()).isPositive());
                    asks.join();
                    released.add(item);
                })
                .to(stopped.sink()));
        assertThat(result(manual(Source.range(0, 5).to(hub.sink())))).isEqualTo(5);
        assertThat(released).containsExactly(0L, 1L, 2L);
        hub.close();
        stopped.open();
        engine.runAll();
        assertThat(result(slow)).containsExactly(3L, 4L);
    }

    @Test
    void listener_withALossyPolicy_holdsBackNobody() { // T65
        Hub<Long> hub = Hub.named("chat");
        Flows.Gate<Long> stopped = new Flows.Gate<>();
        Running<List<Long>> slow =
                manual(hub.source(Capacity.items(5), Overflow.DROP_OLDEST).to(stopped.sink()));
        Running<List<Long>> quick = manual(hub.source().to(Sink.<Long>toList()));
        assertThat(result(manual(Source.range(0, 1_000).to(hub.sink())))).isEqualTo(1_000);
        hub.close();
        engine.runAll();
        assertThat(result(quick)).hasSize(1_000);
        assertThat(slow.pressure().links().getFirst().dropped()).isGreaterThan(900);
        stopped.open();
        engine.runAll();
        assertThat(result(slow)).endsWith(999L).hasSizeLessThan(10);
        assertQuiet(slow);
    }

    @Test
    void listener_thatIsDetached_failsAlone() { // T65, P42
        Hub<Long> hub = Hub.named("chat");
        Flows.Gate<Long> stopped = new Flows.Gate<>();
        Running<List<Long>> slow =
                manual(hub.source(Capacity.items(5), Overflow.DETACH).to(stopped.sink()));
        Running<Long> quick = manual(hub.source().to(Sink.<Long>count()));
        assertThat(result(manual(Source.range(0, 1_000).to(hub.sink())))).isEqualTo(1_000);
        assertThat(hub.reading().listeners()).isEqualTo(1);
        stopped.open();
        engine.runAll();
        assertThat(failure(slow)).hasRootCauseInstanceOf(OverflowException.class);
        hub.close();
        engine.runAll();
        assertThat(result(quick)).isEqualTo(1_000);
    }

    @Test
    void listener_thatLeaves_releasesTheSpeakers() { // T52
        Hub<Long> hub = Hub.named("chat");
        Running<?> stuck = manual(hub.source().to(new Flows.Gate<Long>().sink()));
        Running<Long> quick = manual(hub.source().to(Sink.<Long>count()));
        Running<Long> speaker = manual(Source.range(0, 1_000).to(hub.sink()));
        assertThat(speaker.ended()).isFalse();
        stuck.cancel("gone");
        engine.runAll();
        assertThat(result(speaker)).isEqualTo(1_000);
        hub.close();
        engine.runAll();
        assertThat(result(quick)).isEqualTo(1_000);
    }

    @Test
    void close_whileSpeakersWait_stopsThemAndReleasesWhatTheyHold() {
        Hub<Long> hub = Hub.named("empty");
        List<Long> released = new ArrayList<>();
        Running<Long> speaker =
                manual(Source.range(0, 100).releasing(Long.class, released::add).to(hub.sink()));
        hub.close();
        engine.runAll();
        assertThat(result(speaker)).isZero();
        assertThat(released).containsExactly(0L);
        assertQuiet(speaker);
    }

    @Test
    void speaker_thatIsCancelled_leavesTheLine() {
        Hub<Long> hub = Hub.named("empty");
        Running<Long> speaker = manual(Source.range(0, 100).to(hub.sink()));
        speaker.cancel("gone");
        engine.runAll();
        assertThat(failure(speaker)).isInstanceOf(FlowCancelledException.class);
        Running<List<Long>> listener = manual(hub.source().to(Sink.<Long>toList()));
        hub.close();
        engine.runAll();
        assertThat(result(listener)).isEmpty();
        assertQuiet(speaker);
    }

    // A speaker whose source has ended has not ended while its last item waits: it is given, or let go by a cancel.
    @Test
    void speaker_whoseLastItemWaits_endsWithIt() {
        Hub<Long> hub = Hub.named("late");
        List<Long> released = new ArrayList<>();
        Source<Long> last = Source.of(7L).releasing(Long.class, released::add);
        Running<Long> given = manual(last.to(hub.sink()));
        Running<Long> cancelled = manual(last.to(hub.sink()));
        assertThat(given.ended()).isFalse();
        assertThat(given.pressure().held()).isEqualTo(1);
        cancelled.cancel("enough");
        engine.runAll();
        assertThat(failure(cancelled)).isInstanceOf(FlowCancelledException.class);
        assertThat(released).containsExactly(7L);
        assertQuiet(cancelled);
        Running<List<Long>> listener = manual(hub.source().to(Sink.<Long>toList()));
        assertThat(result(given)).isEqualTo(1);
        assertQuiet(given);
        hub.close();
        engine.runAll();
        assertThat(result(listener)).containsExactly(7L);
    }

    // Who joins a hub that is closed already gets a clean end.
    @Test
    void listener_ofAClosedHub_endsCleanly() {
        Hub<Long> hub = Hub.named("closed");
        hub.close();
        assertThat(result(manual(hub.source().to(Sink.<Long>toList())))).isEmpty();
    }

    @Test
    void listeners_thatComeAndGo_getEachAContiguousStretch() { // T56
        Hub<Long> hub = Hub.live("stream");
        Running<Long> speaker = Source.range(0, Long.MAX_VALUE).to(hub.sink()).start();
        for (int i = 0; i < 50; i++) {
            List<Long> some = hub.source().limit(100).toList();
            assertThat(some).isEqualTo(longs(some.getFirst(), some.getFirst() + 100));
        }
        speaker.close();
        hub.close();
    }

    @Test
    void hub_withAListenerThatWouldFailIt_refuses() {
        assertThatThrownBy(() -> Hub.named("x").source(Capacity.DEFAULT, Overflow.FAIL))
                .hasMessageContaining("use DETACH");
    }
}
