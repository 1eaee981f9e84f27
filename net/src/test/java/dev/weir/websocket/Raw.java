package dev.weir.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames byte by byte, for tests: made without the code that is tested, and read without it. */
final class Raw {
    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean masked;

    private Raw(boolean masked) {
        this.masked = masked;
    }

    /** What a client sends, or a server. */
    static Raw from(boolean client) {
        return new Raw(client);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** The first byte as it is, and the shortest length. */
    Raw frame(int first, byte[] payload) {
        int length = payload.length;
        return frame(first, payload, length < 126 ? 0 : length < 65536 ? 2 : 8, masked);
    }

    Raw frame(int first, String payload) {
        return frame(first, bytes(payload));
    }

    /** With a length of so many bytes, right or not, and masked or not. */
    Raw frame(int first, byte[] payload, int lengthBytes, boolean mask) {
        return head(first, payload.length, lengthBytes, mask).payload(payload, mask);
    }

    /** Only the head of a frame. */
    Raw head(int first, long length, int lengthBytes, boolean mask) {
        out.write(first);
        int said = lengthBytes == 0 ? (int) length : lengthBytes == 2 ? 126 : 127;
        out.write(said | (mask ? 0x80 : 0));
        byte[] big = ByteBuffer.allocate(8).putLong(length).array();
        out.write(big, 8 - lengthBytes, lengthBytes);
        if (mask) {
            out.writeBytes(MASK);
        }
        return this;
    }

    /** The start of a payload; the rest does not come. */
    Raw bare(byte[] payload) {
        return payload(payload, masked);
    }

    boolean masks() {
        return masked;
    }

    private Raw payload(byte[] payload, boolean mask) {
        for (int i = 0; i < payload.length; i++) {
            out.write(mask ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return this;
    }

    Raw text(String text) {
        return frame(0x81, text);
    }

    Raw close(int code) {
        return close(code, "");
    }

    Raw close(int code, String reason) {
        byte[] text = bytes(reason);
        return frame(
                0x88,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    byte[] done() {
        return out.toByteArray();
    }

    /** Frames in words, such as {@code text hello}; what was masked must be. */
    static List<String> read(byte[] all, boolean masked) {
        List<String> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(all);
        while (in.hasRemaining()) {
            int first = in.get() & 0xFF;
            int second = in.get() & 0xFF;
            boolean isMasked = (second & 0x80) != 0;
            if (isMasked != masked) {
                throw new AssertionError("masked: " + !masked);
            }
            long length = second & 0x7F;
            length = length == 126 ? in.getShort() & 0xFFFF : length == 127 ? in.getLong() : length;
            byte[] mask = new byte[4];
            if (masked) {
                in.get(mask);
            }
            byte[] payload = new byte[(int) length];
            in.get(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            frames.add(words(first, payload));
        }
        return frames;
    }

    private static String words(int first, byte[] payload) {
        String more = (first & 0x80) == 0 ? "..." : "";
        String compressed = (first & 0x40) == 0 ? "" : "~";
        return switch (first & 0x0F) {
            case 0 -> compressed + "more " + new String(payload, StandardCharsets.UTF_8) + more;
            case 1 ->
                compressed + "text "
                        + (compressed.isEmpty()
                                ? new String(payload, StandardCharsets.UTF_8)
                                : HexFormat.of().formatHex(payload))
                        + more;
            case 2 -> compressed + "bytes " + HexFormat.of().formatHex(payload) + more;
            case 8 ->
                payload.length == 0
                        ? "close"
                        : ("close " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF) + " "
                                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8))
                                .strip();
            case 9 -> "ping " + new String(payload, StandardCharsets.UTF_8);
            case 10 -> "pong " + new String(payload, StandardCharsets.UTF_8);
            default -> "unknown " + first;
        };
    }
}
