package dev.weir.net;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The threads that move bytes of connections, and how their sockets are set up. */
final class Wires {
    private Wires() {}

    /** Those of this process, one for each processor, made when first used. */
    static EventLoopGroup loops() {
        return Shared.LOOPS;
    }

    private static final class Shared {
        static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("weir-tcp", true),
                NioIoHandler.newFactory());
    }

    /** Nothing is read that was not asked for; the peer may close its half first. */
    static SocketHandler configure(Channel channel, TcpLimits limits) {
        channel.config().setAutoRead(false);
        int least = Math.min(512, limits.chunk());
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(least, Math.min(2048, limits.chunk()), limits.chunk())
                                .maxMessagesPerRead(1));
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(limits.unsent() / 2, limits.unsent()));
        SocketHandler handler = new SocketHandler(channel, limits);
        channel.pipeline().addLast(handler);
        return handler;
    }
}
