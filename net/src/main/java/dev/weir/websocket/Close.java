package dev.weir.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How one side has ended what it says.
 *
 * @param code one of RFC 6455, 7.4, or 3000 to 4999, which belong to applications
 * @param reason for people; empty if there is none
 */
public record Close(int code, String reason) {
    /** All was said. */
    public static final int NORMAL = 1000;

    /** A server stops, or a page was left. */
    public static final int GOING_AWAY = 1001;

    /** What came breaks the rules of the protocol. */
    public static final int PROTOCOL_ERROR = 1002;

    /** The peer gave no code; never sent. */
    public static final int NO_CODE = 1005;

    /** There was no close: the connection broke; never sent. */
    public static final int BROKEN = 1006;

    /** A text was not UTF-8, or something else within a message is wrong. */
    public static final int INVALID_DATA = 1007;

    /** A message was against the rules of whoever has got it. */
    public static final int POLICY = 1008;

    /** A message is larger than may be. */
    public static final int TOO_LARGE = 1009;

    /** The other side met a condition that it did not expect. */
    public static final int INTERNAL_ERROR = 1011;

    private static final int REASON_BYTES = 123;

    /** Checks that the reason is there. */
    public Close {
        Objects.requireNonNull(reason);
    }

    /**
     * One that may be sent.
     *
     * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8
     * @return the close
     * @throws IllegalArgumentException if it may not be sent
     */
    public static Close of(int code, String reason) {
        if (!sendable(code)) {
            throw new IllegalArgumentException("a close must have a code of 1000 to 1003, 1007 to 1014 or 3000 to 4999"
                    + " but had " + code + "; use 4000 and above for your own");
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > REASON_BYTES) {
            throw new IllegalArgumentException("the reason of a close must have <= " + REASON_BYTES
                    + " bytes in UTF-8 but had " + bytes + "; shorten it");
        }
        return new Close(code, reason);
    }

    static boolean sendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
