package dev.weir.http.internal.h2;

import dev.weir.http.HttpLimits;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that were received and wait for whoever takes them. Small pieces are put together, so that a peer who sends a byte
 * at a time costs at most twice what it sends. How many there are is up to the windows. For one thread.
 */
public final class ByteQueue {
    private final Queue<byte[]> whole = new ArrayDeque<>();
    private byte[] tail = {};
    private int length;

    /** Adds all of it. */
    public void add(ByteBuf bytes) {
        while (bytes.isReadable()) {
            int count = Math.min(bytes.readableBytes(), HttpLimits.CHUNK - length);
            if (length + count > tail.length) {
                int more = length == 0 ? count : Math.min(HttpLimits.CHUNK, Math.max(length + count, 2 * length));
                tail = Arrays.copyOf(tail, more);
            }
            bytes.readBytes(tail, length, count);
            length += count;
            if (length == HttpLimits.CHUNK) {
                whole.add(tail);
                tail = new byte[0];
                length = 0;
            }
        }
    }

    /** The next piece, the taker's own; null if there is none. */
    public @Nullable ByteBuffer poll() {
        byte[] first = whole.poll();
        if (first != null) {
            return ByteBuffer.wrap(first);
        }
        if (length == 0) {
            return null;
        }
        ByteBuffer last = ByteBuffer.wrap(tail, 0, length);
        tail = new byte[0];
        length = 0;
        return last;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return length == 0 && whole.isEmpty();
    }

    /** Throws all away. */
    public void clear() {
        whole.clear();
        tail = new byte[0];
        length = 0;
    }
}
