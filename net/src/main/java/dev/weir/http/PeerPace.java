package dev.weir.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Finds out whether it is the peer who says how long an exchange takes: it is looked now and then whether it is the peer's
 * turn, to send more of a body or to take it, and if it is so several times on end, the peer is slower than who works for it.
 * On the event loop.
 */
final class PeerPace {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final int ON_END = 3;

    private final BooleanSupplier itsTurn;
    private final BooleanSupplier done;
    private final Runnable slow;
    private final Watch watch;
    private int seen;

    /** Looks at this from now on until it is done, and runs {@code slow} at most once. */
    PeerPace(EventLoop loop, BooleanSupplier itsTurn, BooleanSupplier done, Runnable slow) {
        this.itsTurn = itsTurn;
        this.done = done;
        this.slow = slow;
        this.watch = new Watch(loop, this::look);
        watch.arm(EVERY);
    }

    private void look() {
        seen = itsTurn.getAsBoolean() ? seen + 1 : 0;
        if (seen == ON_END) {
            slow.run();
        } else if (!done.getAsBoolean()) {
            watch.arm(EVERY);
        }
    }

    void close() {
        watch.close();
    }
}
