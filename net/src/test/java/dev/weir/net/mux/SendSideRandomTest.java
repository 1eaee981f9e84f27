package dev.weir.net.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, no window is overdrawn, every byte is granted once, and nothing is stuck. */
class SendSideRandomTest {
    private static final int STEPS = 20_000;
    private static final int MOST_STREAMS = 12;

    /** What is known of a stream without asking it. */
    private static final class Known {
        private SendStream<Known> stream;
        private long window;
        private long wanted;
        private boolean ending;
        private boolean over;
    }

    private final List<Known> known = new ArrayList<>();
    private long window = 500;
    private final SendSide<Known> side = new SendSide<>(window, Integer.MAX_VALUE);
    private Random random;

    private Known any() {
        return known.get(random.nextInt(known.size()));
    }

    private Priority anyPriority() {
        return new Priority(random.nextInt(8), random.nextBoolean(), 1 + random.nextInt(256));
    }

    private void open() {
        Known one = new Known();
        one.window = random.nextInt(300);
        one.stream = side.open(one, one.window, anyPriority());
        known.add(one);
    }

    private void step() {
        if (known.isEmpty() || (known.size() < MOST_STREAMS && random.nextInt(10) == 0)) {
            open();
        }
        Known one = any();
        int bytes = random.nextInt(400);
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                if (!one.ending) {
                    one.wanted += bytes;
                    side.want(one.stream, bytes);
                }
            }
            case 2 -> {
                one.window += bytes;
                assertThat(side.credit(one.stream, bytes)).isTrue();
            }
            case 3 -> {
                window += bytes;
                assertThat(side.credit(bytes)).isTrue();
            }
            case 4 -> {
                long change = bytes - 200L;
                known.forEach(each -> each.window += change);
                assertThat(side.shift(change)).isTrue();
            }
            case 5 -> {
                one.ending = true;
                side.end(one.stream);
            }
            case 6 -> {
                if (random.nextInt(10) == 0) {
                    side.close(one.stream);
                    known.remove(one);
                }
            }
            case 7 -> side.prioritize(one.stream, anyPriority());
            default -> grant();
        }
        check();
    }

    private void grant() {
        boolean ready = side.ready();
        Grant<Known> grant = side.next(1 + random.nextInt(100));
        assertThat(grant != null).isEqualTo(ready);
        if (grant != null) {
            Known one = grant.owner();
            assertThat(one.over).isFalse();
            assertThat((long) grant.bytes()).isLessThanOrEqualTo(Math.min(window, one.wanted));
            assertThat(grant.bytes() == 0 || grant.bytes() <= one.window).isTrue();
            assertThat(grant.bytes() > 0 || grant.last()).isTrue();
            window -= grant.bytes();
            one.window -= grant.bytes();
            one.wanted -= grant.bytes();
            assertThat(grant.last()).isEqualTo(one.ending && one.wanted == 0);
            if (grant.last()) {
                one.over = true;
                known.remove(one);
            }
        }
    }

    private void check() {
        assertThat(side.window()).isEqualTo(window).isNotNegative();
        boolean bytes = window > 0 && known.stream().anyMatch(one -> one.wanted > 0 && one.window > 0);
        boolean ends = known.stream().anyMatch(one -> one.wanted == 0 && one.ending);
        assertThat(side.ready()).isEqualTo(bytes || ends);
        for (Known one : known) {
            assertThat(one.stream.window()).isEqualTo(one.window);
            assertThat(one.stream.wanted()).isEqualTo(one.wanted);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anySequence_ofCalls_keepsTheInvariantsAndLeavesNothingStuck(long seed) {
        random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        side.credit(10_000_000);
        window += 10_000_000;
        known.forEach(one -> {
            one.window += 10_000_000;
            side.credit(one.stream, 10_000_000);
            one.ending = true;
            side.end(one.stream);
        });
        while (!known.isEmpty()) {
            grant();
        }
        assertThat(side.ready()).isFalse();
    }
}
