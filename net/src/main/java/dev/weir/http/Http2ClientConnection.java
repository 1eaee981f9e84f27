package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import dev.weir.http.internal.h2.Preface;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection of HTTP/2: so many requests at a time as its peer and its own limits allow, and one until
 * the peer has said how many. When the peer goes away, the requests that it says it has not seen are sent again elsewhere,
 * once, and the others end here.
 *
 * <p>A request to go on with another protocol waits until the peer has said whether it takes such, and goes over HTTP/1.1 if
 * it does not.
 */
final class Http2ClientConnection extends Http2Connection implements ClientEnd {
    /** The last stream that there can be is below this. */
    private static final int STREAMS = Integer.MAX_VALUE - 1;

    final Origin origin;
    final Duration responseTimeout;
    final Pool pool;
    private final Watch settingsWatch;
    private int most = 1;
    private boolean settled;
    private boolean takesProtocols; // RFC 8441
    private @Nullable Send early; // names a protocol, and waits for the settings; it has the one place there is
    private int next = 1;
    private boolean retired;

    Http2ClientConnection(Channel channel, HttpLimits limits, Pool pool, Origin origin, Duration responseTimeout) {
        super(channel, limits, true);
        this.pool = pool;
        this.origin = origin;
        this.responseTimeout = responseTimeout;
        this.settingsWatch = new Watch(loop, this::settingsTimedOut);
    }

    @Override
    void greet() {
        frames.preface(Preface.bytes());
        frames.settings(new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(rules.streamWindow())
                .maxHeaderListSize(limits.headerBytes()));
        settingsWatch.arm(responseTimeout);
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
        if (streams.size() >= most) { // the peer has lowered it since the place was given
            pool.again(send);
            pool.release(this);
            return;
        }
        send.on(this);
        if (send.isDone()) {
            pool.release(this);
            afterStream();
        } else if (send.namesProtocol() && !settled) {
            early = send;
        } else if (send.namesProtocol() && !takesProtocols) {
            send.fallBack();
            pool.release(this);
            pool.again(send);
            afterStream();
        } else {
            open(send);
        }
    }

    private void open(Send send) {
        Http2ClientStream stream = new Http2ClientStream(this, next, send);
        next += 2;
        add(stream);
        stream.begin();
        if (next >= STREAMS) {
            retire();
        }
    }

    /** What waited for the settings is asked elsewhere, once. */
    private void elsewhere() {
        Send waited = early;
        early = null;
        if (waited != null && waited.again(false)) {
            pool.again(waited);
        } else if (waited != null) {
            waited.fail(Kind.BROKEN, "the peer went away before its settings were here", null);
        }
    }

    @Override
    public void withdrawn(Send gone) {
        if (early == gone) {
            early = null;
            pool.release(this);
            afterStream();
        }
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
        return Collections.min(List.of(responseTimeout, limits.progressTimeout(), limits.idleTimeout()))
                .dividedBy(8);
    }

    // ---- what the peer says

    @Override
    void settings(Http2Settings settings) throws Http2Exception {
        Boolean protocols = settings.connectProtocolEnabled();
        if (protocols != null) {
            if (takesProtocols && !protocols) {
                throw Http2Exception.connectionError(
                        Http2Error.PROTOCOL_ERROR, "a server must go on to take extended CONNECT when it has said so");
            }
            takesProtocols = protocols;
        }
        Long allowed = settings.maxConcurrentStreams();
        if (allowed != null || !settled) {
            settled = true;
            settingsWatch.close();
            most = allowed == null ? rules.streams() : (int) Math.min(allowed, rules.streams());
            pool.allowed(this, most);
        }
        if (early != null) {
            onLoop(this::settingsKnown); // more of them may be right behind these
        }
    }

    private void settingsKnown() {
        Send waited = early;
        early = null;
        if (waited != null) {
            begin(waited);
        }
    }

    /** Those in line would wait for its places for ever. */
    private void settingsTimedOut() {
        String why = "the settings of a peer must be here within " + responseTimeout + " but were not";
        pool.retire(this);
        if (early != null) {
            early.fail(Kind.TIMEOUT, why, null);
        }
        for (Http2Stream stream : all()) {
            stream.reset(Http2Error.CANCEL, new HttpClientException(Kind.TIMEOUT, why, null));
        }
        fault(Http2Error.SETTINGS_TIMEOUT, why);
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
        elsewhere();
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
        settingsWatch.close();
        pool.gone(this);
        elsewhere();
    }
}
