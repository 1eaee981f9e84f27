package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forks come together to one number, and that is set against others. */
class ResultTest {
    @Test
    void value_ofThreeForks_isThatInTheMiddle() {
        Result result = Results.hop("weir", 16, 9, 2, 4);
        assertThat(result.value()).isEqualTo(4);
        assertThat(result.least()).isEqualTo(2);
        assertThat(result.most()).isEqualTo(9);
        assertThat(result.median("bytes/item")).isEqualTo(16);
    }

    @Test
    void value_ofAnEvenNumberOfForks_isBetweenThoseInTheMiddle() {
        assertThat(Results.hop("weir", 16, 9, 2, 4, 5).value()).isEqualTo(4.5);
    }

    @Test
    void result_withoutForks_isRefused() {
        assertThatThrownBy(() -> Results.hop("weir", 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a result must have >= 1 fork but had 0: W2 capacity=16 weir");
    }

    @Test
    void score_withoutMetrics_isRefused() {
        assertThatThrownBy(() -> new Score(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a score must have >= 1 metric but had 0");
    }

    @Test
    void standings_ofThreeCapacities_haveAPartForEach() {
        List<Standings> parts = Standings.of(Results.hops());
        assertThat(parts)
                .extracting(Standings::title)
                .containsExactly(
                        "W2 one hop between two threads capacity=16",
                        "W2 one hop between two threads capacity=256",
                        "W2 one hop between two threads capacity=1024");
        assertThat(parts.getFirst().floors()).extracting(Result::value).containsExactly(40.0);
    }

    @Test
    void bestPeer_isTheFastestThatIsNeitherOursNorAFloor() {
        Standings part = Standings.of(List.of(
                        Results.hop("floorRing", 16, 1),
                        Results.hop("weirEmit", 16, 2),
                        Results.hop("reactor", 16, 4),
                        Results.hop("kotlin", 16, 3)))
                .getFirst();
        assertThat(part.bestPeer()).map(peer -> peer.subject().contender()).hasValue("kotlin");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0123,0.0123",
        "0.00001,0.00",
        "0,0.00",
        "0.544,0.54",
        "9.99,9.99",
        "9.996,10.0",
        "99.94,99.9",
        "99.96,100",
        "12345.6,'12,346'",
        "-0.5,-0.50",
        "NaN,-"
    })
    void numbers_haveThreeDigitsThatCount(double value, String text) {
        assertThat(Numbers.shown(value)).isEqualTo(text);
    }

    @Test
    void ratio_toNothing_isNone() {
        assertThat(Numbers.ratio(5, 2)).isEqualTo("2.50");
        assertThat(Numbers.ratio(5, 0)).isEqualTo("-");
    }
}
