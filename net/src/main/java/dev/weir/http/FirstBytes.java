package dev.weir.http;

import dev.weir.http.internal.h2.Preface;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * A connection of which nothing is known yet. Its first bytes decide: the preface of HTTP/2 (prior knowledge), which is no
 * request of HTTP/1.1, or anything else.
 */
final class FirstBytes extends Connection implements Served {
    private final HttpServer server;
    private boolean begun;

    FirstBytes(Channel channel, HttpServer server) {
        super(channel, server.limits());
        this.server = server;
        readWatch.arm(limits.idleTimeout());
    }

    @Override
    void step() {
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
