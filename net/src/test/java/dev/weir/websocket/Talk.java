package dev.weir.websocket;

import dev.weir.Duplex;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket over bytes that are all there from the start, run to its end: what it sent, what the peer's close was, and
 * what it failed with.
 */
record Talk(List<String> sent, Close peer, @Nullable Throwable failure) {
    static final Pipe<Message, Message> ECHO = heard -> heard;

    static Talk run(
            boolean server,
            @Nullable Deflate deflate,
            WebSocketOptions options,
            List<byte[]> chunks,
            Pipe<Message, Message> answers) {
        var out = new ByteArrayOutputStream();
        var ends = new WebSocket.Ends();
        Duplex<byte[], byte[]> below = Duplex.of(Source.from(chunks), Sink.forEach(out::writeBytes));
        var run = below.through(WebSockets.layer(server, deflate, options, ends))
                .answer(answers)
                .start();
        Throwable failure = null;
        try {
            run.join(Duration.ofSeconds(20));
        } catch (TimeoutException e) {
            run.cancel("it hangs");
            throw new AssertionError("it hangs: " + run, e);
        } catch (RuntimeException e) {
            failure = e;
            while (failure.getCause() != null && !(failure instanceof WebSocketException)) {
                failure = failure.getCause();
            }
        }
        Close peer = ends.heard.getNow(new Close(0, "nothing was told"));
        return new Talk(Raw.read(out.toByteArray(), !server), peer, failure);
    }

    static Talk echo(boolean server, byte[] heard, int cut) {
        return run(server, null, WebSocketOptions.defaults(), cut(heard, cut), ECHO);
    }

    /** Chunks of so many bytes. */
    static List<byte[]> cut(byte[] all, int size) {
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < all.length; i += size) {
            chunks.add(Arrays.copyOfRange(all, i, Math.min(all.length, i + size)));
        }
        return chunks;
    }

    int code() {
        return failure instanceof WebSocketException e ? e.code() : 0;
    }
}
