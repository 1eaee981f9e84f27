package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void take_whileSlotsAreFree_servesAtOnce() {
        Slots slots = new Slots(2, 20, 1000);
        assertThat(slots.take(1000)).isEqualTo(1020);
        assertThat(slots.take(1005)).isEqualTo(1025);
    }

    @Test
    void take_whenAllAreTaken_followsTheOneBeforeItInItsSlot() {
        Slots slots = new Slots(2, 20, 0);
        slots.take(0);
        slots.take(5);
        assertThat(slots.take(6)).isEqualTo(40);
        assertThat(slots.take(6)).isEqualTo(45);
        assertThat(slots.take(6)).isEqualTo(60);
    }

    @Test
    void take_afterARest_servesAtOnceAgain() {
        Slots slots = new Slots(1, 20, 0);
        slots.take(0);
        assertThat(slots.take(100)).isEqualTo(120);
    }

    @Test
    void take_aroundTheOverflowOfTheClock_goesOn() {
        Slots slots = new Slots(1, 20, Long.MAX_VALUE - 5);
        assertThat(slots.take(Long.MAX_VALUE - 5)).isEqualTo(Long.MIN_VALUE + 14);
        assertThat(slots.take(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE + 34);
    }
}
