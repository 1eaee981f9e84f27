package dev.weir.websocket;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of messages, one at a time, none larger than it may be, so that a ping can be answered between them. Holds
 * the bytes of the message that is being sent.
 */
final class MessageWriter {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};
    private static final int WORTH_COMPRESSING = 64;

    private final boolean masks;
    private final int frameBytes;
    private final @Nullable Deflating deflating;
    private byte[] bytes = NOTHING;
    private int at;
    private int opcode;
    private boolean busy;
    private boolean first;
    private boolean compressed;

    /** Of a client, which masks what it sends, or a server. */
    MessageWriter(boolean client, int frameBytes, @Nullable Deflating deflating) {
        this.masks = client;
        this.frameBytes = frameBytes;
        this.deflating = deflating;
    }

    /** The next message; only when {@link #busy} is false. */
    void begin(Message message) throws CharacterCodingException {
        switch (message) {
            case Message.Text(String text) -> begin(Opcodes.TEXT, utf8(text));
            case Message.Binary(byte[] all) -> begin(Opcodes.BINARY, all);
        }
    }

    private void begin(int kind, byte[] all) {
        opcode = kind;
        bytes = all;
        at = 0;
        busy = true;
        first = true;
        compressed = deflating != null && all.length >= WORTH_COMPRESSING;
        if (compressed && deflating != null) {
            deflating.begin(all);
        }
    }

    private static byte[] utf8(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)); // fails for half a pair
        return Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.arrayOffset() + encoded.limit());
    }

    /** Whether frames of a message are left. */
    boolean busy() {
        return busy;
    }

    /** The next frame of the message. */
    byte[] next() {
        byte[] from = bytes;
        int start = at;
        int size;
        boolean last;
        if (compressed && deflating != null) {
            from = deflating.next();
            start = 0;
            size = from.length;
            last = deflating.atEnd();
        } else {
            size = Math.min(frameBytes, bytes.length - at);
            at += size;
            last = at == bytes.length;
        }
        int kind = (last ? 0x80 : 0) | (first && compressed ? 0x40 : 0) | (first ? opcode : Opcodes.CONTINUATION);
        first = false;
        busy = !last;
        if (last) {
            bytes = NOTHING;
        }
        return frame(kind, from, start, size);
    }

    /** A control frame. */
    byte[] control(int kind, byte[] payload) {
        return frame(0x80 | kind, payload, 0, payload.length);
    }

    /** The frame that says the last word. */
    byte[] close(Close close) {
        if (close.code() == Close.NO_CODE) {
            return control(Opcodes.CLOSE, NOTHING);
        }
        byte[] reason = close.reason().getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (close.code() >> 8);
        payload[1] = (byte) close.code();
        System.arraycopy(reason, 0, payload, 2, reason.length);
        return control(Opcodes.CLOSE, payload);
    }

    private byte[] frame(int kind, byte[] from, int start, int size) {
        int lengthBytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
        int headBytes = 2 + lengthBytes + (masks ? 4 : 0);
        byte[] frame = new byte[headBytes + size];
        frame[0] = (byte) kind;
        frame[1] = (byte) ((masks ? 0x80 : 0) | (lengthBytes == 0 ? size : lengthBytes == 2 ? 126 : 127));
        for (int i = 0; i < lengthBytes; i++) {
            frame[2 + i] = (byte) ((long) size >> (8 * (lengthBytes - 1 - i)));
        }
        byte[] mask = null;
        if (masks) {
            mask = new byte[4];
            RANDOM.nextBytes(mask);
            System.arraycopy(mask, 0, frame, headBytes - 4, 4);
        }
        Masks.copy(from, start, frame, headBytes, size, mask, 0);
        return frame;
    }
}
