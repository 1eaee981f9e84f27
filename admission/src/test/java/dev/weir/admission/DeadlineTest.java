package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A moment is the same wherever it is looked at. */
class DeadlineTest {
    // A while from now is a while away, less what has passed since.
    @Test
    void in_aWhile_isThatLongAwayOnTheProcessClock() {
        long before = Ticker.system().nanoTime();
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        long after = Ticker.system().nanoTime();
        assertThat(deadline.nanosLeft(before)).isGreaterThanOrEqualTo(60_000_000_000L);
        assertThat(deadline.nanosLeft(after)).isLessThanOrEqualTo(60_000_000_000L);
    }

    // A clock of nanoseconds may pass the largest number on the way; past it, what is left is less than nothing.
    @Test
    void nanosLeft_acrossTheLargestNumber_isTheDifference() {
        long moment = Long.MAX_VALUE - 5;
        Deadline deadline = new Deadline(moment);
        assertThat(deadline.nanosLeft(moment - 10)).isEqualTo(10);
        assertThat(deadline.nanosLeft(moment + 10)).isEqualTo(-10);
    }
}
