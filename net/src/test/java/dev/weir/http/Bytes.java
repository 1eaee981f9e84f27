package dev.weir.http;

import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
