package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Pipe;
import dev.weir.Sink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has gone over from HTTP to a conversation. Each direction has its windows and ends for itself: the peer's end
 * of the stream ends the source, the clean end of the sink is this end's. When it is over is up to the server's or the
 * client's kind of it. For the event loop.
 */
abstract class StreamTunnel {
    final Http2Stream stream;
    final StreamOutbound outbound;
    final StreamInbound inbound;

    StreamTunnel(Http2Stream stream) {
        this.stream = stream;
        this.outbound = new StreamOutbound(stream, OptionalLong.empty(), Headers::none);
        StreamInbound known = stream.inbound;
        if (known == null) { // the peer has ended its direction with the head
            known = new StreamInbound(stream, 0, () -> {});
            known.end(Headers.none());
        }
        this.inbound = known;
        stream.converses();
    }

    /** All that is to be said was handed to the socket. */
    abstract void sent();

    /** Both directions, to be run once each. */
    final Duplex<byte[], byte[]> duplex() {
        Pipe<byte[], ByteBuffer> wrap = bytes -> bytes.map(ByteBuffer::wrap);
        Sink<ByteBuffer, @Nullable Void> out = Sink.writing(() -> outbound);
        return Duplex.of(inbound.source().map(StreamTunnel::bytes), wrap.<@Nullable Void>to(out));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] all = buffer.array();
        int from = buffer.arrayOffset() + buffer.position();
        boolean whole = from == 0 && buffer.remaining() == all.length;
        return whole ? all : Arrays.copyOfRange(all, from, from + buffer.remaining());
    }
}
