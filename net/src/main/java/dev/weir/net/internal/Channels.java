package dev.weir.net.internal;

import dev.weir.net.Transport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * What a transport is to Netty: what moves the bytes of a loop, and the kinds of channels that it can move them for.
 *
 * @param factory makes what moves the bytes, for each loop
 * @param servers what listens
 * @param clients what connects
 */
public record Channels(
        IoHandlerFactory factory, Class<? extends ServerChannel> servers, Class<? extends Channel> clients) {
    /**
     * Those of a transport.
     *
     * @throws IllegalStateException if it is not available; says why
     */
    public static Channels of(Transport transport) {
        try {
            return switch (transport) {
                case NIO ->
                    new Channels(NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
                case EPOLL -> EpollChannels.make();
                case IO_URING -> IoUringChannels.make();
            };
        } catch (LinkageError e) { // a class, or what is native of it
            throw new IllegalStateException(
                    "the transport " + transport + " is not available: " + rootOf(e)
                            + "; add io.netty:netty-transport-native-" + transport
                            + ":4.2.18.Final with classifier linux-x86_64 or linux-aarch_64, or use nio",
                    e);
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** Loops of that transport. */
    public EventLoopGroup group(int threads, String name, boolean daemon) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, daemon), factory);
    }
}
