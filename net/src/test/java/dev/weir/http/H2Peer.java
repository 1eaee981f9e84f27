package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/** Speaks HTTP/2 frame by frame over a socket, and does nothing by itself but acknowledge settings. For tests. */
final class H2Peer implements AutoCloseable {
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    final Socket socket;
    final DefaultHttp2FrameWriter writer = new DefaultHttp2FrameWriter();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final DefaultHttp2FrameReader reader = new DefaultHttp2FrameReader(false);
    private final Queue<Frame> seen = new ArrayDeque<>();
    private final ByteBuf in = Unpooled.buffer();
    private final byte[] piece = new byte[64 * 1024];

    H2Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Wait.LONG.toMillis());
    }

    /** A client that has said its preface and these settings. */
    static H2Peer client(int port, Http2Settings settings) throws IOException {
        return client(port, settings, 0);
    }

    static H2Peer client(int port, Http2Settings settings, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        H2Peer peer = new H2Peer(socket);
        peer.raw(PREFACE);
        return peer.settings(settings);
    }

    /** A server that has heard the preface, and has said these settings. */
    static H2Peer server(Socket accepted, Http2Settings settings) throws IOException {
        return server(accepted).settings(settings);
    }

    /** A server that has heard the preface, and has said nothing. */
    static H2Peer server(Socket accepted) throws IOException {
        H2Peer peer = new H2Peer(accepted);
        byte[] heard = accepted.getInputStream().readNBytes(PREFACE.length);
        if (!java.util.Arrays.equals(heard, PREFACE)) {
            throw new IOException("no preface but " + new String(heard, StandardCharsets.US_ASCII));
        }
        return peer;
    }

    static H2Peer client(int port) throws IOException {
        return client(port, new Http2Settings());
    }

    ChannelHandlerContext context() {
        return channel.pipeline().firstContext();
    }

    // ---- sends

    H2Peer raw(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Has what was written go out, in one piece. */
    H2Peer flush() throws IOException {
        channel.flushOutbound();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        socket.getOutputStream().write(all.array(), 0, all.readableBytes());
        return this;
    }

    H2Peer settings(Http2Settings settings) throws IOException {
        var _ = writer.writeSettings(context(), settings, context().newPromise());
        return flush();
    }

    static Http2Headers fields(String... namesAndValues) {
        Http2Headers fields = new DefaultHttp2Headers(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    H2Peer head(int id, boolean end, Http2Headers fields) throws IOException {
        var _ = writer.writeHeaders(context(), id, fields, 0, end, context().newPromise());
        return flush();
    }

    H2Peer get(int id, String path, String... more) throws IOException {
        return head(id, true, request("GET", path, more));
    }

    H2Peer post(int id, String path, String... more) throws IOException {
        return head(id, false, request("POST", path, more));
    }

    static Http2Headers request(String method, String path, String... more) {
        Http2Headers fields = fields(":method", method, ":scheme", "http", ":authority", "h", ":path", path);
        for (int i = 0; i < more.length; i += 2) {
            fields.add(more[i], more[i + 1]);
        }
        return fields;
    }

    H2Peer data(int id, byte[] bytes, boolean end) throws IOException {
        var _ = writer.writeData(
                context(), id, Unpooled.wrappedBuffer(bytes), 0, end, context().newPromise());
        return flush();
    }

    H2Peer data(int id, String text, boolean end) throws IOException {
        return data(id, text.getBytes(StandardCharsets.UTF_8), end);
    }

    /** Answers with 200 and this text. */
    H2Peer answer(int id, String text) throws IOException {
        return head(id, false, fields(":status", "200")).data(id, text, true);
    }

    H2Peer goAway(int last, Http2Error error) throws IOException {
        var _ = writer.writeGoAway(
                context(), last, error.code(), Unpooled.EMPTY_BUFFER, context().newPromise());
        return flush();
    }

    H2Peer reset(int id, Http2Error error) throws IOException {
        var _ = writer.writeRstStream(context(), id, error.code(), context().newPromise());
        return flush();
    }

    H2Peer window(int id, int bytes) throws IOException {
        var _ = writer.writeWindowUpdate(context(), id, bytes, context().newPromise());
        return flush();
    }

    H2Peer ping(long data) throws IOException {
        var _ = writer.writePing(context(), false, data, context().newPromise());
        return flush();
    }

    // ---- sees

    /** The next frame; waits for it. */
    Frame next() throws IOException {
        while (seen.isEmpty()) {
            int count;
            try {
                count = socket.getInputStream().read(piece);
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("nothing came for " + Wait.LONG, e);
            } catch (IOException e) {
                count = -1;
            }
            if (count < 0) {
                return new Frame.Closed();
            }
            in.writeBytes(piece, 0, count);
            try {
                reader.readFrame(context(), in, new Recorder());
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
            in.discardReadBytes();
        }
        return seen.remove();
    }

    /** The first frame that is such a one; those before it are dropped. */
    Frame until(Predicate<Frame> wanted) throws IOException {
        while (true) {
            Frame frame = next();
            if (wanted.test(frame)) {
                return frame;
            }
            if (frame instanceof Frame.Closed) {
                throw new IOException("the connection has ended");
            }
        }
    }

    <F extends Frame> F until(Class<F> type) throws IOException {
        return type.cast(until(type::isInstance));
    }

    /** All of the answer on this stream, as text; other frames are dropped. */
    String answer(int id) throws IOException {
        var text = new StringBuilder();
        while (true) {
            Frame frame = until(any -> switch (any) {
                case Frame.Head head -> head.id() == id;
                case Frame.Data data -> data.id() == id;
                case Frame.Reset reset -> reset.id() == id;
                default -> any instanceof Frame.GoAway;
            });
            switch (frame) {
                case Frame.Head head -> {
                    text.append(text.isEmpty() ? head.fields().status() + " " : " " + head.fields());
                    if (head.end()) {
                        return text.toString();
                    }
                }
                case Frame.Data data -> {
                    text.append(data.text());
                    if (data.end()) {
                        return text.toString();
                    }
                }
                default -> throw new IOException(frame + " after " + text);
            }
        }
    }

    private final class Recorder extends Http2FrameAdapter {
        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            seen.add(new Frame.Data(id, java.nio.ByteBuffer.wrap(bytes), end));
            return 0;
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers fields, int padding, boolean end) {
            seen.add(new Frame.Head(id, fields, end));
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
            seen.add(new Frame.Reset(id, Http2Error.valueOf(error)));
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) {
            seen.add(new Frame.SettingsAck());
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            seen.add(new Frame.Settings(settings));
            var _ = writer.writeSettingsAck(context(), context().newPromise());
            try {
                flush();
            } catch (IOException e) {
                seen.add(new Frame.Closed());
            }
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) {
            seen.add(new Frame.Ping(data, false));
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) {
            seen.add(new Frame.Ping(data, true));
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int last, long error, ByteBuf text) {
            seen.add(new Frame.GoAway(last, Http2Error.valueOf(error), text.toString(StandardCharsets.UTF_8)));
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int bytes) {
            seen.add(new Frame.Window(id, bytes));
        }

        @Override
        public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload) {
            seen.add(new Frame.Other("type " + type));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        channel.finishAndReleaseAll();
    }
}
