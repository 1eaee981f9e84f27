package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.admission.Decision.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an admission promises of each single decision. */
@Timeout(20)
class AdmissionTest {
    private long now;

    private static Refusal refusal(Decision decision) {
        return ((Refused) decision).why();
    }

    @Test
    void tryEnter_beyondTheMost_isRefusedWithTheNumber() {
        Admission admission = Admission.adaptive().most(2);
        assertThat(admission.tryEnter()).isInstanceOf(Permit.class);
        assertThat(admission.tryEnter()).isInstanceOf(Permit.class);
        Refusal why = refusal(admission.tryEnter());
        assertThat(why.reason()).isEqualTo(Refusal.Reason.FULL);
        assertThat(why.detail()).isEqualTo("2 inside and 0 waiting, the most there may be");
        assertThat(why.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void permit_closedTwice_givesOnePlaceBack() {
        Admission admission = Admission.adaptive().most(2);
        Permit first = (Permit) admission.tryEnter();
        Permit second = (Permit) admission.tryEnter();
        first.close();
        first.close();
        first.withdraw();
        assertThat(admission.read().inside()).isEqualTo(1);
        second.withdraw();
        second.close();
        assertThat(admission.read().inside()).isZero();
        assertThat(admission.read().admitted()).isEqualTo(2);
    }

    /** A service of one slot and a second: the second request would wait a second, and can wait a quarter. */
    @Test
    void tryEnter_thatWouldWaitTooLong_isRefusedWithTheReason() {
        Admission admission = Admission.adaptive().clock(() -> now);
        for (int i = 0; i < 40; i++) { // of two, the second takes twice as long: no more is useful than one
            serve(admission, 1, 1_000_000_000L);
            serve(admission, 2, 1_000_000_000L);
        }
        assertThat(admission.tryEnter()).isInstanceOf(Permit.class);
        Refusal why = refusal(admission.tryEnter());
        assertThat(why.reason()).isEqualTo(Refusal.Reason.TOO_LATE);
        assertThat(why.detail())
                .startsWith("1 inside, 0 waiting, 1 a second leave: a wait of ")
                .endsWith("longer than 900 ms");
        assertThat(refusal(admission.tryEnter(Work.normal().canWait(Duration.ofNanos(1))))
                        .retryAfter())
                .isGreaterThan(Duration.ofSeconds(1));
    }

    /** So many come together, and are served one after the other. */
    private void serve(Admission admission, int together, long nanos) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            if (admission.tryEnter() instanceof Permit permit) {
                permits.add(permit);
            }
        }
        for (Permit permit : permits) {
            now += nanos;
            permit.close();
        }
    }

    /** An empty service is never refused, whatever was measured. */
    @Test
    void tryEnter_whenNothingIsInside_isAdmitted() {
        Admission admission = Admission.adaptive().clock(() -> now);
        for (int i = 0; i < 100; i++) {
            serve(admission, 1, 60_000_000_000L);
        }
        assertThat(admission.tryEnter(Work.normal().canWait(Duration.ofNanos(1))))
                .isInstanceOf(Permit.class);
    }

    @Test
    void settings_outOfBounds_areRefused() {
        assertThatThrownBy(() -> Admission.adaptive().maxWait(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the longest wait must be > 0 but was PT0S");
        assertThatThrownBy(() -> Admission.adaptive().most(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least 1 request must be admitted but the most was 0");
        assertThatThrownBy(() -> Admission.adaptive().waiting(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 requests or more may wait but it was -1");
        assertThatThrownBy(() -> Admission.adaptive().maxWait(Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the longest wait must be a day or less but was PT48H");
        assertThatThrownBy(() -> Stage.named("db").slots(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stage 'db' must have 1 slot or more but was given 0; leave it out to have it measured");
        assertThatThrownBy(() -> Work.normal().attempt(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("work must have been tried 0 times or more before but was -1; the first attempt is 0");
    }

    /** Two threads for each processor enter and leave as fast as they can: never more inside than may be. */
    @Test
    void tryEnter_byManyThreads_neverAdmitsTooMany() throws Exception {
        Admission admission = Admission.adaptive().most(7);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> caller = () -> {
            for (int i = 0; i < 25_000; i++) {
                if (admission.tryEnter() instanceof Permit permit) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    permit.close();
                }
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.of(caller, caller, caller, caller))) {
                done.get();
            }
        }
        assertThat(most.get()).isLessThanOrEqualTo(7);
        assertThat(admission.read().inside()).isZero();
        assertThat(admission.read().peak()).isLessThanOrEqualTo(7);
    }

    @Test
    void refusal_ofAnyTime_saysWholeSecondsAndNeverNone() {
        assertThat(new Refusal(Refusal.Reason.FULL, "", Duration.ZERO).retryAfter())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(new Refusal(Refusal.Reason.FULL, "", Duration.ofMillis(2001)).retryAfter())
                .isEqualTo(Duration.ofSeconds(3));
    }

    // Time without work is nobody's, whether the last one was done or withdrew.
    @Test
    void read_afterIdleTimes_tellsTheRateOfTheBusyOnes() {
        Admission admission = Admission.adaptive().clock(() -> now);
        for (int i = 0; i < 50; i++) {
            serve(admission, 1, 100_000_000L);
            now += 10_000_000_000L;
        }
        ((Permit) admission.tryEnter()).withdraw();
        now += 10_000_000_000L;
        assertThat(admission.read().perSecond()).isCloseTo(10, within(0.5));
        assertThat(admission.read().inside()).isZero();
        assertThat(admission.read().peak()).isEqualTo(1);
        assertThat(admission.read().admitted()).isEqualTo(51);
    }

    // The longest wait is the settings', and each refusal is counted and tells it.
    @Test
    void tryEnter_withAnotherLongestWait_isRefusedBeyondIt() {
        Admission admission = Admission.adaptive().most(1_000).clock(() -> now).maxWait(Duration.ofSeconds(1));
        for (int i = 0; i < 40; i++) {
            serve(admission, 1, 1_000_000_000L);
            serve(admission, 2, 1_000_000_000L);
        }
        assertThat(admission.tryEnter(Work.normal().canWait(Duration.ofHours(1))))
                .isInstanceOf(Permit.class);
        long before = admission.read().refused();
        assertThat(refusal(admission.tryEnter(Work.normal().canWait(Duration.ofHours(1))))
                        .detail())
                .matches("1 inside, 0 waiting, 1 a second leave: a wait of \\d{4} ms, longer than 900 ms");
        assertThat(admission.read().refused()).isEqualTo(before + 1);
        Admission one = Admission.adaptive().most(1);
        assertThat(one.tryEnter()).isInstanceOf(Permit.class);
        assertThat(one.tryEnter()).isInstanceOf(Refused.class);
    }
}
