package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.Pipe;
import dev.weir.Running;
import dev.weir.Sink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has gone over from HTTP to a conversation. Each direction has its windows and ends for itself: the peer's end
 * of the stream ends the source, the clean end of the sink is this end's. It is over when the conversation has run to its
 * end and all it said was handed to the socket; any other ending resets the stream. For the event loop.
 */
final class StreamTunnel {
    final StreamOutbound outbound;
    private final StreamInbound inbound;
    private final Http2Stream stream;
    private final Consumer<Ending> over;
    private boolean ran;
    private boolean sent;

    /** Of this stream; {@code over} is told how it ended. */
    StreamTunnel(Http2Stream stream, Consumer<Ending> over) {
        this.stream = stream;
        this.over = over;
        this.outbound = new StreamOutbound(stream, OptionalLong.empty(), Headers::none);
        StreamInbound known = stream.inbound;
        if (known == null) { // the peer has ended its direction with the head
            known = new StreamInbound(stream, () -> {});
            known.end(Headers.none());
        }
        this.inbound = known;
    }

    /** Both directions, to be run once each. */
    Duplex<byte[], byte[]> duplex() {
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

    /** A direction that this run has not begun when it ends is ended with it. */
    void runBy(Running<?> run) {
        var _ = run.result().whenComplete((value, failure) -> stream.connection.onLoop(() -> ranOut(failure)));
    }

    private void ranOut(@Nullable Throwable failure) {
        if (failure != null) {
            over.accept(
                    failure instanceof FlowCancelledException
                            ? new Ending.Cancelled(String.valueOf(failure.getMessage()))
                            : new Ending.Failed("conversation", failure));
            return;
        }
        ran = true;
        inbound.discard();
        if (!outbound.opened()) {
            stream.endQueue(Headers.none());
        }
        endIfOver();
    }

    /** All that is to be said was handed to the socket. */
    void sent() {
        sent = true;
        endIfOver();
    }

    private void endIfOver() {
        if (ran && sent) {
            over.accept(Ending.DONE);
        }
    }
}
