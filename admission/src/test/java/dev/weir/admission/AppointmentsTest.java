package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppointmentsTest {
    private static final long TENTH = 100_000_000;

    private final Appointments appointments = new Appointments();
    private long now = -3 * TENTH; // a clock may be anywhere

    @BeforeEach
    void begin() {
        appointments.pass(now, true);
    }

    @Test
    void wholeSeconds_neverBringMoreBackInATenthOfASecondThanItServes() {
        Map<Long, Integer> comeBack = new HashMap<>();
        for (int tenth = 0; tenth < 20; tenth++) {
            for (int i = 0; i < 50; i++) {
                assertThat(appointments.next(now, 100, Long.MAX_VALUE)).isLessThanOrEqualTo(Appointments.LONGEST);
                comeBack.merge(now / TENTH + 10 * appointments.seconds(), 1, Integer::sum);
            }
            now += TENTH;
            appointments.pass(now, true);
        }
        assertThat(comeBack.values()).allMatch(many -> many <= 11).contains(11);
    }

    @Test
    void exactTimes_areOneAfterTheOther() {
        long first = appointments.next(now, 100, Long.MAX_VALUE);
        assertThat(appointments.next(now, 100, Long.MAX_VALUE)).isEqualTo(2 * first);
        assertThat(appointments.next(now, 100, Long.MAX_VALUE)).isEqualTo(3 * first);
    }

    @Test
    void whoCannotComeThen_takesNoPlace() {
        long first = appointments.next(now, 100, 1);
        assertThat(appointments.next(now, 100, Long.MAX_VALUE)).isEqualTo(first);
        assertThat(appointments.seconds()).isEqualTo(1);
    }

    @Test
    void noPlaceInSight_isSaid() {
        for (int i = 0; i < 6_500; i++) {
            appointments.next(now, 100, Long.MAX_VALUE);
        }
        assertThat(appointments.next(now, 100, Long.MAX_VALUE)).isGreaterThan(Appointments.LONGEST);
        now += 20 * TENTH;
        assertThat(appointments.next(now, 1_000, Long.MAX_VALUE)).isLessThanOrEqualTo(Appointments.LONGEST);
    }

    @Test
    void promises_areCountedAsKeptOrBroken() {
        appointments.next(now, 100, Long.MAX_VALUE);
        now += 11 * TENTH;
        appointments.pass(now, true);
        appointments.next(now, 100, Long.MAX_VALUE);
        now += 11 * TENTH;
        appointments.pass(now, false);
        assertThat(appointments.kept()).isEqualTo(1);
        assertThat(appointments.broken()).isEqualTo(1);
    }
}
