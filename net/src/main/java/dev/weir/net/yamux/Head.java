package dev.weir.net.yamux;

import java.nio.ByteBuffer;

/**
 * The twelve bytes before each frame: version, type, flags, stream and length. Only data has bytes after it, as many as
 * its length says; of the other types the length is a number: how much a window is larger, what a ping says, why a session
 * is over. The numbers are without sign.
 */
record Head(int type, int flags, long stream, long length) {
    static final int SIZE = 12;

    static final int DATA = 0;
    static final int WINDOW = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    static final long MOST = 0xFFFF_FFFFL;
    private static final int VERSION = 0;
    private static final int FLAGS = SYN | ACK | FIN | RST;

    /** Reads one. The types and the flags are known ones then, and streams have those that are for them. */
    static Head read(ByteBuffer from) throws MuxException {
        int version = from.get() & 0xFF;
        int type = from.get() & 0xFF;
        int flags = from.getShort() & 0xFFFF;
        Head head = new Head(type, flags, from.getInt() & MOST, from.getInt() & MOST);
        if (version != VERSION) {
            throw new MuxException(
                    "a frame's version must be 0 but was " + version + "; does the peer speak this protocol?");
        }
        if (type > GO_AWAY) {
            throw new MuxException("a frame's type must be 0 to 3 but was " + type);
        }
        if ((flags & ~FLAGS) != 0) {
            throw new MuxException(
                    "a frame's flags must be some of the lowest four but were 0x" + Integer.toHexString(flags));
        }
        boolean ofStream = type == DATA || type == WINDOW;
        if (ofStream == (head.stream == 0)) {
            throw new MuxException(
                    ofStream
                            ? "a frame of type " + type + " must be of a stream but was of stream 0"
                            : "a frame of type " + type
                                    + " must be of the session, which is stream 0, but was of stream " + head.stream);
        }
        return head;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    void write(ByteBuffer to) {
        to.put((byte) VERSION)
                .put((byte) type)
                .putShort((short) flags)
                .putInt((int) stream)
                .putInt((int) length);
    }
}
