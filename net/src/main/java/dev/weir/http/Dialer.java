package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes connections: looks up the name on a virtual thread, since that blocks, and connects on an event loop. */
final class Dialer {
    private final Origin origin;
    private final EventLoopGroup group;
    private final HttpLimits limits;
    private final Duration connectTimeout;
    private final Duration responseTimeout;

    Dialer(Origin origin, EventLoopGroup group, HttpLimits limits, Duration connectTimeout, Duration responseTimeout) {
        this.origin = origin;
        this.group = group;
        this.limits = limits;
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
    }

    /** Makes a connection for a request, on the loop it was sent from if it was sent from one. */
    void dial(Pool pool, Send send) {
        EventLoop loop = send.caller != null ? send.caller : group.next();
        Thread.ofVirtual().name("weir-lookup").start(() -> {
            var address = new InetSocketAddress(origin.host(), origin.port());
            if (address.isUnresolved()) {
                failed(pool, send, new UnknownHostException(origin.host()));
            } else {
                connect(pool, send, loop, address);
            }
        });
    }

    private void connect(Pool pool, Send send, EventLoop loop, InetSocketAddress address) {
        try {
            var _ = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                            Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()))
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            Sockets.configureClient(channel);
                        }
                    })
                    .connect(address)
                    .addListener((ChannelFutureListener) done -> {
                        if (done.isSuccess()) {
                            connected(pool, send, done.channel());
                        } else {
                            failed(pool, send, done.cause());
                        }
                    });
        } catch (RuntimeException e) { // the loops were shut down
            failed(pool, send, e);
        }
    }

    private void connected(Pool pool, Send send, Channel channel) {
        var connection = new ClientConnection(channel, limits, pool, origin, responseTimeout);
        channel.pipeline().addLast(connection);
        pool.made(connection, send);
    }

    private void failed(Pool pool, Send send, @Nullable Throwable cause) {
        Throwable known = cause == null ? new ConnectException("no reason was given") : cause;
        pool.gone(null); // first: whoever is told may look, or send again
        send.fail(Kind.CONNECT, "no connection to " + origin + " could be made: " + known.getMessage(), known);
    }
}
