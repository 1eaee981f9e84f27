package dev.weir.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Makes a message small, a piece at a time. What a message ends with is the same for all and is left out, so the last four
 * bytes are kept back until it is known that more come. Owns memory outside of the heap, about 260 KiB.
 */
final class Deflating implements AutoCloseable {
    private static final int TAIL = 4;
    private static final int SLACK = 16; // room beyond what is asked for, so that an end is seen as one

    private final Deflater deflater;
    private final boolean keepsContext;
    private final byte[] made;
    private int count;
    private boolean done; // all of it has gone in and come out
    private boolean atEnd = true;

    /** Makes pieces of at most so many bytes. */
    Deflating(boolean keepsContext, int level, int pieceBytes) {
        this.deflater = new Deflater(level, true);
        this.keepsContext = keepsContext;
        this.made = new byte[pieceBytes + TAIL + SLACK];
    }

    /** The next message; not to be changed while it is made small. */
    void begin(byte[] message) {
        deflater.setInput(message);
        count = 0;
        done = false;
    }

    /** The next piece; the last one may be empty; {@link #atEnd} is true after it. */
    byte[] next() {
        while (!done && count < made.length) {
            int room = made.length - count;
            int more = deflater.deflate(made, count, room, Deflater.SYNC_FLUSH);
            count += more;
            done = more < room;
        }
        int most = made.length - TAIL - SLACK;
        boolean last = done && count - TAIL <= most;
        int size = last ? count - TAIL : Math.min(most, count - TAIL);
        byte[] piece = Arrays.copyOf(made, size);
        System.arraycopy(made, size, made, 0, count - size);
        count -= size;
        if (last) {
            count = 0;
            if (!keepsContext) {
                deflater.reset();
            }
        }
        atEnd = last;
        return piece;
    }

    /** Whether the piece that was made last is the last one of its message. */
    boolean atEnd() {
        return atEnd;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
