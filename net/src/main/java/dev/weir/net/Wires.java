package dev.weir.net;

import dev.weir.net.internal.AsAsked;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** How sockets are set up. */
final class Wires {
    private Wires() {}

    /** Nothing is read that was not asked for; the peer may close its half first. */
    static SocketHandler configure(Channel channel, TcpLimits limits) {
        channel.config().setAutoRead(false);
        AsAsked.beneath(channel);
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
