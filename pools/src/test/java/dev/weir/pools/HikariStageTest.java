package dev.weir.pools;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weir.admission.Admission;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import dev.weir.admission.Signal;
import dev.weir.admission.Work;
import dev.weir.testkit.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only work that needs a connection is refused when there is none, and it says so. */
class HikariStageTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int MANY = 60;

    private final HikariDataSource pool = pool();
    private final Signal signal = HikariStage.signal(pool);
    private final AtomicLong clock = new AtomicLong();
    private final Admission admission =
            Admission.adaptive().maxWait(Duration.ofMillis(250)).clock(clock::get);
    private final Route orders = admission.route("orders", HikariStage.of("db", pool));
    private final Route pages = admission.route("pages");

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:pools");
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(LONG.toMillis());
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** What takes half a second each, so that this is known. */
    private void served() {
        for (int i = 0; i < 20; i++) {
            try (Permit _ = permit(orders)) {
                clock.addAndGet(500_000_000);
            }
        }
    }

    private static Permit permit(Route route) {
        Decision decision = route.tryEnter(Work.normal());
        assertThat(decision).isInstanceOf(Permit.class);
        return (Permit) decision;
    }

    private Thread waits() {
        return Thread.ofVirtual().start(() -> {
            try (Connection _ = pool.getConnection()) {
                // it was there
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void work_thatNeedsAConnection_isRefusedWhenItWouldWaitForOneTooLong() throws Exception {
        served();
        List<Thread> waiting = new ArrayList<>();
        try (Connection _ = pool.getConnection();
                Connection _ = pool.getConnection()) {
            permit(orders).close(); // there is none, but one will be back soon
            for (int i = 0; i < MANY; i++) {
                waiting.add(waits());
            }
            Await.that("all wait", () -> signal.waitNanos(1) == (MANY + 1) * 1_000_000_000L, LONG);
            Decision decision = orders.tryEnter(Work.normal());
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            Refusal why = ((Decision.Refused) decision).why();
            assertThat(why.stage()).isEqualTo("db");
            assertThat(why.isShared()).isFalse();
            permit(pages).close();
        }
        for (Thread each : waiting) {
            each.join();
        }
        permit(orders).close();
    }

    @Test
    void signal_isHowLongItTakesUntilOneIsBack() throws Exception {
        assertThat(signal.waitNanos(2)).isZero();
        try (Connection _ = pool.getConnection()) {
            assertThat(signal.waitNanos(2)).isZero();
            try (Connection _ = pool.getConnection()) {
                assertThat(signal.waitNanos(2)).isEqualTo(500_000_000);
            }
        }
        assertThat(signal.waitNanos(2)).isZero();
    }

    @Test
    void pool_thatWasClosed_isInNobodysWay() {
        served();
        pool.close();
        assertThat(signal.waitNanos(1)).isZero();
        permit(orders).close();
    }
}
