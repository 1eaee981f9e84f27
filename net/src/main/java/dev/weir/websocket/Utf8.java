package dev.weir.websocket;

/**
 * Tells at the first wrong byte that a text is not UTF-8, however it is cut up. Knows how many bytes are missing in the
 * character that has begun, and between which the next of them must be.
 */
final class Utf8 {
    private int missing;
    private int least = 0x80;
    private int most = 0xBF;

    /** Looks at more of the text; whether it can still be UTF-8. */
    boolean feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xFF;
            if (missing > 0) {
                if (b < least || b > most) {
                    return false;
                }
                least = 0x80;
                most = 0xBF;
                missing--;
            } else if (b >= 0x80 && !begin(b)) {
                return false;
            }
        }
        return true;
    }

    private boolean begin(int b) {
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
            least = b == 0xE0 ? 0xA0 : 0x80; // else it could have been shorter
            most = b == 0xED ? 0x9F : 0xBF; // else it is half of a surrogate pair
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
            least = b == 0xF0 ? 0x90 : 0x80;
            most = b == 0xF4 ? 0x8F : 0xBF; // beyond the last character
        } else {
            return false;
        }
        return true;
    }

    /** Whether no character is begun and not complete. */
    boolean complete() {
        return missing == 0;
    }

    /** For the next text. */
    void reset() {
        missing = 0;
        least = 0x80;
        most = 0xBF;
    }
}
