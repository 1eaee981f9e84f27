package dev.weir.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
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
 * <p>A connection of HTTP/2 carries as many requests at a time as its peer allows, and those that the peer says it has not
 * looked at are sent again. To an origin of {@code https} both ends choose what is spoken; to one of {@code http} it is
 * HTTP/1.1 unless {@link HttpClientBuilder#http2} was called.
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
     * @param origin {@code http://host} or {@code http://host:port}, or the same with {@code https}
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
        if (request.method().equals(Request.CONNECT)) {
            throw new IllegalArgumentException(
                    "send must have a response to wait for but the method was CONNECT; use" + " connect");
        }
        Send send = new Send(request, pool, callingLoop(), false);
        pool.submit(send);
        return send;
    }

    /**
     * Asks the peer to go on with something else than HTTP: with a protocol that the request names in its header {@code
     * Upgrade}, or as a tunnel if its method is CONNECT. Never blocks.
     *
     * <p>The answer completes when the head of the response is there, on an event loop, as that of {@link #send}. What it
     * gives must be run then: a connection in which nothing moves for {@link HttpLimits#idleTimeout} is cut. It counts as
     * one of the client's until it is closed, which is when both directions have ended. It is a connection of its own, which
     * begins with HTTP/1.1 also where other requests are sent over HTTP/2.
     *
     * @param request what to ask; without a body
     * @return whether the peer goes on, and how to talk to it; an {@link HttpClientException} as the cause of its failure.
     *     Cancelling it (as a {@link CompletableFuture}) takes the request out of the line, or closes its connection
     * @throws IllegalArgumentException if it has a body, or names no protocol
     */
    public CompletionStage<Upgraded> connect(Request request) {
        if (request.carried() != WholeBody.EMPTY) {
            throw new IllegalArgumentException("a request to connect must have no body but had one; say it afterwards");
        }
        if (!request.method().equals(Request.CONNECT) && !request.headers().has("Upgrade")) {
            throw new IllegalArgumentException(
                    "a request to connect must name a protocol in the header Upgrade, or have"
                            + " the method CONNECT, but was " + request);
        }
        Send send = new Send(request, pool, callingLoop(), true);
        var upgraded = new CompletableFuture<Upgraded>();
        var _ = upgraded.whenComplete((value, failure) -> {
            if (failure != null) {
                send.completeExceptionally(failure);
            }
        });
        var _ = send.whenComplete((response, failure) -> {
            if (failure != null) {
                upgraded.completeExceptionally(failure);
            } else if (!upgraded.complete(upgraded(response))) {
                response.discard();
            }
        });
        pool.submit(send);
        return upgraded;
    }

    private static Upgraded upgraded(Response response) {
        return response.carried() instanceof Body.Switched(var duplex, var cut)
                ? new Upgraded.Switched(response, duplex)
                : new Upgraded.Declined(response);
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
