package dev.weir.internal.frame;

import java.io.Serial;
import java.io.Serializable;

/**
 * Looks for a sequence of bytes, and reads each byte once, as Knuth, Morris and Pratt do: {@code border[i]} is how many
 * bytes at the end of the first {@code i + 1} are also its beginning, so that this many still match when the next does not.
 */
public final class Delimiter implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private final int[] border;

    private Delimiter(byte[] bytes) {
        this.bytes = bytes;
        this.border = new int[bytes.length];
        for (int i = 1; i < bytes.length; i++) {
            border[i] = matched(border[i - 1], bytes[i]);
        }
    }

    /** One of these bytes. */
    public static Delimiter of(byte... bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException(
                    "a delimiter must have >= 1 bytes but had 0; use raw for bytes without one");
        }
        return new Delimiter(bytes.clone());
    }

    int length() {
        return bytes.length;
    }

    /** How many bytes of it the last ones are with this one, if before it they were so many, but not all. */
    int matched(int before, byte next) {
        int matched = before;
        while (matched > 0 && bytes[matched] != next) {
            matched = border[matched - 1];
        }
        return bytes[matched] == next ? matched + 1 : 0;
    }

    /** This frame and the delimiter. */
    byte[] behind(byte[] frame) {
        byte[] out = new byte[Math.addExact(frame.length, bytes.length)];
        System.arraycopy(frame, 0, out, 0, frame.length);
        System.arraycopy(bytes, 0, out, frame.length, bytes.length);
        return out;
    }
}
