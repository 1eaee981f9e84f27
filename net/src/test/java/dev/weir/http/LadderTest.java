package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a server does with those it refuses follows what refusing costs, up and down. */
class LadderTest {
    private static final double MOST = 0.1;

    private static Ladder after(Ladder from, double share, int windows) {
        return after(from, share, 0.95, windows);
    }

    private static Ladder after(Ladder from, double share, double busy, int windows) {
        return IntStream.range(0, windows)
                .boxed()
                .reduce(from, (ladder, window) -> ladder.after(share, busy, MOST), (one, other) -> other);
    }

    @Test
    void refusing_thatTakesTooMuch_isAnsweredOneRungHigherEachHalfSecond() {
        Ladder ladder = Ladder.FOOT;
        for (Rung rung :
                new Rung[] {Rung.CLOSES, Rung.FEWER_STREAMS, Rung.PAUSES_READS, Rung.PAUSES_ACCEPTS, Rung.PAUSES_ACCEPTS
                }) {
            ladder = after(ladder, rung == Rung.PAUSES_ACCEPTS ? 0.31 : 0.11, 5);
            assertThat(ladder.rung()).isEqualTo(rung);
        }
    }

    @Test
    void refusing_thatTakesWhatItMay_staysWhereItIs() {
        assertThat(after(Ladder.FOOT, 0.1, 1_000).rung()).isEqualTo(Rung.ANSWERS);
        Ladder higher = after(Ladder.FOOT, 0.2, 10);
        assertThat(after(higher, 0.05, 1_000).rung()).isEqualTo(Rung.FEWER_STREAMS);
    }

    @Test
    void refusing_thatTakesLittle_goesBackARungAfterASecondOfIt() {
        Ladder higher = after(Ladder.FOOT, 0.4, 20);
        assertThat(after(higher, 0.04, 9).rung()).isEqualTo(Rung.PAUSES_ACCEPTS);
        assertThat(after(higher, 0.04, 10).rung()).isEqualTo(Rung.PAUSES_READS);
        assertThat(after(higher, 0.04, 39).rung()).isEqualTo(Rung.CLOSES);
        assertThat(after(higher, 0.04, 40).rung()).isEqualTo(Rung.ANSWERS);
    }

    // Those who were never refused are served as long as that is possible.
    @Test
    void accepting_goesOnUntilRefusingTakesThreeTimesWhatItMay() {
        assertThat(after(Ladder.FOOT, 0.3, 1_000).rung()).isEqualTo(Rung.PAUSES_READS);
        assertThat(after(Ladder.FOOT, 0.31, 1_000).rung()).isEqualTo(Rung.PAUSES_ACCEPTS);
    }

    // Three times as much is more than there is, if it may take much.
    @Test
    void accepting_canAlwaysBePaused_butWhereRefusingMayTakeAll() {
        Ladder half = Ladder.FOOT;
        Ladder all = Ladder.FOOT;
        for (int window = 0; window < 20; window++) {
            half = half.after(0.76, 1, 0.5);
            all = all.after(1, 1, 1);
        }
        assertThat(half.rung()).isEqualTo(Rung.PAUSES_ACCEPTS);
        assertThat(all.rung()).isEqualTo(Rung.ANSWERS);
    }

    // What nobody else wants may be spent on refusing.
    @Test
    void refusing_whenThereAreProcessorsToSpare_isNeverTooMuch() {
        assertThat(after(Ladder.FOOT, 0.8, 0.85, 1_000)).isEqualTo(Ladder.FOOT);
        Ladder higher = after(Ladder.FOOT, 0.2, 5);
        assertThat(after(higher, 0.2, 0.85, 10).rung()).isEqualTo(Rung.ANSWERS);
    }

    // A moment is nothing: a server that has just begun is slow at all it does.
    @Test
    void refusing_thatTakesTooMuchForAMoment_isLetBe() {
        Ladder ladder = Ladder.FOOT;
        for (int i = 0; i < 100; i++) {
            ladder = after(after(ladder, 0.5, 4), 0.06, 1);
        }
        assertThat(ladder.rung()).isEqualTo(Rung.ANSWERS);
    }

    // It must be little without a break: what comes and goes would have it run up and down.
    @Test
    void refusing_thatTakesMoreNowAndThen_doesNotGoBack() {
        Ladder ladder = after(Ladder.FOOT, 0.2, 5);
        for (int i = 0; i < 100; i++) {
            ladder = after(after(ladder, 0.01, 9), 0.06, 1);
        }
        assertThat(ladder.rung()).isEqualTo(Rung.CLOSES);
    }

    @Test
    void ladder_thatIsCalm_isAtItsFoot() {
        assertThat(after(Ladder.FOOT, 0, 3)).isEqualTo(Ladder.FOOT);
        assertThat(after(after(Ladder.FOOT, 0.06, 1), 0, 10)).isEqualTo(Ladder.FOOT);
        assertThat(after(after(Ladder.FOOT, 1, 90), 0, 50)).isEqualTo(Ladder.FOOT);
    }
}
