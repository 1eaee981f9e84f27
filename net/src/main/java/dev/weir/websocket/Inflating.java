package dev.weir.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes messages large again, a piece at a time, so that whoever takes the pieces can stop a bomb. Owns memory outside of
 * the heap, about 45 KiB.
 */
final class Inflating implements AutoCloseable {
    /** Takes what comes out. */
    interface Into {
        void take(byte[] bytes, int count) throws WebSocketException;
    }

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int PIECE = 4 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final byte[] piece = new byte[PIECE];
    private final boolean keepsContext;

    Inflating(boolean keepsContext) {
        this.keepsContext = keepsContext;
    }

    /** More of a message. */
    void add(byte[] bytes, int count, Into into) throws WebSocketException {
        int from = 0;
        while (from < count) {
            inflater.setInput(bytes, from, count - from);
            drain(into);
            if (!inflater.finished()) {
                return;
            }
            from = count - inflater.getRemaining(); // a last block within a message: another stream may follow
            inflater.reset();
        }
    }

    private void drain(Into into) throws WebSocketException {
        try {
            for (int made = inflater.inflate(piece); made > 0; made = inflater.inflate(piece)) {
                into.take(piece, made);
            }
        } catch (DataFormatException e) {
            throw wrong();
        }
        if (inflater.needsDictionary()) {
            throw wrong();
        }
    }

    private static WebSocketException wrong() {
        return new WebSocketException(
                Close.INVALID_DATA, "a compressed message must be one of DEFLATE but was something else");
    }

    /** The end of a message. */
    void end(Into into) throws WebSocketException {
        add(TAIL, TAIL.length, into);
        if (!keepsContext) {
            inflater.reset();
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
