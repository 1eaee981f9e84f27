package dev.weir.bench.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 as bytes, those that break the rules too. */
final class Frames {
    static final byte DATA = 0;
    static final byte HEADERS = 1;
    static final byte PRIORITY = 2;
    static final byte RST_STREAM = 3;
    static final byte SETTINGS = 4;
    static final byte PING = 6;
    static final byte GOAWAY = 7;
    static final byte WINDOW_UPDATE = 8;
    static final byte CONTINUATION = 9;
    static final byte UNKNOWN = 0x7a;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    private static final int INITIAL_WINDOW = 4;

    private Frames() {}

    /** Any frame. */
    static byte[] frame(byte type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put(type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** One after the other. */
    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What a client says first. */
    static byte[] greeting() {
        return all(preface(), frame(SETTINGS, 0, 0), frame(SETTINGS, ACK, 0));
    }

    /** The same, with a window for each stream. */
    static byte[] greeting(int window) {
        byte[] setting = ByteBuffer.allocate(6)
                .putShort((short) INITIAL_WINDOW)
                .putInt(window)
                .array();
        return all(preface(), frame(SETTINGS, 0, 0, setting), frame(SETTINGS, ACK, 0));
    }

    static byte[] preface() {
        return ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }

    /** A whole head of a request without a body. */
    static byte[] get(int stream, String path) {
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, fields(0x82, path));
    }

    /** A whole head of a request whose body is to follow. */
    static byte[] post(int stream, String path) {
        return frame(HEADERS, END_HEADERS, stream, fields(0x83, path));
    }

    /** The fields of a request, as HPACK has them; the method is its number in the table. */
    static byte[] fields(int method, String path) {
        return all(
                new byte[] {(byte) method, (byte) 0x86, 0x04, (byte) path.length()},
                ascii(path),
                new byte[] {0x01, 9},
                ascii("localhost"));
    }

    /** A field that is not to be put into the table. */
    static byte[] literal(String name, String value) {
        return all(new byte[] {0x00}, text(name), text(value));
    }

    /** A field that is to be put into the table, as its newest entry. */
    static byte[] indexed(String name, String value) {
        return all(new byte[] {0x40}, text(name), text(value));
    }

    private static byte[] text(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                out.write((rest & 127) | 128);
            }
            out.write(rest);
        }
        out.writeBytes(ascii(text));
        return out.toByteArray();
    }

    static byte[] reset(int stream) {
        return frame(RST_STREAM, 0, stream, number(8)); // CANCEL
    }

    static byte[] windowUpdate(int stream, int bytes) {
        return frame(WINDOW_UPDATE, 0, stream, number(bytes));
    }

    /** That a stream depends on another one. */
    static byte[] priority(int stream, int on) {
        return frame(
                PRIORITY,
                0,
                stream,
                ByteBuffer.allocate(5).putInt(on).put((byte) 1).array());
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
