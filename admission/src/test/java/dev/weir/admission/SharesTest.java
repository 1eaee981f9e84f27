package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Who takes more than is usual waits less, and who takes less waits more; in a table of a fixed size. */
class SharesTest {
    private static final long MILLI = 1_000_000;

    private final Shares shares = new Shares();
    private long now;

    private void take(String tenant, int times) {
        for (int i = 0; i < times; i++) {
            now += MILLI;
            shares.took(tenant, 1, now);
        }
    }

    @Test
    void patience_withoutTenants_isTheUsual() {
        assertThat(shares.patience(null, 0)).isEqualTo(1);
        assertThat(shares.patience("a", 0)).isEqualTo(1);
    }

    @Test
    void patience_ofTheOnlyTenant_isTheUsual() {
        take("a", 10_000);
        assertThat(shares.patience("a", now)).isCloseTo(1, within(0.05));
        assertThat(shares.patience(null, now)).isEqualTo(1);
    }

    @Test
    void patience_ofWhoTakesMore_isLess() {
        for (int i = 0; i < 2_000; i++) {
            take("much", 4);
            take("little", 1);
        }
        assertThat(shares.patience("much", now)).isLessThan(1);
        assertThat(shares.patience("little", now)).isGreaterThan(2);
        assertThat(shares.patience("new", now)).isEqualTo(10);
    }

    @Test
    void patience_afterAWhileWithoutTaking_isThatOfANewOne() {
        take("a", 1_000);
        take("b", 20_000);
        assertThat(shares.patience("a", now)).isEqualTo(10);
    }

    // As many tenants as there are cells: few of them are taken for others.
    @Test
    void patience_amongThousands_isTheirOwn() {
        for (int i = 0; i < 1_000; i++) {
            take("tenant " + i, 1);
        }
        long mistaken = 0;
        for (int i = 0; i < 1_000; i++) {
            mistaken += shares.patience("stranger " + i, now) < 10 ? 1 : 0;
        }
        assertThat(mistaken).isLessThan(200);
    }
}
