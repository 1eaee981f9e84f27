package dev.weir.net.mux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who sends, how much, and in which order. */
class SendSideTest {
    private static final long MOST = Integer.MAX_VALUE;
    private static final int FRAME = 100;

    private final SendSide<String> side = new SendSide<>(1_000, MOST);

    private SendStream<String> stream(String name, long window, Priority priority) {
        return side.open(name, window, priority);
    }

    private Map<String, Long> drain(int grants) {
        Map<String, Long> sent = new HashMap<>();
        for (int i = 0; i < grants && side.ready(); i++) {
            Grant<String> grant = side.next(FRAME);
            sent.merge(grant.owner(), (long) grant.bytes(), Long::sum);
        }
        return sent;
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        while (side.ready()) {
            order.add(side.next(FRAME).owner());
        }
        return order;
    }

    @Test
    void next_withoutStreams_isNothing() {
        assertThat(side.ready()).isFalse();
        assertThat(side.next(FRAME)).isNull();
    }

    @Test
    void next_moreThanTheStreamsWindow_grantsTheWindowAndNoMore() {
        var a = stream("a", 150, Priority.DEFAULT);
        side.want(a, 151);
        assertThat(drain(9)).containsExactly(Map.entry("a", 150L));
        assertThat(side.ready()).isFalse();
        assertThat(a.stalled()).isTrue();
        assertThat(a.wanted()).isEqualTo(1);
        assertThat(side.credit(a, 5)).isTrue();
        assertThat(side.next(FRAME)).isEqualTo(new Grant<>("a", 1, false));
        assertThat(a.window()).isEqualTo(4);
    }

    @Test
    void next_withoutTheConnectionsWindow_isNothingUntilBothAreThere() {
        var a = stream("a", 2_000, Priority.DEFAULT);
        side.want(a, 3_000);
        drain(99);
        assertThat(side.window()).isZero();
        assertThat(a.window()).isEqualTo(1_000);
        assertThat(side.next(FRAME)).isNull();
        side.credit(a, 10);
        assertThat(side.ready()).isFalse();
        side.credit(10);
        assertThat(side.next(FRAME)).isEqualTo(new Grant<>("a", 10, false));
    }

    @Test
    void shift_belowZero_stopsTheStreamUntilItIsAboveAgain() {
        var a = stream("a", 100, Priority.DEFAULT);
        side.want(a, 200);
        drain(9);
        assertThat(side.shift(-60)).isTrue();
        assertThat(a.window()).isEqualTo(-60);
        side.credit(a, 60);
        assertThat(side.ready()).isFalse();
        assertThat(side.shift(40)).isTrue();
        assertThat(side.next(FRAME)).isEqualTo(new Grant<>("a", 40, false));
    }

    @Test
    void credit_beyondTheMost_isRefusedAndChangesNothing() {
        var a = stream("a", 100, Priority.DEFAULT);
        assertThat(side.credit(a, MOST)).isFalse();
        assertThat(side.credit(MOST)).isFalse();
        assertThat(side.shift(MOST)).isFalse();
        assertThat(a.window()).isEqualTo(100);
        assertThat(side.window()).isEqualTo(1_000);
    }

    @Test
    void end_whileBlocked_goesWithTheLastByte() {
        var a = stream("a", 10, Priority.DEFAULT);
        side.want(a, 15);
        side.end(a);
        assertThat(side.next(FRAME)).isEqualTo(new Grant<>("a", 10, false));
        side.credit(a, 100);
        assertThat(side.next(FRAME)).isEqualTo(new Grant<>("a", 5, true));
        assertThat(side.ready()).isFalse();
    }

    @Test
    void end_withoutBytes_needsNoWindow() {
        var none = new SendSide<String>(0, MOST);
        var a = none.open("a", 0, Priority.DEFAULT);
        none.end(a);
        assertThat(none.next(FRAME)).isEqualTo(new Grant<>("a", 0, true));
        assertThat(none.ready()).isFalse();
    }

