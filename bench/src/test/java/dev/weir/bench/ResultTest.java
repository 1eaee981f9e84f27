package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Forks come together to one number, and that is set against others. */
class ResultTest {
    @Test
    void nanos_ofThreeForks_areThoseInTheMiddle() {
        Result result = Results.of("stages.weir", 9, 2, 4);
        assertThat(result.nanos()).isEqualTo(4);
        assertThat(result.leastNanos()).isEqualTo(2);
        assertThat(result.mostNanos()).isEqualTo(9);
    }

    @Test
    void nanos_ofAnEvenNumberOfForks_areBetweenThoseInTheMiddle() {
        assertThat(Results.of("stages.weir", 9, 2, 4, 5).nanos()).isEqualTo(4.5);
    }

    @Test
    void nanos_ofOneFork_areItsOwn() {
        assertThat(Results.of("stages.weir", 7).nanos()).isEqualTo(7);
    }

    @Test
    void result_withoutForks_isRefused() {
        assertThatThrownBy(() -> Results.of("stages.weir"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a result must have >= 1 fork but had 0: stages.weir");
    }

    @Test
    void ratio_isToTheBaselineOfItsOwnGroup() {
        List<Result> all =
                List.of(Results.of("stages.iterators", 2), Results.of("stages.weir", 5), Results.of("door.weir", 90));
        assertThat(all.get(0).ratio(all)).hasValue(1);
        assertThat(all.get(1).ratio(all)).hasValue(2.5);
        assertThat(all.get(2).ratio(all)).as("its baseline was not measured").isEmpty();
    }

    @Test
    void perStage_withAndWithoutStages_isAThirdOfTheDifference() {
        List<PerStage> stages = PerStage.of(List.of(
                Results.of("stages.weir", 10, 11, 12),
                Results.of("stages.weirNoStages", 5),
                Results.of("stages.stream", 8)));
        assertThat(stages).singleElement().satisfies(one -> {
            assertThat(one.method()).isEqualTo("weir");
            assertThat(one.nanos()).isEqualTo(2, within(1e-9));
        });
    }
}
