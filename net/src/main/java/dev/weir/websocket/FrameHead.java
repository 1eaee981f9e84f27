package dev.weir.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The head of a frame, read byte by byte and checked against all that can be said without knowing the frames before.
 */
final class FrameHead {
    private static final int LONGEST = 14;

    private final boolean mustBeMasked;
    private final byte[] head = new byte[LONGEST];
    private int count;
    private int need = 2;

    FrameHead(boolean mustBeMasked) {
        this.mustBeMasked = mustBeMasked;
    }

    /** One more byte; whether the head is complete with it. */
    boolean add(byte b) throws WebSocketException {
        head[count++] = b;
        if (count == 2) {
            check();
            int length = head[1] & 0x7F;
            need = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (mustBeMasked ? 4 : 0);
        }
        if (count == need && count >= 2) {
            checkLength();
            return true;
        }
        return false;
    }

    private void check() throws WebSocketException {
        if ((head[0] & 0x30) != 0) {
            throw wrong("the bits RSV2 and RSV3 of a frame must be 0 but were not");
        }
        if (!Opcodes.known(opcode())) {
            throw wrong("an opcode must be one of 0, 1, 2, 8, 9 and 10 but was " + opcode());
        }
        if ((head[1] < 0) != mustBeMasked) {
            throw wrong(
                    mustBeMasked
                            ? "a frame of a client must be masked but was not"
                            : "a frame of a server must not be masked but was");
        }
        if (Opcodes.control(opcode())) {
            if (!last()) {
                throw wrong("a control frame must not be fragmented but was");
            }
            if ((head[1] & 0x7F) > Opcodes.CONTROL_BYTES) {
                throw wrong("a control frame must have <= 125 bytes but had more");
            }
            if (compressed()) {
                throw wrong("a control frame must not be compressed but had the bit RSV1");
            }
        }
    }

    private void checkLength() throws WebSocketException {
        int said = head[1] & 0x7F;
        long length = length();
        if (length < 0 || (said == 126 && length < 126) || (said == 127 && length < 65536)) {
            throw wrong("the length of a frame must be said in as few bytes as it needs, and be positive, but was not");
        }
    }

    static WebSocketException wrong(String rule) {
        return new WebSocketException(Close.PROTOCOL_ERROR, rule);
    }

    int opcode() {
        return head[0] & 0x0F;
    }

    /** Whether it is the last frame of its message. */
    boolean last() {
        return head[0] < 0;
    }

    boolean compressed() {
        return (head[0] & 0x40) != 0;
    }

    /** How many bytes come after it. */
    long length() {
        int said = head[1] & 0x7F;
        if (said < 126) {
            return said;
        }
        long length = 0;
        for (int i = 2; i < (said == 126 ? 4 : 10); i++) {
            length = (length << 8) | (head[i] & 0xFF);
        }
        return length;
    }

    /** What those are masked with; null if they are not. */
    byte @Nullable [] mask() {
        return mustBeMasked ? new byte[] {head[need - 4], head[need - 3], head[need - 2], head[need - 1]} : null;
    }

    /** For the next frame. */
    void reset() {
        count = 0;
        need = 2;
    }
}
