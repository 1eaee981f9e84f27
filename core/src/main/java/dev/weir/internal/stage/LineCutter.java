package dev.weir.internal.stage;

import dev.weir.Emitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Cuts chunks into lines. Between two chunks it keeps at most the longest line and the CR of its end. */
final class LineCutter {
    private final int longest;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    private long number = 1;

    LineCutter(int longest) {
        this.longest = longest;
    }

    /** Emits the lines that end in this chunk, and keeps what comes after the last of them. */
    void cut(byte[] chunk, Emitter<? super String> out) throws IOException {
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                out.emit(line(chunk, from, i));
                from = i + 1;
            }
        }
        keep(chunk, from, chunk.length);
    }

    /** Emits the last line, if it did not end. */
    void end(Emitter<? super String> out) throws IOException {
        if (kept.size() > 0) {
            out.emit(line(new byte[0], 0, 0));
        }
    }

    private String line(byte[] bytes, int from, int to) throws IOException {
        if (kept.size() == 0) {
            return decode(bytes, from, to);
        }
        keep(bytes, from, to);
        byte[] whole = kept.toByteArray();
        kept.reset();
        return decode(whole, 0, whole.length);
    }

    private void keep(byte[] bytes, int from, int to) throws IOException {
        if (to > from) {
            checkLength((long) kept.size() + to - from, bytes[to - 1]);
            kept.write(bytes, from, to - from);
        }
    }

    private String decode(byte[] bytes, int from, int to) throws IOException {
        int length = to - from;
        if (length == 0) {
            number++;
            return "";
        }
        byte last = bytes[to - 1];
        checkLength(length, last);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, last == '\r' ? length - 1 : length);
        CharBuffer out = CharBuffer.allocate(length); // UTF-16 never has more chars than UTF-8 has bytes
        if (decoder.reset().decode(in, out, true).isError()) {
            throw malformed(in.position() - from, bytes[in.position()]);
        }
        number++;
        return out.flip().toString();
    }

    /** A CR at the end may belong to the end of the line. */
    private void checkLength(long length, byte last) throws IOException {
        if (length - (last == '\r' ? 1 : 0) > longest) {
            throw new IOException("a line must have <= " + longest + " bytes but line " + number
                    + " has more; raise the longest line, or take the bytes in chunks");
        }
    }

    private IOException malformed(int offset, byte found) {
        return new IOException("a line must be UTF-8 but line " + number + " is not from its byte " + offset + ", 0x"
                + HexFormat.of().withUpperCase().toHexDigits(found)
                + "; read text of another charset with Texts.read");
    }
}
