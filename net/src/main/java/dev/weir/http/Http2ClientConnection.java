package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import dev.weir.http.internal.h2.Preface;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;

/**
 * The client's end of a connection of HTTP/2: so many requests at a time as its peer and its own limits allow. When the peer
 * goes away, the requests that it says it has not seen are sent again elsewhere, and the others end here.
 */
final class Http2ClientConnection extends Http2Connection implements ClientEnd {
    /** The last stream that there can be is below this. */
    private static final int STREAMS = Integer.MAX_VALUE - 1;

    final Origin origin;
    final Duration responseTimeout;
    final Pool pool;
    private int next = 1;
    private boolean retired;

    Http2ClientConnection(Channel channel, HttpLimits limits, Pool pool, Origin origin, Duration responseTimeout) {
        super(channel, limits, true);
        this.pool = pool;
        this.origin = origin;
        this.responseTimeout = responseTimeout;
    }

    @Override
    void greet() {
        frames.preface(Preface.bytes());
        frames.settings(new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(rules.streamWindow())
                .maxHeaderListSize(limits.headerBytes()));
        onLoop(this::advance);
    }

    // ---- requests

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public void run(Send send) {
        if (loop.inEventLoop()) {
            begin(send);
        } else {
            onLoop(() -> begin(send));
        }
    }

    private void begin(Send send) {
        if (closed || ending() || retired || inputEnded) {
            pool.again(send);
            return;
        }
        send.on(this);
        if (send.isDone()) {
            pool.release(this);
            afterStream();
        } else if (send.connecting) {
            pool.release(this);
            afterStream();
            send.fail(
                    Kind.PROTOCOL,
                    "a connection of HTTP/2 carries requests and does not become something else; build a client with"
                            + " http1 to connect",
                    null);
        } else {
            Http2ClientStream stream = new Http2ClientStream(this, next, send);
            next += 2;
            add(stream);
            stream.begin();
            if (next >= STREAMS) {
                retire();
            }
        }
    }

    @Override
    public void withdrawn(Send gone) {
        for (Http2Stream stream : all()) {
            ((Http2ClientStream) stream).withdrawn(gone);
        }
    }

    @Override
    boolean idle(int id) {
        return id >= next || id % 2 == 0;
    }

    @Override
    int lastStream() {
        return 0;
    }

    @Override
    void opened(int id, Http2Headers fields, boolean end) throws Http2Exception {
        throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "a server must not open stream %d", id);
    }

    @Override
    void malformedHead(int id, boolean tooLarge) throws Http2Exception {
        throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "a server must not open stream %d", id);
    }

    @Override
    void resetCosts() {
        // this end opened the streams that are reset
    }

    @Override
    void streamClosed() {
        if (!closed) {
            pool.release(this);
        }
        afterStream();
    }

    private void afterStream() {
        if (streams.isEmpty() && !closed && !ending()) {
            if (retired) {
                farewell(Http2Error.NO_ERROR, "");
            } else {
                readWatch.arm(limits.idleTimeout());
            }
        }
    }

    @Override
    Duration sweepEvery() {
        Duration least =
                responseTimeout.compareTo(limits.progressTimeout()) < 0 ? responseTimeout : limits.progressTimeout();
        return least.dividedBy(8);
    }

    // ---- what the peer says

    @Override
    void settings(Http2Settings settings) {
        Long most = settings.maxConcurrentStreams();
        if (most != null) {
            pool.allowed(this, (int) Math.min(most, rules.streams()));
        }
    }

    @Override
    void pingAcknowledged(long data) {
        // none was sent
    }

    @Override
    void goingAway(int last, long error, String why) {
        retire();
        for (Http2Stream stream : all()) {
            if (stream.id > last) {
                ((Http2ClientStream) stream).notSeen();
            }
        }
        afterStream();
    }

    // ---- the end

    private void retire() {
        retired = true;
        pool.retire(this);
    }

    @Override
    void leaving() {
        retire();
    }

    @Override
    public void shut(String why) {
        if (!closed) {
            broken(new HttpClientException(Kind.BROKEN, why, null));
        }
    }

    @Override
    void closing() {
        super.closing();
        pool.gone(this);
    }
}
