package dev.weir.http.internal.h2;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The first bytes of a client that speaks HTTP/2. */
public final class Preface {
    /** How much of it was seen. */
    public enum Seen {
        /** All of it. */
        ALL,
        /** What there is is its beginning; that may be nothing. */
        PART,
        /** Something else. */
        OTHER
    }

    private static final byte[] BYTES = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Preface() {}

    /** How many bytes it has. */
    public static int length() {
        return BYTES.length;
    }

    /** Its bytes, the caller's own. */
    public static byte[] bytes() {
        return BYTES.clone();
    }

    /** How much of it this begins with. */
    public static Seen seen(ByteBuf in) {
        int count = Math.min(BYTES.length, in.readableBytes());
        for (int i = 0; i < count; i++) {
            if (in.getByte(in.readerIndex() + i) != BYTES[i]) {
                return Seen.OTHER;
            }
        }
        return count == BYTES.length ? Seen.ALL : Seen.PART;
    }
}