    @Test
    void close_ofAStreamThatWaits_forgetsWhatItWanted() {
        var a = stream("a", 100, Priority.DEFAULT);
        var b = stream("b", 100, Priority.DEFAULT);
        side.want(a, 100);
        side.end(b);
        side.close(a);
        side.close(b);
        assertThat(side.ready()).isFalse();
        assertThat(side.credit(a, MOST)).isTrue();
        side.want(a, 5);
        side.end(a);
        assertThat(side.ready()).isFalse();
    }

    @Test
    void next_moreUrgent_goesFirstAndLetsOthersGoWhileItIsBlocked() {
        var late = stream("late", 500, new Priority(5, false, 16));
        var soon = stream("soon", 200, new Priority(0, false, 16));
        side.want(late, 500);
        side.want(soon, 300);
        assertThat(order()).containsExactly("soon", "soon", "late", "late", "late", "late", "late");
    }

    @Test
    void next_notIncremental_isSentOneAfterTheOtherInTheOrderOfOpening() {
        var a = stream("a", 300, Priority.DEFAULT);
        var b = stream("b", 300, Priority.DEFAULT);
        side.want(b, 100);
        side.want(a, 200);
        assertThat(order()).containsExactly("a", "a", "b");
    }

    @Test
    void next_incremental_sharesByWeight() {
        side.credit(200_000);
        for (int weight : new int[] {64, 32, 16}) {
            side.want(stream("w" + weight, 1_000_000, Priority.sharing(3, weight)), 1_000_000);
        }
        Map<String, Long> sent = drain(700);
        assertThat(sent.get("w64")).isBetween(39_800L, 40_200L);
        assertThat(sent.get("w32")).isBetween(19_800L, 20_200L);
        assertThat(sent.get("w16")).isBetween(9_800L, 10_200L);
    }

    @Test
    void next_thoseInOrderAndThoseThatShare_haveEachAPart() {
        side.credit(200_000);
        for (String name : List.of("a", "b")) {
            side.want(stream(name, 1_000_000, Priority.DEFAULT), 1_000_000);
        }
        side.want(stream("s", 1_000_000, Priority.sharing(3, 16)), 1_000_000);
        Map<String, Long> sent = drain(200);
        assertThat(sent.get("a")).isEqualTo(10_000L);
        assertThat(sent.get("s")).isEqualTo(10_000L);
        assertThat(sent).doesNotContainKey("b");
    }

    @Test
    void next_afterALongRest_hasNoTurnsSavedUp() {
        side.credit(1_000_000);
        var rested = stream("rested", 1_000_000, Priority.sharing(3, 16));
        var busy = stream("busy", 1_000_000, Priority.sharing(3, 16));
        side.want(busy, 1_000_000);
        drain(1_000);
        side.want(rested, 1_000_000);
        Map<String, Long> sent = drain(100);
        assertThat(sent.get("busy")).isBetween(4_900L, 5_100L);
        assertThat(sent.get("rested")).isBetween(4_900L, 5_100L);
    }

    @Test
    void prioritize_whileItWaits_changesItsTurn() {
        var a = stream("a", 300, Priority.DEFAULT);
        var b = stream("b", 300, Priority.DEFAULT);
        side.want(a, 100);
        side.want(b, 100);
        side.prioritize(b, new Priority(0, true, 1));
        assertThat(order()).containsExactly("b", "a");
    }

    @Test
    void priority_outOfItsRange_isRefused() {
        assertThatThrownBy(() -> new Priority(8, false, 16))
                .hasMessageContaining("an urgency must be 0 to 7 but was 8");
        assertThatThrownBy(() -> new Priority(3, false, 0)).hasMessageContaining("a weight must be 1 to 256 but was 0");
        assertThatThrownBy(() -> new Priority(3, false, 257)).hasMessageContaining("but was 257");
    }
}
