package dev.weir.net.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accept side of a server: connections come one at a time, and only while there is a place. Each has a place, which is
 * its own until it is closed, and which others may hold longer. What cannot be served yet waits in the system's backlog.
 *
 * <p>It has a thread of its own, which keeps the process alive. Any thread may use it.
 */
public final class Listener {
    private static final int BACKLOG = 1024;

    private final Loops loops;
    private final Places places;
    private final EventLoopGroup accepting;
    private volatile @Nullable Channel listening;

    /** For so many connections at once, which will be on these loops. */
    public Listener(Loops loops, int connections) {
        this.loops = loops;
        this.places = new Places(connections);
        this.accepting = loops.channels().group(1, "weir-accept", false);
    }

    /** Where a connection that was accepted has its place. */
    public static Places.Place placeOf(Channel accepted) {
        return accepted.attr(AcceptHandler.PLACE).get();
    }

    /** Blocks until it listens; what is accepted is told on its event loop. */
    public void listen(InetSocketAddress address, Consumer<Channel> accepted) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(accepting, loops.group())
                .channel(loops.channels().servers())
                .handler(new AcceptHandler(places))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1).maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
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

    /** Who is here, and who has paused it. */
    public Places places() {
        return places;
    }

    /** The address, with the port it got. */
    public InetSocketAddress address() {
        Channel channel = listening;
        if (channel != null && channel.isOpen() && channel.localAddress() instanceof InetSocketAddress bound) {
            return bound;
        }
        throw new IllegalStateException("the address is known only while the server listens but it was closed");
    }

    /** Accepts no more, and waits until the port is free: that is when the loop that has it registered is gone. */
    public void stop() {
        Channel channel = listening;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
        accepting.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
