package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import dev.weir.net.internal.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes connections: looks up the name on a virtual thread, since that blocks, and connects on an event loop. */
final class Dialer {
    private final Origin origin;
    private final Loops loops;
    private final HttpLimits limits;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final @Nullable Tls tls;
    private final @Nullable Tls tlsForHttp1;
    private final Versions versions;

    /** What is spoken: HTTP/1.1, HTTP/2, or what both ends choose in the handshake of TLS. */
    enum Versions {
        HTTP1,
        HTTP2,
        CHOSEN
    }

    Dialer(
            Origin origin,
            Loops loops,
            HttpLimits limits,
            Duration connectTimeout,
            Duration responseTimeout,
            @Nullable Tls tls,
            @Nullable Tls tlsForHttp1,
            Versions versions) {
        this.origin = origin;
        this.loops = loops;
        this.limits = limits;
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
        this.tls = tls;
        this.tlsForHttp1 = tlsForHttp1;
        this.versions = versions;
    }

    /** Whether a connection may turn out to have a place for more than one request. */
    boolean mayHaveManyPlaces() {
        return versions != Versions.HTTP1;
    }

    /** Makes a connection for a request, on the loop it was sent from if it was sent from one. */
    void dial(Pool pool, Send send) {
        EventLoop loop = send.near != null ? send.near : loops.group().next();
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
                    .channel(loops.channels().clients())
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
        Tls chosen = send.onlyHttp1() ? tlsForHttp1 : tls;
        if (chosen == null) {
            use(pool, send, channel, versions == Versions.HTTP2 && !send.onlyHttp1());
            return;
        }
        SslHandler beneath = chosen.beneath(channel, origin, connectTimeout);
        channel.pipeline()
                .addLast(new ClientHandshake(
                        () -> {
                            channel.pipeline().removeLast();
                            use(pool, send, channel, Tls.H2.equals(beneath.applicationProtocol()));
                        },
                        cause -> failed(pool, send, cause)));
    }

    private void use(Pool pool, Send send, Channel channel, boolean http2) {
        if (http2) {
            var connection = new Http2ClientConnection(channel, limits, pool, origin, responseTimeout);
            channel.pipeline().addLast(connection);
            pool.made(connection, send, true);
        } else {
            var connection = new ClientConnection(channel, limits, pool, origin, responseTimeout);
            channel.pipeline().addLast(connection);
            pool.made(connection, send, false);
        }
    }

    private void failed(Pool pool, Send send, @Nullable Throwable cause) {
        Throwable known = cause == null ? new ConnectException("no reason was given") : cause;
        pool.gone(null); // first: whoever is told may look, or send again
        send.fail(Kind.CONNECT, "no connection to " + origin + " could be made: " + known.getMessage(), known);
    }
}
