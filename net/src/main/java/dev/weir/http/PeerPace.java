package dev.weir.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Finds out whether it is the peer who says how long an answer takes: from when it first holds back the body, that is looked
 * at now and then, and if it does so several times on end, the peer reads more slowly than the body is made. On the event
 * loop.
 */
final class PeerPace {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final int ON_END = 3;

    private final BooleanSupplier heldBack;
    private final Runnable slow;
    private final Watch watch;
    private int seen;

    /** Looks at this from now on, and runs {@code slow} at most once. */
    PeerPace(EventLoop loop, BooleanSupplier heldBack, Runnable slow) {
        this.heldBack = heldBack;
        this.slow = slow;
        this.watch = new Watch(loop, this::look);
        watch.arm(EVERY);
    }

    private void look() {
        seen = heldBack.getAsBoolean() ? seen + 1 : 0;
        if (seen < ON_END) {
            watch.arm(EVERY);
        } else {
            slow.run();
        }
    }

    void close() {
        watch.close();
    }
}
