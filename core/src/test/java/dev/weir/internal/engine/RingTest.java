package dev.weir.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of a link is a queue, however it grows. */
@Timeout(20)
class RingTest {
    // Against a queue that is known to be right, filled up to any number and emptied again.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 33, 1_000})
    void ring_filledAndEmptiedAnyHow_isAQueue(int most) {
        Random random = new Random(most);
        Ring ring = new Ring(most);
        Queue<Integer> model = new ArrayDeque<>();
        for (int n = 0; n < 20_000; n++) {
            boolean fills = n / (2 * most) % 2 == 0;
            if (model.size() < most && (fills || random.nextInt(3) == 0)) {
                ring.put(n);
                model.add(n);
            } else {
                assertThat(ring.poll()).isEqualTo(model.poll());
            }
            assertThat(ring.ready()).isEqualTo(!model.isEmpty());
            if (n % 3 == 0) {
                assertThat(ring.peek()).isEqualTo(model.peek());
            }
        }
    }

    // More than the largest array holds goes into several.
    @Test
    void ring_ofMoreThanOneArrayHolds_keepsTheOrder() {
        Ring ring = new Ring(Integer.MAX_VALUE);
        for (int round = 0; round < 2; round++) {
            for (int n = 0; n < 200_000; n++) {
                ring.put(n);
            }
            for (int n = 0; n < 200_000; n++) {
                assertThat(ring.poll() instanceof Integer got && got == n).isTrue();
            }
            assertThat(ring.poll()).isNull();
        }
    }

    // A writer and a reader at the same time lose nothing and change no order.
    @Test
    void ring_writtenAndReadAtOnce_keepsTheOrder() {
        Ring ring = new Ring(1);
        int many = 300_000;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int n = 0; n < many; n++) {
                ring.put(n);
            }
        });
        for (int n = 0; n < many; ) {
            Object got = ring.poll();
            if (got == null) {
                Thread.onSpinWait();
            } else {
                assertThat(got instanceof Integer is && is == n).isTrue();
                n++;
            }
        }
        writer.join();
        assertThat(ring.ready()).isFalse();
    }
}
