package dev.weir.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/** How sockets are set up: nothing is read or accepted that was not asked for. */
final class Sockets {
    private Sockets() {}

    /** As a server's, and open for reading when a write fails: the peer may have answered before it closed. */
    static void configureClient(Channel channel) {
        configure(channel);
        channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    }

    /** One connection for each time that accepting is allowed. */
    static RecvByteBufAllocator oneAccept() {
        return new FixedRecvByteBufAllocator(1).maxMessagesPerRead(1);
    }

    /** One read of at most a chunk for each time that reading is asked for; the peer may close its half first. */
    static void configure(Channel channel) {
        channel.config().setAutoRead(false);
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(512, 2048, HttpLimits.CHUNK).maxMessagesPerRead(1));
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    }
}
