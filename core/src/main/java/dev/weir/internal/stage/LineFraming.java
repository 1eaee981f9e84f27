package dev.weir.internal.stage;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@code Frames.lines}, {@code Bytes.lines}: lines in UTF-8. What was searched for an end is not searched again. */
public final class LineFraming implements Framing<String> {
    private final int most;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    private long number = 1;
    private int searched;

    /** Lines of at most so many bytes. */
    public LineFraming(int most) {
        this.most = most;
    }

    @Override
    public @Nullable String next(ByteBuffer in) throws IOException {
        int from = in.position();
        for (int at = from + searched; at < in.limit(); at++) {
            if (in.get(at) == '\n') {
                String line = line(in, from, at);
                in.position(at + 1);
                searched = 0;
                return line;
            }
        }
        searched = in.remaining();
        if (searched > 0) {
            checkLength(searched, in.get(in.limit() - 1));
        }
        return null;
    }

    @Override
    public @Nullable String last(ByteBuffer rest) throws IOException {
        if (!rest.hasRemaining()) {
            return null;
        }
        String line = line(rest, rest.position(), rest.limit());
        rest.position(rest.limit());
        return line;
    }

    @Override
    public int longest() {
        return Integer.MAX_VALUE; // it counts for itself, without the ends
    }

    private String line(ByteBuffer in, int from, int to) throws IOException {
        if (from == to) {
            number++;
            return "";
        }
        byte last = in.get(to - 1);
        checkLength(to - from, last);
        int length = last == '\r' ? to - from - 1 : to - from;
        ByteBuffer bytes = in.slice(from, length);
        CharBuffer out = CharBuffer.allocate(length + 1); // UTF-16 never has more chars than UTF-8 has bytes
        if (decoder.reset().decode(bytes, out, true).isError()) {
            throw malformed(bytes.position(), bytes.get(bytes.position()));
        }
        number++;
        return out.flip().toString();
    }

    /** A CR at the end may belong to the end of the line. */
    private void checkLength(long length, byte last) throws IOException {
        if (length - (last == '\r' ? 1 : 0) > most) {
            throw new IOException("a line must have <= " + most + " bytes but line " + number
                    + " has more; raise the longest line, or take the bytes in chunks");
        }
    }

    private IOException malformed(int offset, byte found) {
        return new IOException("a line must be UTF-8 but line " + number + " is not from its byte " + offset + ", 0x"
                + HexFormat.of().withUpperCase().toHexDigits(found)
                + "; read text of another charset with Texts.read");
    }
}
