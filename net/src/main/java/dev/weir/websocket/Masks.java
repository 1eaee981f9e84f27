package dev.weir.websocket;

import org.jspecify.annotations.Nullable;

/** Puts masks on and takes them off, which is the same. */
final class Masks {
    private Masks() {}

    /** Copies with a mask over it, beginning with this byte of the mask; without one it only copies. */
    static void copy(byte[] from, int fromAt, byte[] to, int toAt, int count, byte @Nullable [] mask, int maskAt) {
        if (mask == null) {
            System.arraycopy(from, fromAt, to, toAt, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[toAt + i] = (byte) (from[fromAt + i] ^ mask[(maskAt + i) & 3]);
        }
    }
}
