package dev.weir.net.yamux;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that wait to be taken. Small pieces are put together, so that what is held is not more than about twice the bytes,
 * however they were cut.
 */
final class Unread {
    private static final int SMALL = 256;
    private static final int MOST = 16 * 1024;

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private byte[] tail = new byte[0]; // comes after the pieces
    private int filled;

    void add(byte[] from, int at, int count) {
        int done = 0;
        while (done < count) {
            if (filled == tail.length) {
                grow(count - done);
            }
            int now = Math.min(count - done, tail.length - filled);
            System.arraycopy(from, at + done, tail, filled, now);
            filled += now;
            done += now;
        }
    }

    private void grow(int wanted) {
        if (filled >= MOST) {
            pieces.add(tail);
            tail = new byte[0];
            filled = 0;
        }
        int larger = Math.max(Math.max(SMALL, wanted), filled * 2);
        tail = Arrays.copyOf(tail, Math.max(filled, Math.min(MOST, larger)));
    }

    /** The next bytes; null if there are none. */
    byte @Nullable [] poll() {
        byte[] piece = pieces.poll();
        if (piece == null && filled > 0) {
            piece = filled == tail.length ? tail : Arrays.copyOf(tail, filled);
            tail = new byte[0];
            filled = 0;
        }
        return piece;
    }

    boolean isEmpty() {
        return pieces.isEmpty() && filled == 0;
    }

    void clear() {
        pieces.clear();
        tail = new byte[0];
        filled = 0;
    }
}
