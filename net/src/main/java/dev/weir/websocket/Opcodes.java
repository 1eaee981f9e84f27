package dev.weir.websocket;

/** What kinds of frames there are. */
final class Opcodes {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The most bytes in a control frame. */
    static final int CONTROL_BYTES = 125;

    private Opcodes() {}

    static boolean control(int opcode) {
        return opcode >= CLOSE;
    }

    static boolean known(int opcode) {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }
}
