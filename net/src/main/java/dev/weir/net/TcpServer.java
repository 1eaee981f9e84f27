package dev.weir.net;

import dev.weir.DrainReport;
import dev.weir.Fn;
import dev.weir.Pause;
import dev.weir.Pipeline;
import dev.weir.Running;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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
 * Serves conversations over TCP, each connection by a run of its own. Connections are accepted one at a time and only
 * while there is a place: what cannot be served yet waits in the system's backlog, and is refused by the system when that is
 * full. A place is taken until the connection is closed and its run is over.
 *
 * <p>The process stays alive while a server is open. Any thread may use it.
 */
public final class TcpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Fn<? super TcpConnection, ? extends Pipeline<?>> conversation;
    private final TcpLimits limits;
    private final BiConsumer<TcpConnection, Throwable> failures;
    private final Places places;
    private final EventLoopGroup accepting;
    private final Set<Running<?>> runs = ConcurrentHashMap.newKeySet();
    private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
    private final Object emptied = new Object();
    private @Nullable Channel listening;

    TcpServer(
            Fn<? super TcpConnection, ? extends Pipeline<?>> conversation,
            int connections,
            TcpLimits limits,
            BiConsumer<TcpConnection, Throwable> failures) {
        this.conversation = conversation;
        this.limits = limits;
        this.failures = failures;
        this.places = new Places(connections);
        this.accepting = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("weir-accept", false), NioIoHandler.newFactory());
    }

    void listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(accepting, Wires.loops())
                .channel(NioServerSocketChannel.class)
                .handler(new AcceptHandler(places))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1).maxMessagesPerRead(1))
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

    /** Its place is free when the connection is closed and the run is over: two holders. */
    private void accepted(Channel channel) {
        SocketHandler socket = Wires.configure(channel, limits);
        TcpConnection connection = new TcpConnection(socket);
        AtomicInteger holders = new AtomicInteger(2);
        open.add(connection);
        var _ = channel.closeFuture().addListener(closed -> letGo(connection, holders));
        try {
            Running<?> run = conversation.apply(connection).start();
            runs.add(run);
            socket.runBy(run);
            var _ = run.result().whenComplete((value, failure) -> {
                runs.remove(run);
                if (failure != null) {
                    failures.accept(connection, failure);
                }
                letGo(connection, holders);
            });
        } catch (Throwable t) {
            failures.accept(connection, t);
            connection.close();
            letGo(connection, holders);
        }
    }

    private void letGo(TcpConnection connection, AtomicInteger holders) {
        if (holders.decrementAndGet() > 0) {
            return;
        }
        places.free();
        synchronized (emptied) {
            open.remove(connection);
            emptied.notifyAll();
        }
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port it got
     * @throws IllegalStateException if it does not listen any more
     */
    public InetSocketAddress address() {
        if (listening != null && listening.isOpen() && listening.localAddress() instanceof InetSocketAddress bound) {
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
     * How many places are taken.
     *
     * @return connections that are open, or whose run is not over
     */
    public int connections() {
        return places.taken();
    }

    /**
     * Accepts nothing until all who have paused it let go; what is connected goes on. No connection is lost: those that
     * come wait in the backlog.
     *
     * @param holder who pauses, for people
     * @return lets go
     */
    public Pause pause(String holder) {
        return places.pause(holder);
    }

    /**
     * Stops gracefully: accepts no more, asks each conversation to {@linkplain Running#drain drain}, and cuts what is not
     * over in time. Blocks; an interrupt cuts at once. Not for event loops.
     *
     * @param within how long to wait
     * @return whether all runs ended by themselves, and how many were cut
     */
    public DrainReport drain(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        stopListening();
        for (Running<?> run : runs) {
            Thread.startVirtualThread(() -> run.drain(within));
        }
        boolean empty = awaitEmpty(deadline);
        int left = empty ? 0 : runs.size();
        close();
        return new DrainReport(left == 0, left);
    }

    private boolean awaitEmpty(long deadline) {
        synchronized (emptied) {
            try {
                while (!open.isEmpty()) {
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
        accepting.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    /** Stops at once: resets all connections, and tells those who work for them. */
    @Override
    public void close() {
        stopListening();
        open.forEach(TcpConnection::close);
    }
}
