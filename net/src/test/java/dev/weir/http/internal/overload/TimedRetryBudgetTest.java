package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Retries are a part of the requests and a few a second, and no more. */
class TimedRetryBudgetTest {
    private static final long SECOND = 1_000_000_000;

    private static int spendable(TimedRetryBudget budget, long now) {
        int spent = 0;
        while (budget.spend(now)) {
            spent++;
        }
        return spent;
    }

    @Test
    void aFullOne_hasTenOrThatOfFiveSeconds() {
        assertThat(spendable(new TimedRetryBudget(0.1, 1), 0)).isEqualTo(10);
        assertThat(spendable(new TimedRetryBudget(0.1, 4), 0)).isEqualTo(20);
        assertThat(spendable(new TimedRetryBudget(0, 0), 0)).isZero();
    }

    @Test
    void anEmptyOne_earnsByRequestsAndByTime() {
        TimedRetryBudget budget = new TimedRetryBudget(0.125, 2);
        spendable(budget, 0);
        for (int i = 0; i < 8; i++) {
            assertThat(budget.spend(0)).isFalse();
            budget.earn(0);
        }
        assertThat(spendable(budget, 0)).isEqualTo(1);
        assertThat(spendable(budget, SECOND / 2)).isEqualTo(1);
        assertThat(spendable(budget, 100 * SECOND)).isEqualTo(10);
    }
}
