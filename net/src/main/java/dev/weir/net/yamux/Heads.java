package dev.weir.net.yamux;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A few frames without data, put together so that they go to the wire as one. */
final class Heads {
    /** How many bytes they are at most. */
    static final int MOST = 32 * Head.SIZE;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);

    boolean room() {
        return bytes.hasRemaining();
    }

    void add(Head head) {
        head.write(bytes);
    }

    /** All of them; null if there are none. */
    byte @Nullable [] bytes() {
        return bytes.position() == 0 ? null : Arrays.copyOf(bytes.array(), bytes.position());
    }
}
