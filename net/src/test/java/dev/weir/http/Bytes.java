package dev.weir.http;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Text and bytes of bodies, for tests. */
final class Bytes {
    private Bytes() {}

    static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static Source<ByteBuffer> body(String... pieces) {
        return Source.of(pieces).map(Bytes::buffer);
    }

    /** Endless, or so many pieces of that size. */
    static Source<ByteBuffer> pieces(long count, int size) {
        return Source.range(0, count).map(n -> ByteBuffer.wrap(new byte[size]));
    }

    /** Says nothing, and does not end. */
    static Source<ByteBuffer> silence() {
        return told(new CompletableFuture<>());
    }

    /** Says what the receiver is told that is put in here when it runs. */
    static Source<ByteBuffer> told(CompletableFuture<Receiver<ByteBuffer>> receiver) {
        return Source.pausable(Capacity.items(10), to -> {
            receiver.complete(to);
            return new Producing() {
                @Override
                public void resume() {}

                @Override
                public void stop(Ending reason) {}
            };
        });
    }

    /** Runs a body and answers its text. Blocks. */
    static String text(Source<ByteBuffer> body) {
        var all = new ByteArrayOutputStream();
        body.forEach(buffer -> {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            all.write(bytes);
        });
        return all.toString(StandardCharsets.UTF_8);
    }

    static long count(Source<ByteBuffer> body) {
        return body.reduce(0L, (sum, buffer) -> sum + buffer.remaining());
    }
}
