package dev.weir.net.yamux;

import java.nio.ByteBuffer;

/**
 * Finds the frames in what comes, wherever that is cut. Holds less than one head; the bytes of data are handed on as they
 * come, so that no frame is too large for it.
 */
final class FrameReader {
    /** Who is told. */
    interface To {
        /** A frame begins; if it is not data, that is all of it. */
        void head(Head head) throws MuxException;

        /** Some of its data; the array is the receiver's to read from now, not to keep. */
        void data(byte[] from, int at, int count) throws MuxException;

        /** All of its data was told. */
        void complete() throws MuxException;
    }

    private final ByteBuffer head = ByteBuffer.allocate(Head.SIZE);
    private long left; // of the data of the frame that has begun

    void read(byte[] bytes, To to) throws MuxException {
        int at = 0;
        while (at < bytes.length) {
            if (left > 0) {
                int count = (int) Math.min(left, bytes.length - at);
                left -= count;
                to.data(bytes, at, count);
                at += count;
                if (left == 0) {
                    to.complete();
                }
            } else {
                int count = Math.min(head.remaining(), bytes.length - at);
                head.put(bytes, at, count);
                at += count;
                begin(to);
            }
        }
    }

    private void begin(To to) throws MuxException {
        if (head.hasRemaining()) {
            return;
        }
        Head next = Head.read(head.flip());
        head.clear();
        to.head(next);
        if (next.type() == Head.DATA) {
            left = next.length();
            if (left == 0) {
                to.complete();
            }
        }
    }

    /** Whether a frame has begun that is not complete. */
    boolean inside() {
        return left > 0 || head.position() > 0;
    }
}
