package dev.weir.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What attackers did is added up. */
class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void cuts_areCountedByWhatTheyWere() {
        tally.over(Optional.of(new Cut("reset", 4)));
        tally.over(Optional.of(new Cut("closed", 2)));
        tally.over(Optional.of(new Cut("reset", 9)));
        tally.over(Optional.empty());
        assertThat(tally.cuts()).isEqualTo(Map.of("reset", 2, "closed", 1));
        assertThat(tally.open()).isEqualTo(1);
        assertThat(tally.cutAfter(0.5)).isEqualTo(4);
        assertThat(tally.cutAfter(1)).isEqualTo(9);
    }

    @Test
    void cutAfter_whereNobodyWas_isNoNumber() {
        assertThat(tally.cutAfter(0.5)).isNaN();
    }

    @Test
    void cuts_ofManyConnections_areAllKept() {
        IntStream.range(0, 1_000).forEach(i -> tally.over(Optional.of(new Cut("closed", i))));
        assertThat(tally.cuts()).isEqualTo(Map.of("closed", 1_000));
        assertThat(tally.cutAfter(1)).isEqualTo(999);
    }
}
