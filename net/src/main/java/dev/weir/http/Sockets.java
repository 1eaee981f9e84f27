package dev.weir.http;

import dev.weir.net.internal.AsAsked;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/** How sockets are set up: nothing is read that was not asked for. */
final class Sockets {
    private Sockets() {}

    /** As a server's, and open for reading when a write fails: the peer may have answered before it closed. */
    static void configureClient(Channel channel) {
        configure(channel);
        channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    }

    /** One read of at most a chunk for each time that reading is asked for; the peer may close its half first. */
    static void configure(Channel channel) {
        channel.config().setAutoRead(false);
        AsAsked.beneath(channel);
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(512, 2048, HttpLimits.CHUNK).maxMessagesPerRead(1));
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    }
}
