package dev.weir.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that move bytes: each connection belongs to one of them. A server and the clients that its handlers use
 * should have the same ones: then what comes in and what goes out again need not change threads.
 *
 * <p>Nothing on these threads may block: callbacks that run here say so.
 */
public final class EventLoops implements AutoCloseable {
    private final EventLoopGroup group;

    private EventLoops(EventLoopGroup group) {
        this.group = group;
    }

    /**
     * Those of this process, one for each processor. They are made when first used and are daemon threads.
     *
     * @return the same ones each time; closing them has no effect
     */
    public static EventLoops shared() {
        return Shared.LOOPS;
    }

    /**
     * Some of one's own. Close them after what runs on them.
     *
     * @param threads how many, at least 1
     * @return new event loops
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static EventLoops of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "event loops must have >= 1 thread but had " + threads + "; EventLoops.shared() counts processors");
        }
        var names = new DefaultThreadFactory("weir-loop", true);
        return new EventLoops(new MultiThreadIoEventLoopGroup(threads, names, NioIoHandler.newFactory()));
    }

    EventLoopGroup group() {
        return group;
    }

    /** Ends the threads and waits for them, for 10 seconds at most. Connections that are open then are cut. */
    @Override
    public void close() {
        if (this != Shared.LOOPS) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        }
    }

    private static final class Shared {
        static final EventLoops LOOPS = of(Runtime.getRuntime().availableProcessors());
    }
}
