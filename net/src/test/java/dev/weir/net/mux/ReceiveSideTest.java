package dev.weir.net.mux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.mux.ReceiveSide.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credit follows what was consumed and is never lost. */
class ReceiveSideTest {
    private final ReceiveSide side = new ReceiveSide(1_000, 1_000);

    @Test
    void update_beforeAnythingWasConsumed_isNone() {
        var stream = side.open(100);
        assertThat(side.received(stream, 100)).isEqualTo(Verdict.KEPT);
        assertThat(stream.update()).isZero();
        assertThat(side.update()).isZero();
        assertThat(stream.unread()).isEqualTo(100);
    }

    @Test
    void update_afterHalfWasConsumed_coversWhatWasConsumedAndNoMore() {
        var stream = side.open(100);
        side.received(stream, 90);
        side.consumed(stream, 49);
        assertThat(stream.update()).isZero();
        side.consumed(stream, 2);
        assertThat(stream.update()).isEqualTo(51);
        assertThat(stream.update()).isZero();
        assertThat(stream.available()).isEqualTo(61);
    }

    @Test
    void update_ofAWindowOfOne_comesWithEachByte() {
        var stream = side.open(1);
        for (int i = 0; i < 5; i++) {
            assertThat(side.received(stream, 1)).isEqualTo(Verdict.KEPT);
            side.consumed(stream, 1);
            assertThat(stream.update()).isEqualTo(1);
        }
    }

    @Test
    void received_beyondTheStreamsWindow_isTold() {
        var stream = side.open(100);
        assertThat(side.received(stream, 101)).isEqualTo(Verdict.STREAM_EXCEEDED);
        side.close(stream);
        assertThat(side.available()).isEqualTo(899);
        assertThat(side.unread()).isZero();
    }

    @Test
    void received_beyondTheConnectionsWindow_isTold() {
        var stream = side.open(5_000);
        assertThat(side.received(stream, 1_001)).isEqualTo(Verdict.CONNECTION_EXCEEDED);
        assertThat(side.discarded(1_001)).isEqualTo(Verdict.CONNECTION_EXCEEDED);
        assertThat(stream.unread()).isZero();
    }

    @Test
    void consumed_moreThanIsUnread_isAnError() {
        var stream = side.open(100);
        side.received(stream, 5);
        assertThatThrownBy(() -> side.consumed(stream, 6))
                .hasMessageContaining("no more than what is unread can be consumed, 5 bytes, but it was 6");
    }

    @Test
    void aStreamThatStandsStill_leavesTheOthersTheirWindows() {
        var still = side.open(400);
        var moves = side.open(400);
        side.received(still, 400);
        long moved = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(side.received(moves, 200)).isEqualTo(Verdict.KEPT);
            side.consumed(moves, 200);
            moved += moves.update();
            side.update();
        }
        assertThat(moved).isEqualTo(20_000);
        assertThat(still.available()).isZero();
    }

    @Test
    void close_of10000StreamsWithUnreadBytes_givesAllOfTheConnectionsCreditBack() {
        long given = 0;
        for (int i = 0; i < 10_000; i++) {
            var stream = side.open(100);
            assertThat(side.received(stream, 1 + i % 100)).isEqualTo(Verdict.KEPT);
            side.consumed(stream, i % 3 == 0 ? 1 : 0);
            side.close(stream);
            side.close(stream);
            assertThat(side.received(stream, 50)).isEqualTo(Verdict.KEPT); // still on its way
            side.consumed(stream, 50);
            assertThat(stream.update()).isZero();
            given += side.update();
        }
        assertThat(given).isPositive();
        assertThat(side.unread()).isZero();
        side.discarded(side.available());
        assertThat(side.update()).isEqualTo(1_000);
        assertThat(side.available()).isEqualTo(1_000);
    }

    @Test
    void aWindowThatIsToBeLarger_isToldAtOnce() {
        var large = new ReceiveSide(65_535, 1_000_000);
        assertThat(large.update()).isEqualTo(1_000_000 - 65_535);
        assertThat(large.update()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anySequence_ofCalls_conservesTheConnectionsCredit(long seed) {
        var random = new Random(seed);
        List<ReceiveStream> streams = new ArrayList<>();
        long available = 1_000; // as the peer knows it
        for (int i = 0; i < 50_000; i++) {
            if (streams.size() < 8) {
                streams.add(side.open(1 + random.nextInt(300)));
            }
            ReceiveStream stream = streams.get(random.nextInt(streams.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    int bytes = (int) Math.min(available, random.nextInt((int) stream.available() + 1));
                    assertThat(side.received(stream, bytes)).isEqualTo(Verdict.KEPT);
                    available -= bytes;
                }
                case 1 -> side.consumed(stream, random.nextInt((int) stream.unread() + 1));
                case 2 -> {
                    side.close(stream);
                    streams.remove(stream);
                }
                default -> {
                    int bytes = (int) Math.min(available, random.nextInt(50));
                    assertThat(side.discarded(bytes)).isEqualTo(Verdict.KEPT);
                    available -= bytes;
                }
            }
            available += side.update();
            assertThat(available).isEqualTo(side.available());
            assertThat(side.unread())
                    .isEqualTo(streams.stream().mapToLong(ReceiveStream::unread).sum());
            assertThat(side.available() + side.unread()).isBetween(501L, 1_000L); // less than half is kept back
        }
    }
}
