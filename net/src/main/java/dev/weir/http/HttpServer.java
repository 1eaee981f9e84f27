package dev.weir.http;

import dev.weir.DrainReport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
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
    private static final int BACKLOG = 1024;

    private final Handler handler;
    private final Gate gate;
    private final HttpLimits limits;
    private final boolean tunnels;
    private final @Nullable Tls tls;
    private final BiConsumer<Request, Throwable> failures;
    private final Acceptor acceptor;
    private final EventLoopGroup accepting;
    private final Set<Served> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final Object emptied = new Object();
    private volatile boolean draining;
    private @Nullable Channel listening;

    HttpServer(
            Handler handler,
            Gate gate,
            HttpLimits limits,
            boolean tunnels,
            @Nullable Tls tls,
            BiConsumer<Request, Throwable> failures) {
        this.handler = handler;
        this.gate = gate;
        this.limits = limits;
        this.tunnels = tunnels;
        this.tls = tls;
        this.failures = failures;
        this.acceptor = new Acceptor(limits.connections());
        this.accepting = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("weir-accept", false), NioIoHandler.newFactory());
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

    void listen(InetSocketAddress address, EventLoops loops) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(accepting, loops.group())
                .channel(NioServerSocketChannel.class)
                .handler(acceptor)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, Sockets.oneAccept())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "the server must get its address but " + address + " cannot be had; use another port,"
                            + " or 0 for any",
                    bound.cause());
        }
        listening = bound.channel();
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
        var _ = connection.connection().channel.closeFuture().addListener(closed -> left(connection));
    }

    /** A connection goes on as another one. */
    void goesOnAs(Served before, Served after) {
        serves(after);
        connections.remove(before);
    }

    private void left(Served connection) {
        synchronized (emptied) {
            connections.remove(connection);
            emptied.notifyAll();
        }
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port it got
     */
    public InetSocketAddress address() {
        if (listening != null && listening.localAddress() instanceof InetSocketAddress bound) {
            return bound;
        }
        throw new IllegalStateException("the address is known only while the server listens but it was closed");
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
     * How many connections are open.
     *
     * @return at most {@link HttpLimits#connections()}
     */
    public int connections() {
        return acceptor.open();
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
     * @return whether all were answered, and how many connections were cut
     */
    public DrainReport drain(Duration within) {
        draining = true;
        stopListening();
        connections.forEach(served -> served.connection().onLoop(() -> served.drain(within)));
        boolean empty = awaitEmpty(System.nanoTime() + within.toNanos());
        int left = empty ? 0 : connections.size();
        close();
        return new DrainReport(left == 0, left);
    }

    private boolean awaitEmpty(long deadline) {
        synchronized (emptied) {
            try {
                while (!connections.isEmpty()) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    TimeUnit.NANOSECONDS.timedWait(emptied, left);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private void stopListening() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        // the port is free when the loop that has it registered is gone
        accepting.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    /** Stops at once: cuts all connections, tells those who work for them, and frees the port. */
    @Override
    public void close() {
        draining = true;
        stopListening();
        connections.forEach(served -> served.connection().onLoop(() -> served.cutOff("the server was closed")));
    }

    // ---- for its connections

    Handler handler() {
        return handler;
    }

    Gate gate() {
        return gate;
    }

    HttpLimits limits() {
        return limits;
    }

    boolean tunnels() {
        return tunnels;
    }

    boolean draining() {
        return draining;
    }

    void exchangeBegan() {
        exchanges.incrementAndGet();
    }

    void exchangeEnded() {
        exchanges.decrementAndGet();
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
