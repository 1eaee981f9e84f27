package dev.weir.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The message that is being read. It grows with what has come, not with what was announced, never beyond the most a message
 * may have, and is checked to be UTF-8 byte by byte if it is a text.
 */
final class Assembly {
    private static final int FIRST = 1024;
    private static final int KEPT = 64 * 1024;

    private final int most;
    private final Utf8 utf8 = new Utf8();
    private byte[] bytes = new byte[FIRST];
    private int size;
    private boolean text;

    Assembly(int most) {
        this.most = most;
    }

    void begin(boolean isText) {
        size = 0;
        text = isText;
        utf8.reset();
    }

    int size() {
        return size;
    }

    /** Fails if there would be so many more bytes than may be. */
    void expect(long more) throws WebSocketException {
        if (size + more > most || more > most) {
            throw new WebSocketException(
                    Close.TOO_LARGE,
                    "a message must have <= " + most + " bytes but has more; send less at a time, or raise maxMessage");
        }
    }

    /** Adds these, with a mask over them that begins at such a byte of it. */
    void add(byte[] from, int at, int count, byte @Nullable [] mask, int maskAt) throws WebSocketException {
        expect(count);
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(size + count, 2L * bytes.length)));
        }
        Masks.copy(from, at, bytes, size, count, mask, maskAt);
        if (text && !utf8.feed(bytes, size, size + count)) {
            throw notText();
        }
        size += count;
    }

    Message end() throws WebSocketException {
        if (text && !utf8.complete()) {
            throw notText();
        }
        Message message = text
                ? new Message.Text(new String(bytes, 0, size, StandardCharsets.UTF_8))
                : new Message.Binary(Arrays.copyOf(bytes, size));
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
        return message;
    }

    private static WebSocketException notText() {
        return new WebSocketException(Close.INVALID_DATA, "a text must be UTF-8 but was not; send it as bytes");
    }
}
