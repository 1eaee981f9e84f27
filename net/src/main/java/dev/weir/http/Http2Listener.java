package dev.weir.http;

import dev.weir.http.internal.h2.PriorityField;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.net.mux.Priority;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;

/** Hands the frames of a connection to where they belong, and counts those that cost their sender nothing. */
final class Http2Listener implements Http2FrameListener {
    private static final byte PRIORITY_UPDATE = 0x10;

    private final Http2Connection connection;

    Http2Listener(Http2Connection connection) {
        this.connection = connection;
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        int bytes = data.readableBytes();
        if (bytes == 0 && !end) {
            connection.windows.costs();
        }
        connection.windows.moved(bytes);
        Http2Stream stream = connection.streams.get(id);
        if (stream != null) {
            stream.data(data, padding, end);
        } else {
            connection.windows.discarded(bytes + padding);
            connection.notOpen(id, StreamEvent.DATA_IN);
        }
        return 0;
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers fields, int padding, boolean end)
            throws Http2Exception {
        Http2Stream stream = connection.streams.get(id);
        if (stream != null) {
            if (stream.on(StreamEvent.HEAD_IN)) {
                stream.head(fields, end);
            }
        } else if (connection.idle(id)) {
            connection.opened(id, fields, end);
        } else {
            connection.notOpen(id, StreamEvent.HEAD_IN);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers fields,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        onHeadersRead(ctx, id, fields, padding, end);
        weigh(id, weight);
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        connection.windows.costs();
        weigh(id, weight);
    }

    /** The older way to say it: the weight counts, the tree of dependencies does not. */
    private void weigh(int id, int weight) {
        Http2Stream stream = connection.streams.get(id);
        if (stream != null && stream.weighable()) {
            stream.prioritize(Priority.sharing(PriorityField.UNSAID.urgency(), weight), false);
        }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) throws Http2Exception {
        connection.resetCosts();
        Http2Stream stream = connection.streams.get(id);
        if (stream == null) {
            connection.notOpen(id, StreamEvent.RESET_IN);
        } else if (stream.on(StreamEvent.RESET_IN)) {
            stream.closeIfOver();
            stream.resetByPeer(error);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        connection.windows.costs();
        connection.apply(settings);
        connection.frames.settingsAck();
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        connection.windows.costs();
        connection.windows.settingsKnown();
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        connection.windows.costs();
        connection.frames.ping(true, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        connection.windows.costs();
        connection.pingAcknowledged(data);
    }

    @Override
    public void onPushPromiseRead(ChannelHandlerContext ctx, int id, int promised, Http2Headers fields, int padding)
            throws Http2Exception {
        throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "nothing may be pushed to this end");
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int last, long error, ByteBuf text) throws Http2Exception {
        connection.windows.costs();
        connection.goingAway(last, error, text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int bytes) throws Http2Exception {
        connection.windows.costs();
        if (id == 0) {
            connection.windows.credit(bytes);
            return;
        }
        Http2Stream stream = connection.streams.get(id);
        if (stream == null) {
            connection.notOpen(id, StreamEvent.WINDOW_IN);
        } else if (stream.on(StreamEvent.WINDOW_IN)) {
            stream.credit(bytes);
        }
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        connection.windows.costs();
        if (type == PRIORITY_UPDATE && id == 0 && payload.readableBytes() >= 4) {
            Http2Stream stream = connection.streams.get(payload.readInt() & Integer.MAX_VALUE);
            if (stream != null) {
                stream.prioritize(PriorityField.parse(payload.toString(StandardCharsets.US_ASCII)), true);
            }
        }
    }
}
