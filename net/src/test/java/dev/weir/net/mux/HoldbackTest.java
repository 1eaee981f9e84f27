package dev.weir.net.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A producer stops when it must, and is told once when it may go on. */
class HoldbackTest {
    private final Budget budget = new Budget(1_000, 500);
    private final AtomicInteger told = new AtomicInteger();

    private Holdback holdback(long window) {
        var holdback = new Holdback(budget, window, 100, 50);
        holdback.onRoom(told::incrementAndGet);
        return holdback;
    }

    @Test
    void handedOver_exactlyTheWindow_stopsUntilItHasLeft() { // and then it may say that this was all
        var one = holdback(10);
        assertThat(one.handedOver(10)).isFalse();
        assertThat(told).hasValue(0);
        one.left(10);
        assertThat(told).hasValue(1);
        assertThat(one.handedOver(1)).as("beyond the window").isFalse();
        one.look();
        one.allowed(1);
        assertThat(told).hasValue(1);
        one.allowed(1);
        assertThat(told).hasValue(2);
    }

    @Test
    void handedOver_moreThanTheWindow_goesOnWhenAllOfItIsCovered() {
        var one = holdback(10);
        assertThat(one.handedOver(11)).isFalse();
        one.left(10);
        one.allowed(1);
        assertThat(told).hasValue(0);
        one.allowed(1);
        assertThat(told).hasValue(1);
    }

    @Test
    void handedOver_upToTheHighMark_goesOnAtTheLowMark() {
        var one = holdback(1_000_000);
        assertThat(one.handedOver(99)).isTrue();
        assertThat(one.handedOver(1)).isFalse();
        one.left(49);
        assertThat(told).hasValue(0);
        one.left(1);
        assertThat(told).hasValue(1);
        assertThat(one.unsent()).isEqualTo(50);
    }

    @Test
    void handedOver_whenTheBudgetIsUsedUp_waitsForItButMayAlwaysHaveOneItem() {
        var others = new Holdback(budget, 1_000_000, 1_000_000, 500_000);
        others.handedOver(2_000);
        assertThat(budget.used()).isEqualTo(2_000);
        var one = holdback(1_000_000);
        assertThat(one.handedOver(5)).isFalse();
        one.left(5); // nothing of it is unsent: it may go on although the others stand still
        assertThat(told).hasValue(1);
        assertThat(one.handedOver(5)).isFalse();
        assertThat(budget.eased()).isFalse();
        others.left(1_990);
        assertThat(budget.eased()).isTrue();
        one.look();
        assertThat(told).hasValue(2);
        assertThat(budget.eased()).isFalse();
    }

    /** Two threads, one of which hands over and the other lets go: neither ever waits for the other in vain. */
    @Test
    void handedOver_besideAThreadThatMakesRoom_losesNoWakeUp() throws Exception {
        int items = 200_000;
        var room = new Semaphore(0);
        var sent = new AtomicLong();
        var one = new Holdback(budget, 7, 10, 5);
        one.onRoom(room::release);
        Thread producer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < items; i++) {
                sent.incrementAndGet();
                if (!one.handedOver(1)) {
                    room.acquireUninterruptibly();
                }
            }
        });
        for (int left = 0; left < items; ) {
            if (left < sent.get() && one.unsent() > 0) {
                one.left(1);
                one.allowed(1);
                left++;
            } else {
                Thread.onSpinWait();
            }
        }
        assertThat(producer.join(java.time.Duration.ofSeconds(10))).isTrue();
        assertThat(room.tryAcquire(0, TimeUnit.SECONDS)).isFalse();
        assertThat(budget.used()).isZero();
    }
}
