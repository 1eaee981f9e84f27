package dev.weir.http;

import dev.weir.http.internal.h2.Preface;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which nothing is known yet. Its first bytes decide: the preface of HTTP/2 (prior knowledge), which is no
 * request of HTTP/1.1, or anything else. With TLS beneath, the two ends have chosen before that.
 */
final class FirstBytes extends Connection implements Served {
    private final HttpServer server;
    private final @Nullable SslHandler tls;
    private boolean secure; // the handshake is done
    private boolean begun;

    /** With TLS beneath, or without. */
    FirstBytes(Channel channel, HttpServer server, @Nullable SslHandler tls) {
        super(channel, server.limits());
        this.server = server;
        this.tls = tls;
        readWatch.arm(limits.idleTimeout());
    }

    @Override
    void step() {
        if (tls != null && !secure) {
            await();
        } else if (tls != null && Tls.H2.equals(tls.applicationProtocol())) {
            goOnAs(new Http2ServerConnection(channel, server));
        } else {
            decide();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secure = true;
                advance();
            } else {
                close();
            }
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    private void decide() {
        switch (Preface.seen(held)) {
            case ALL -> goOnAs(new Http2ServerConnection(channel, server));
            case OTHER -> goOnAs(new ServerConnection(channel, server));
            case PART -> await();
        }
    }

    private void await() {
        if (inputEnded || (server.draining() && !held.isReadable())) {
            close();
            return;
        }
        if (!begun && held.isReadable()) {
            begun = true;
            readWatch.arm(limits.headTimeout());
        }
        wantMore();
    }

    private <C extends Connection & Served> void goOnAs(C next) {
        server.goesOnAs(this, next);
        becomes(next);
    }

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public void drain(Duration within) {
        if (!held.isReadable()) {
            close();
        }
    }

    @Override
    void readTimedOut() {
        close();
    }

    @Override
    void broke(Throwable cause) {}
}
