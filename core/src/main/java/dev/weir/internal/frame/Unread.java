package dev.weir.internal.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that have come and were not read: a chunk as it came, or what is left of several. Its array is at most so large
 * that a chunk is moved twice on the average, however long a frame is and however small the chunks are.
 */
public final class Unread {
    private static final byte[] NOTHING = {};
    private static final int SMALL = 128;
    private static final int FEW = 8; // an array that is so many times larger than another would be is let go
    private static final int LARGEST = Integer.MAX_VALUE - 8; // no array can have more bytes

    private byte[] bytes = NOTHING;
    private boolean shared = true; // it is a chunk, which others may read too
    private int from;
    private int to;
    private ByteBuffer view = ByteBuffer.wrap(NOTHING);

    /** How many there are. */
    public int size() {
        return to - from;
    }

    /** They come behind what is there. */
    public void append(byte[] chunk) {
        if (from == to) {
            bytes = chunk;
            shared = true;
            from = 0;
            to = chunk.length;
        } else {
            if (shared || chunk.length > bytes.length - to) {
                makeRoom(chunk.length);
            }
            System.arraycopy(chunk, 0, bytes, to, chunk.length);
            to += chunk.length;
        }
    }

    private void makeRoom(int more) {
        int rest = to - from;
        int size = Math.addExact(rest, more);
        long twice = 2L * size;
        boolean fits = !shared && twice <= bytes.length && bytes.length <= Math.max(SMALL, FEW * twice);
        byte[] whole = fits ? bytes : new byte[Math.clamp(twice, SMALL, Math.max(size, LARGEST))];
        System.arraycopy(bytes, from, whole, 0, rest);
        bytes = whole;
        shared = false;
        from = 0;
        to = rest;
    }

    /** All of them, to be read; what that leaves is told to {@link #leave}. One buffer, as long as the array stays. */
    @SuppressWarnings("ReferenceEquality") // the same array, not one like it
    public ByteBuffer view() {
        if (view.array() != bytes) {
            view = ByteBuffer.wrap(bytes);
        }
        return view.limit(to).position(from).order(ByteOrder.BIG_ENDIAN); // whatever the reader before has set
    }

    /** What was read of the view counts. */
    public void leave(ByteBuffer read) {
        from = read.position();
    }

    /** A copy of them, which stay. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** There are none any more. */
    public void clear() {
        bytes = NOTHING;
        shared = true;
        from = 0;
        to = 0;
    }
}
