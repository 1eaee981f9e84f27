package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.util.Set;

/**
 * Writes frames. Those without data are not held back by windows, so they are counted: when more wait for the socket than
 * may, the peer does not read, and the connection is cut. For the event loop.
 */
final class Http2Frames {
    /** The table that the peer may have this end use: more would only be memory that the peer commands. */
    private static final long TABLE = 4096;

    /** Fields that are never put into the table, so that nobody can guess them by its behaviour. */
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    private static final int SHOWN = 200;

    /** What comes before each frame, and about what each field takes: for the rule of progress. */
    private static final int PREFIX = 9;

    private static final int FIELD = 8;

    private final Http2Connection connection;
    private final int mostQueued;
    private final Http2FrameWriter writer = new DefaultHttp2FrameWriter(
            new DefaultHttp2HeadersEncoder((name, value) -> SECRET.contains(name.toString()), false));
    private int queued;
    private boolean written;

    Http2Frames(Http2Connection connection, int mostQueued) {
        this.connection = connection;
        this.mostQueued = mostQueued;
    }

    /** Whether something was written since this was asked last. */
    boolean written() {
        boolean was = written;
        written = false;
        return was;
    }

    void table(long size) throws Http2Exception {
        writer.configuration().headersConfiguration().maxHeaderTableSize(Math.min(TABLE, size));
    }

    void data(int id, ByteBuf bytes, boolean end, Runnable then) {
        if (connection.closed) {
            bytes.release();
            return;
        }
        written = true;
        int count = PREFIX + bytes.readableBytes();
        var _ = writer.writeData(connection.context(), id, bytes, 0, end, connection.promise(count, then));
    }

    void head(int id, Http2Headers head, boolean end, Runnable then) {
        if (mayWrite()) {
            var _ = writer.writeHeaders(connection.context(), id, head, 0, end, control(size(head), then));
        }
    }

    /** A head whose body comes behind it: it is flushed with what of that is there at once. */
    void headOfBody(int id, Http2Headers head) {
        if (mayWrite()) {
            var _ = writer.writeHeaders(connection.context(), id, head, 0, false, counted(size(head), () -> {}));
            connection.atTurnsEnd(() -> {
                written = true;
                connection.soon();
            });
        }
    }

    private static int size(Http2Headers head) {
        return PREFIX + FIELD * head.size();
    }

    void settings(Http2Settings settings) {
        if (mayWrite()) {
            var _ = writer.writeSettings(connection.context(), settings, control(() -> {}));
        }
    }

    void settingsAck() {
        if (mayWrite()) {
            var _ = writer.writeSettingsAck(connection.context(), control(() -> {}));
        }
    }

    void ping(boolean ack, long data) {
        if (mayWrite()) {
            var _ = writer.writePing(connection.context(), ack, data, control(() -> {}));
        }
    }

    void reset(int id, Http2Error error) {
        if (mayWrite()) {
            var _ = writer.writeRstStream(connection.context(), id, error.code(), control(() -> {}));
        }
    }

    void windowUpdate(int id, long bytes) {
        if (mayWrite()) {
            var _ = writer.writeWindowUpdate(connection.context(), id, (int) bytes, control(() -> {}));
        }
    }

    void goAway(int last, Http2Error error, String why, Runnable then) {
        if (mayWrite()) {
            String shown = why.substring(0, Math.min(SHOWN, why.length()));
            ByteBuf text = ByteBufUtil.writeUtf8(connection.channel.alloc(), shown);
            var _ = writer.writeGoAway(connection.context(), last, error.code(), text, control(then));
        }
    }

    /** The client's first bytes. */
    void preface(byte[] bytes) {
        if (mayWrite()) {
            ByteBuf preface = connection.channel.alloc().buffer(bytes.length).writeBytes(bytes);
            var _ = connection.context().write(preface, control(() -> {}));
        }
    }

    private boolean mayWrite() {
        if (!connection.closed && queued >= mostQueued) {
            connection.broken(new IOException("a peer must read what it causes to be sent but " + queued
                    + " frames wait for it; read, or send less"));
        }
        return !connection.closed;
    }

    private ChannelPromise control(Runnable then) {
        return control(PREFIX, then);
    }

    private ChannelPromise control(int bytes, Runnable then) {
        written = true;
        connection.soon();
        return counted(bytes, then);
    }

    private ChannelPromise counted(int bytes, Runnable then) {
        queued++;
        return connection.promise(bytes, () -> {
            queued--;
            then.run();
        });
    }
}
