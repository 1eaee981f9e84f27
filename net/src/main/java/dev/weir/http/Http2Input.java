package dev.weir.http;

import dev.weir.http.internal.h2.FrameCutter;
import dev.weir.http.internal.h2.Preface;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameReader;

/** Reads the preface, if there is to be one, and then frames, one at a time, in the time that a head may take. */
final class Http2Input {
    private final Http2Connection connection;
    private final FrameCutter cutter = new FrameCutter();
    private final Http2FrameReader reader;
    private final Http2Listener listener;
    private final Watch headWatch;
    private boolean prefaced;
    private boolean watched;

    Http2Input(Http2Connection connection, boolean prefaced) {
        this.connection = connection;
        this.prefaced = prefaced;
        this.reader =
                new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, connection.limits.headerBytes()));
        this.listener = new Http2Listener(connection);
        this.headWatch = new Watch(connection.loop, connection::headTimedOut);
    }

    /** Reads one frame out of what has come; false if it is not all there. */
    boolean next() throws Http2Exception {
        if (!prefaced && !preface()) {
            return false;
        }
        ByteBuf frame = cutter.next(connection.held);
        if (frame == null) {
            return false;
        }
        frame.retain(); // a close, from inside, lets go of what was read
        try {
            reader.readFrame(connection.context(), frame, listener);
        } catch (Http2Exception e) {
            if (!Http2Exception.isStreamError(e)) {
                throw e;
            }
            streamFault(e);
        } finally {
            frame.release();
        }
        return true;
    }

    private boolean preface() throws Http2Exception {
        Preface.Seen seen = Preface.seen(connection.held);
        if (seen == Preface.Seen.OTHER) {
            throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "a client must begin with its preface");
        }
        if (seen == Preface.Seen.ALL) {
            connection.held.skipBytes(Preface.length());
            prefaced = true;
        }
        return prefaced;
    }

    private void streamFault(Http2Exception e) throws Http2Exception {
        int id = Http2Exception.streamId(e);
        Http2Stream stream = connection.streams.get(id);
        connection.resetCosts();
        if (stream != null) {
            stream.reset(e.error(), new HttpMessageException(400, String.valueOf(e.getMessage())));
        } else if (connection.idle(id) && cutter.head()) {
            connection.malformedHead(id, e instanceof Http2Exception.HeaderListSizeException);
        } else if (connection.idle(id) && !cutter.priority()) {
            throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "%s", e.getMessage());
        } else {
            connection.frames.reset(id, e.error());
        }
    }

    /** There is no whole frame now: if that is within a head, the rest of it has to come in time. */
    void await() {
        if (!cutter.blockOpen() && prefaced) {
            watched = false;
            headWatch.disarm();
        } else if (!watched) {
            watched = true;
            headWatch.arm(connection.limits.headTimeout());
        }
    }

    /** Nothing more is read. */
    void stop() {
        headWatch.disarm();
    }

    void close() {
        headWatch.close();
        reader.close();
    }
}
