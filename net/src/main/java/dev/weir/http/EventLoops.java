package dev.weir.http;

import dev.weir.Engine;
import dev.weir.net.Transport;
import dev.weir.net.internal.Loops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that move bytes: each connection belongs to one of them. A server and the clients that its handlers use
 * should have the same ones: then what comes in and what goes out again need not change threads.
 *
 * <p>Nothing on these threads may block: callbacks that run here say so.
 */
public final class EventLoops implements AutoCloseable {
    private final Loops loops;
    private final boolean shared;

    private EventLoops(Loops loops, boolean shared) {
        this.loops = loops;
        this.shared = shared;
    }

    /**
     * Those of this process, one for each processor. They are made when first used and are daemon threads.
     *
     * @return the same threads each time; closing them has no effect
     */
    public static EventLoops shared() {
        return shared(Transport.NIO);
    }

    /**
     * Those of this process for a transport, one for each processor. They are made when first used and are daemon threads.
     *
     * @param transport what moves the bytes
     * @return event loops; closing them has no effect
     * @throws IllegalStateException if the transport is not available here
     */
    public static EventLoops shared(Transport transport) {
        return new EventLoops(Loops.shared(transport), true);
    }

    /**
     * Some of one's own. Close them after what runs on them.
     *
     * @param threads how many, at least 1
     * @return new event loops
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static EventLoops of(int threads) {
        return of(threads, Transport.NIO);
    }

    /**
     * Some of one's own, for a transport. Close them after what runs on them.
     *
     * @param threads how many, at least 1
     * @param transport what moves the bytes
     * @return new event loops
     * @throws IllegalArgumentException if threads is less than 1
     * @throws IllegalStateException if the transport is not available here
     */
    public static EventLoops of(int threads, Transport transport) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "event loops must have >= 1 thread but had " + threads + "; EventLoops.shared() counts processors");
        }
        return new EventLoops(Loops.of(threads, transport), false);
    }

    /**
     * An engine for flows between connections: what was woken on one of these threads goes on there, without a change of
     * threads; what was woken elsewhere on any of them. Functions of such flows must not block.
     *
     * @return an engine on these threads
     */
    public Engine engine() {
        return Engine.on(this::runSoon);
    }

    private void runSoon(Runnable task) {
        EventLoop here = current();
        if (here == null) {
            loops.group().execute(task);
        } else {
            here.execute(task);
        }
    }

    /** The one that calls; null: it is another thread. */
    @Nullable
    EventLoop current() {
        for (EventExecutor loop : loops.group()) {
            if (loop.inEventLoop()) {
                return (EventLoop) loop;
            }
        }
        return null;
    }

    /** Whether it is one of these. */
    boolean has(@Nullable EventLoop one) {
        for (EventExecutor loop : loops.group()) {
            if (loop.equals(one)) {
                return true;
            }
        }
        return false;
    }

    Loops loops() {
        return loops;
    }

    /** Ends the threads and waits for them, for 10 seconds at most. Connections that are open then are cut. */
    @Override
    public void close() {
        if (!shared) {
            loops.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        }
    }
}
