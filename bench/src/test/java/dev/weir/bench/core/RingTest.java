package dev.weir.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The floor of a hop loses nothing. */
@Timeout(30)
class RingTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "7,3", "16,1", "100,4", "256,30"})
    void numbers_throughRingsOfAnySize_allArrive(int capacity, int hops) throws Exception {
        for (int items : new int[] {0, 1, 63, 64, 1_000, 10_007}) {
            assertThat(Relay.sum(items, hops, capacity, n -> n + 1)).isEqualTo(Sums.below(items) + (hops - 1L) * items);
        }
    }

    @Test
    void items_inOneThread_comeInOrderUpToTheEnd() {
        Ring ring = new Ring(3);
        ring.put("a");
        ring.put("b");
        ring.put("c");
        ring.end();
        assertThat(ring.take()).isEqualTo("a");
        assertThat(ring.take()).isEqualTo("b");
        assertThat(ring.take()).isEqualTo("c");
        assertThat(ring.take()).isNull();
    }
}
