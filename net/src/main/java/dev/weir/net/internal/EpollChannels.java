package dev.weir.net.internal;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;

/** Those of epoll. What it needs is perhaps not there: nothing else names it. */
final class EpollChannels {
    private EpollChannels() {}

    static Channels make() {
        Epoll.ensureAvailability();
        Natives.ensureFitting();
        return new Channels(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, EpollSocketChannel.class);
    }
}
