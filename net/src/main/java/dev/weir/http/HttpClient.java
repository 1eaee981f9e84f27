package dev.weir.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one origin, over at most so many connections. Bodies flow both ways as fast as they are taken: the
 * body of a request runs while the peer takes it, that of a response is read from the socket while its flow takes it.
 *
 * <p>When all connections are in use, requests wait in line, first come, first served; when the line is full they fail at
 * once. A connection is used again only when both directions of its last exchange have ended cleanly. A request without a
 * body and with an idempotent method, sent on a connection that the peer was just closing, is sent once more on a new one.
 *
 * <p>Any thread may use it. What may be held for a connection is in {@link HttpLimits}.
 */
public final class HttpClient implements AutoCloseable {
    private final Origin origin;
    private final Pool pool;
    private final EventLoops loops;

    HttpClient(Origin origin, Pool pool, EventLoops loops) {
        this.origin = origin;
        this.pool = pool;
        this.loops = loops;
    }

    /**
     * A client for an origin.
     *
     * @param origin {@code http://host} or {@code http://host:port}
     * @return a builder
     * @throws IllegalArgumentException if it is another kind of URI
     */
    public static HttpClientBuilder to(URI origin) {
        return new HttpClientBuilder(origin);
    }

    /**
     * A client for a port on a host.
     *
     * @param host a name or an address
     * @param port the port
     * @return a builder
     * @throws IllegalArgumentException if they make no URI
     */
    public static HttpClientBuilder to(String host, int port) {
        boolean bareAddress = host.indexOf(':') >= 0 && !host.startsWith("[");
        return to(URI.create("http://" + (bareAddress ? "[" + host + "]" : host) + ":" + port));
    }

    /**
     * Sends a request. Never blocks.
     *
     * <p>The answer completes when the head of the response is there, on an event loop: what depends on it must not block
     * there; use the {@code Async} methods of the stage, or wait for it on a thread of yours. Its body must be run or
     * discarded then, soon: after {@link HttpLimits#progressTimeout} without that it is cut.
     *
     * <p>A request's body runs on a virtual thread and may block; only if this is called on one of the client's event
     * loops, it runs on such a loop and must not.
     *
     * @param request what to send; {@code Host}, and what says where the body ends, are added
     * @return the response, or an {@link HttpClientException} as the cause of its failure. Cancelling it (as a
     *     {@link java.util.concurrent.CompletableFuture}) takes the request out of the line, or closes its connection
     */
    public CompletionStage<Response> send(Request request) {
        Send send = new Send(request, pool, callingLoop());
        pool.submit(send);
        return send;
    }

    private @Nullable EventLoop callingLoop() {
        for (EventExecutor loop : loops.group()) {
            if (loop.inEventLoop()) {
                return (EventLoop) loop;
            }
        }
        return null;
    }

    /**
     * How many connections are open, or being made.
     *
     * @return the number now
     */
    public int connections() {
        return pool.open();
    }

    /**
     * How many connections are open and not in use.
     *
     * @return the number now
     */
    public int idle() {
        return pool.idle();
    }

    /**
     * How many requests wait for a connection.
     *
     * @return the number now
     */
    public int waiting() {
        return pool.waiting();
    }

    /** Closes all connections: what is under way, or waits, fails with {@code BROKEN}. Never blocks. */
    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "client for " + origin;
    }
}
