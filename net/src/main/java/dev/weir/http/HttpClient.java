package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one origin, over at most so many connections. Bodies flow both ways as fast as they are taken: the
 * body of a request runs while the peer takes it, that of a response is read from the socket while its flow takes it.
 *
 * <p>When all connections are in use, requests wait in line, first come, first served; when the line is full they fail at
 * once. A connection is used again only when both directions of its last exchange have ended cleanly. A request without a
 * body and with an idempotent method, sent on a connection that the peer was just closing, is sent once more on a new one.
 *
 * <p>A connection of HTTP/2 carries as many requests at a time as its peer allows, and one until the peer has said how many.
 * A request that the peer says it has not looked at is sent once more, unless the flow that is its body was begun. To an
 * origin of {@code https} both ends choose what is spoken; to one of {@code http} it is
 * HTTP/1.1 unless {@link HttpClientBuilder#http2} was called.
 *
 * <p>Any thread may use it. What may be held for a connection is in {@link HttpLimits}.
 */
public final class HttpClient implements AutoCloseable {
    private final Origin origin;
    private final Pool pool;
    private final EventLoops loops;
    private final @Nullable OverloadFilter filter;

    HttpClient(Origin origin, Pool pool, EventLoops loops, @Nullable OverloadControl overload) {
        this.origin = origin;
        this.pool = pool;
        this.loops = loops;
        this.filter = overload == null ? null : new OverloadFilter(overload, origin);
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
     * <p>With {@link HttpClientBuilder#overload} it may be held before it is sent, sent more than once, or answered here
     * ({@link OverloadControl#isLocal}): then before this comes back, or on a thread of the common pool.
     *
     * @param request what to send; {@code Host}, and what says where the body ends, are added
     * @return the response, or an {@link HttpClientException} as the cause of its failure. Cancelling it (as a
     *     {@link java.util.concurrent.CompletableFuture}) takes the request out of the line, or closes its connection
     */
    public CompletionStage<Response> send(Request request) {
        checkResponds(request);
        EventLoop caller = loops.current();
        return filter == null
                ? submit(request, caller)
                : filter.send(request, Long.MAX_VALUE, attempt -> submit(attempt, caller));
    }

    /**
     * The same with a time-out, from now until the head of the response is there, waiting in line included.
     *
     * <p>With {@link HttpClientBuilder#overload} each attempt tells the origin how much is left of it.
     *
     * @param request what to send
     * @param timeout more than 0
     * @return as {@link #send(Request)}; fails with {@code TIMEOUT} when the time is over
     * @throws IllegalArgumentException if the time-out is not positive
     */
    public CompletionStage<Response> send(Request request, Duration timeout) {
        checkResponds(request);
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "a time-out must be > 0 but was " + timeout + "; without one, call send(request)");
        }
        EventLoop caller = loops.current();
        if (filter != null) {
            return filter.send(request, OverloadFilter.nanos(timeout), attempt -> submit(attempt, caller));
        }
        Send send = submit(request, caller);
        var timer = loops.loops()
                .group()
                .schedule(
                        () -> send.fail(Kind.TIMEOUT, OverloadFilter.LATE, null),
                        OverloadFilter.nanos(timeout),
                        TimeUnit.NANOSECONDS);
        var _ = send.whenComplete((response, failure) -> timer.cancel(false));
        return send;
    }

    private Send submit(Request request, @Nullable EventLoop caller) {
        Send send = new Send(request, pool, caller, near(request, caller), false);
        pool.submit(send);
        return send;
    }

    private static void checkResponds(Request request) {
        if (request.method().equals(Request.CONNECT)) {
            throw new IllegalArgumentException(
                    "send must have a response to wait for but the method was CONNECT; use" + " connect");
        }
    }

    /**
     * Asks the peer to go on with something else than HTTP: with a protocol that the request names in its header {@code
     * Upgrade}, or as a tunnel if its method is CONNECT. Never blocks.
     *
     * <p>The answer completes when the head of the response is there, on an event loop, as that of {@link #send}. What it
     * gives must be run then: one in which nothing moves for {@link HttpLimits#idleTimeout} is cut.
     *
     * <p>Over HTTP/1.1 it has a connection of its own, which counts as one of the client's until it is closed; that is when
     * both directions have ended. Over HTTP/2 it is one of the streams of a connection. There a protocol is asked for when
     * the peer's settings say that it takes that (RFC 8441). If they do not, or if several protocols are named, one with a
     * version, or another method than GET, a connection is made that speaks HTTP/1.1.
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
        EventLoop caller = loops.current();
        Send send = new Send(request, pool, caller, near(request, caller), true);
        var upgraded = new CompletableFuture<Upgraded>();
        var _ = upgraded.whenComplete((value, failure) -> {
            if (failure != null) {
                send.completeExceptionally(failure);
            }
        });
        var _ = send.whenComplete((response, failure) -> {
            if (failure != null) {
                upgraded.completeExceptionally(send.told(failure));
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

    /** The loop that it was received on, where its answer is wanted, if that is one of ours; else the one that sends it. */
    private @Nullable EventLoop near(Request request, @Nullable EventLoop caller) {
        EventLoop received = request.loop();
        return loops.has(received) ? received : caller;
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

    /** Closes all connections: what is under way, waits or is held fails with {@code BROKEN}. Never blocks. */
    @Override
    public void close() {
        if (filter != null) {
            filter.close();
        }
        pool.close();
    }

    @Override
    public String toString() {
        return "client for " + origin;
    }
}
