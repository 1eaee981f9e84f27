package dev.weir.pools;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.weir.admission.Signal;
import dev.weir.admission.Signals;
import dev.weir.admission.Stage;
import java.util.function.ToIntFunction;

/**
 * A pool of connections as a stage: work that needs one is refused when, by the rate at which connections come back, it
 * would wait for one longer than it may. Work that does not go there is let in.
 *
 * <pre>{@code
 * Route orders = admission.route("orders", HikariStage.of("db", pool));
 * }</pre>
 */
public final class HikariStage {
    private HikariStage() {}

    /**
     * A stage that asks a pool how busy it is. Whoever asks does so from any thread, and never blocks; what it costs grows
     * with the size of the pool.
     *
     * @param name the stage's name in refusals and metrics
     * @param pool the pool; before its first connection it is idle, and so it is when it was closed
     * @return the stage, which others may not share
     */
    public static Stage of(String name, HikariDataSource pool) {
        return Stage.named(name).signal(signal(pool));
    }

    static Signal signal(HikariDataSource pool) {
        return Signals.pool(
                pool::getMaximumPoolSize,
                () -> now(pool, HikariPoolMXBean::getActiveConnections),
                () -> now(pool, HikariPoolMXBean::getThreadsAwaitingConnection));
    }

    private static int now(HikariDataSource pool, ToIntFunction<HikariPoolMXBean> asks) {
        HikariPoolMXBean told = pool.isClosed() ? null : pool.getHikariPoolMXBean(); // null: not begun
        return told == null ? 0 : asks.applyAsInt(told);
    }
}
