package dev.weir.http;

import dev.weir.DrainReport;
import dev.weir.Pause;
import dev.weir.net.internal.Listener;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves HTTP/2, 1.1 and 1.0 on one port: without TLS the first bytes of a connection decide, with it both ends choose. A
 * handler sees no difference. A request's body is read from the socket only while the handler takes it, and an answer's body
 * runs only while the peer takes it: whoever is slow holds back the other end, through the kernel's buffers.
 *
 * <p>Requests of one connection of HTTP/1.1 are answered one after the other, those of HTTP/2 at the same time, so many as
 * {@link Http2Limits#streams} says. What may be held for a connection is in {@link HttpLimits}. What is not HTTP beyond doubt
 * is answered with 400 (or a better status) and the connection, or the stream, is closed. A handler that fails is answered for
 * with 500; once the head is out, by cutting the connection or resetting the stream, never by a clean end.
 *
 * <p>The process stays alive while a server is open. Any thread may use it.
 */
public final class HttpServer implements AutoCloseable {
    private final Handler handler;
    private final Gate gate;
    private final HttpLimits limits;
    private final boolean tunnels;
    private final @Nullable Tls tls;
    private final BiConsumer<Request, Throwable> failures;
    private final Listener listener;
    private final Refuser refuser;
    private final Set<Served> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile @Nullable Consumer<Served> ending; // what is done to each connection; null: it runs

    HttpServer(
            Handler handler,
            Gate gate,
            HttpLimits limits,
            boolean tunnels,
            @Nullable Tls tls,
            EventLoops loops,
            Refuser.Share refusing,
            BiConsumer<Request, Throwable> failures) {
        this.handler = handler;
        this.gate = gate;
        this.limits = limits;
        this.tunnels = tunnels;
        this.tls = tls;
        this.failures = failures;
        this.listener = new Listener(loops.loops(), limits.connections());
        this.refuser = new Refuser(
                loops.loops().group().next(), refusing, () -> pause("refusing takes too much"), this::draining);
    }

    /**
     * A server on all addresses of this machine.
     *
     * @param port 0 for any that is free
     * @return a builder
     */
    public static HttpServerBuilder on(int port) {
        return on(new InetSocketAddress(port));
    }

    /**
     * A server on one address.
     *
     * @param address where it listens
     * @return a builder
     */
    public static HttpServerBuilder on(InetSocketAddress address) {
        return new HttpServerBuilder(address);
    }

    void listen(InetSocketAddress address) throws IOException {
        listener.listen(address, this::accepted);
    }

    private void accepted(Channel channel) {
        Sockets.configure(channel);
        SslHandler beneath = tls == null ? null : tls.beneath(channel, limits.headTimeout());
        FirstBytes connection = new FirstBytes(channel, this, beneath);
        serves(connection);
        channel.pipeline().addLast(connection);
    }

    /** A connection is open, and will be counted until its channel has closed, or another one goes on in its place. */
    void serves(Served connection) {
        connections.add(connection);
        Channel channel = connection.connection().channel;
        var _ = channel.closeFuture().addListener(closed -> connections.remove(connection));
        Consumer<Served> end = ending; // looked at by one who has joined; who ends it says so before it looks who has
        if (end != null) {
            channel.eventLoop().execute(() -> end.accept(connection)); // when it has been put into its place
        }
    }

    private void end(Consumer<Served> how) {
        ending = how;
        listener.stop();
        connections.forEach(served -> served.connection().onLoop(() -> how.accept(served)));
    }

    /** A connection goes on as another one. */
    void goesOnAs(Served before, Served after) {
        serves(after);
        connections.remove(before);
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port it got
     * @throws IllegalStateException if it does not listen any more
     */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * The port it listens on.
     *
     * @return the port
     */
    public int port() {
        return address().getPort();
    }

    /**
     * How many places are taken.
     *
     * @return connections that are open, or for which something works; at most {@link HttpLimits#connections()}
     */
    public int connections() {
        return listener.places().taken();
    }

    /**
     * Accepts nothing until all who have paused it let go; what is connected goes on. No connection is lost: those that
     * come wait in the backlog. One may come that was asked for before.
     *
     * @param holder who pauses, for people
     * @return lets go
     */
    public Pause pause(String holder) {
        return listener.places().pause(holder);
    }

    /**
     * What it does with those it refuses, so that refusing takes no more than it may: see
     * {@link HttpServerBuilder#refusing}.
     *
     * @return where it is now
     */
    public Rung rung() {
        return refuser.rung();
    }

    /**
     * What refusing takes: the processor time of event loops from when a head was read until the answer was given to the
     * socket. One request of 16 is measured.
     *
     * @return the share of all processors, from 0 to 1, in the last tenth of a second in which somebody was refused
     */
    public double refusingShare() {
        return refuser.share();
    }

    /**
     * How many exchanges are under way: requests that were let in, or are being refused, and for which something is still
     * sent or worked on.
     *
     * @return the number now
     */
    public int exchanges() {
        return exchanges.get();
    }

    /**
     * Stops gracefully: accepts no more connections, closes those that rest, and answers the requests that are in, each
     * with {@code Connection: close}, or after a GOAWAY that tells a peer of HTTP/2 to open no more streams. Conversations that requests have switched to are {@linkplain
     * dev.weir.Running#drain drained}: what they hold flows out, then they end cleanly. What is not answered in time is cut. Blocks; an interrupt cuts at once. Not for
     * event loops.
     *
     * @param within how long to wait
     * @return whether all were answered and nothing works for them, and how many connections were cut or still have work
     */
    public DrainReport drain(Duration within) {
        end(served -> served.drain(within));
        boolean empty = listener.places().awaitEmpty(System.nanoTime() + within.toNanos());
        int left = empty ? 0 : listener.places().taken();
        close();
        return new DrainReport(left == 0, left);
    }

    /** Stops at once: cuts all connections, tells those who work for them, and frees the port. */
    @Override
    public void close() {
        end(served -> served.cutOff("the server was closed"));
    }

    // ---- for its connections

    Handler handler() {
        return handler;
    }

    Gate gate() {
        return gate;
    }

    Refuser refuser() {
        return refuser;
    }

    HttpLimits limits() {
        return limits;
    }

    boolean tunnels() {
        return tunnels;
    }

    boolean draining() {
        return ending != null;
    }

    /** It has the place of its connection with it, which may close before. */
    void exchangeBegan(Channel channel) {
        exchanges.incrementAndGet();
        Listener.placeOf(channel).hold();
    }

    void exchangeEnded(Channel channel) {
        exchanges.decrementAndGet();
        Listener.placeOf(channel).letGo();
    }

    void failed(Request request, Throwable cause) {
        if (!peerIsToBlame(cause)) {
            failures.accept(request, cause);
        }
    }

    private static boolean peerIsToBlame(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof HttpMessageException) {
                return true;
            }
        }
        return false;
    }
}
