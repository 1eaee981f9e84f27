package dev.weir.http;

import dev.weir.Source;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bodies as arrays, for what cuts them into frames. */
final class Buffers {
    private Buffers() {}

    static Source<byte[]> arrays(Source<ByteBuffer> body) {
        return body.map(Buffers::array);
    }

    /** The bytes of a buffer; its own array if that has nothing else in it. */
    static byte[] array(ByteBuffer buffer) {
        if (!buffer.hasArray()) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        int from = buffer.arrayOffset() + buffer.position();
        boolean all = from == 0 && buffer.remaining() == buffer.array().length;
        return all ? buffer.array() : Arrays.copyOfRange(buffer.array(), from, from + buffer.remaining());
    }
}
