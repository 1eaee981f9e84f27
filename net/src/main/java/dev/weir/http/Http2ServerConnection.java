package dev.weir.http;

import dev.weir.admission.Refusal;
import dev.weir.http.internal.RequestHead;
import dev.weir.http.internal.h2.StreamState;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The server's end of a connection of HTTP/2. A request has a place until its answer was sent or nothing works for it any more; when
 * all places are taken, by streams that are open or by the work of streams that were reset, the next one is refused.
 *
 * <p>When the server drains, the peer is told that this end takes no more streams; those that it opened before it knew are
 * taken, until an answer to a ping shows that it knows. The connection is closed after the last one.
 */
final class Http2ServerConnection extends Http2Connection implements Served {
    private static final long DRAIN = 0x77656972;

    final HttpServer server;
    private int last;
    private final Set<Http2ServerStream> working = new HashSet<>(); // those that have a place
    private int allowed; // streams, as the peer was told
    private final Hammering hammering = new Hammering();
    private String leaves = ""; // why, when it does
    private boolean draining;
    private boolean drained; // the peer knows that no more streams are taken

    Http2ServerConnection(Channel channel, HttpServer server) {
        super(channel, server.limits(), false);
        this.server = server;
        this.allowed = rules.streams();
        readWatch.arm(limits.idleTimeout());
    }

    @Override
    void greet() {
        frames.settings(new Http2Settings()
                .maxConcurrentStreams(allowed)
                .initialWindowSize(rules.streamWindow())
                .maxHeaderListSize(limits.headerBytes())
                .connectProtocolEnabled(true));
        soon();
    }

    // ---- streams

    @Override
    boolean idle(int id) {
        return id > last || id % 2 == 0;
    }

    @Override
    int lastStream() {
        return last;
    }

    private void use(int id) throws Http2Exception {
        if (id % 2 == 0) {
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "a client's streams must be odd but one was %d", id);
        }
        closedStreams.passedOver(last, id);
        last = id;
    }

    @Override
    void opened(int id, Http2Headers fields, boolean end) throws Http2Exception {
        use(id);
        allowAsManyAsNow();
        if (drained || working.size() >= allowed) {
            closedStreams.add(id, StreamState.RESET_HERE);
            windows.costsReset();
            frames.reset(id, Http2Error.REFUSED_STREAM);
            return;
        }
        Http2ServerStream stream = new Http2ServerStream(this, id);
        add(stream);
        stream.begin(fields, end);
    }

    /** The peer may have fewer streams than it thinks; that is true before it knows. */
    private void allowAsManyAsNow() {
        int now = server.refuser().streams(rules.streams());
        if (now != allowed) {
            allowed = now;
            frames.settings(new Http2Settings().maxConcurrentStreams(now));
            soon();
        }
    }

    @Override
    void malformedHead(int id, boolean tooLarge) throws Http2Exception {
        use(id);
        Http2ServerStream stream = new Http2ServerStream(this, id);
        add(stream);
        if (tooLarge) {
            stream.refuse(431);
        } else {
            stream.reset(Http2Error.PROTOCOL_ERROR);
        }
    }

    /** The connection has spoken HTTP/1.1 up to this request, which had these settings with it: it is the first stream. */
    void upgraded(Http2Settings settings, RequestHead head) {
        try {
            apply(settings);
            use(1);
            Http2ServerStream stream = new Http2ServerStream(this, 1);
            add(stream);
            stream.beginUpgraded(head);
        } catch (Http2Exception e) {
            fault(e.error(), String.valueOf(e.getMessage()));
        }
    }

    void admitted() {
        hammering.admitted();
    }

    void refused(Refusal why) {
        if (!hammering.refused(now())) {
            return;
        }
        if (server.refuser().closes() && !draining) {
            leave("it was refused again and again");
        }
        if (streams.size() == 1) { // others would be held back too
            pauseReading(server.refuser().pauseNanos(why));
        }
    }

    void takesPlace(Http2ServerStream stream) {
        working.add(stream);
    }

    void freesPlace(Http2ServerStream stream) {
        working.remove(stream);
        afterStream();
    }

    @Override
    void streamClosed() {
        afterStream();
    }

    private void afterStream() {
        if (!closed && !ending() && streams.isEmpty() && working.isEmpty()) {
            if (drained) {
                farewell(Http2Error.NO_ERROR, leaves);
            } else {
                readWatch.arm(limits.idleTimeout());
            }
        }
    }

    // ---- the end

    @Override
    void closing() {
        super.closing();
        if (!working.isEmpty()) {
            onLoop(this::endWorking); // after those streams that can say better why
        }
    }

    /** Ends streams that had said all, but not to the socket: they are none of the connection's any more. */
    private void endWorking() {
        IOException cause = new IOException("the connection was closed before an answer was sent");
        List.copyOf(working).forEach(stream -> stream.gone(cause));
    }

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public void drain(Duration within) {
        if (closed || ending()) {
            return;
        }
        all().forEach(stream -> ((Http2ServerStream) stream).drain(within));
        if (!draining) {
            leave("the server stops");
        }
    }

    /** No more streams are taken; those that are there go on. */
    private void leave(String why) {
        draining = true;
        leaves = why;
        if (streams.isEmpty() && working.isEmpty()) {
            drained = true;
            farewell(Http2Error.NO_ERROR, why);
        } else {
            frames.goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, why, () -> {});
            frames.ping(false, DRAIN);
            soon();
        }
    }

    @Override
    void pingAcknowledged(long data) {
        if (draining && !drained && data == DRAIN) {
            drained = true;
            frames.goAway(last, Http2Error.NO_ERROR, leaves, () -> {});
            afterStream();
        }
    }

    @Override
    void goingAway(int lastOfMine, long error, String why) {
        if (error != Http2Error.NO_ERROR.code()) {
            broken(new IOException("the peer goes away: " + Http2Error.valueOf(error) + " " + why));
        }
    }

    @Override
    void settings(Http2Settings settings) {
        // what concerns the client's streams does not concern this end, which opens none
    }
}
