package dev.weir.internal.frame;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code Frames.lines}, {@code Frames.asciiLines}, {@code Bytes.lines}: lines in UTF-8 or ASCII. What was searched for an
 * end is not searched again.
 */
public final class LineFraming implements Framing<String> {
    private static final char REPLACED = '\uFFFD'; // stands for what is malformed, or for itself

    private final int most;
    private final Charset charset;
    private long number = 1;
    private int searched;

    private LineFraming(int most, Charset charset) {
        this.most = most;
        this.charset = charset;
    }

    /** Lines of at most so many bytes in UTF-8. */
    public static LineFraming utf8(int most) {
        return new LineFraming(most, StandardCharsets.UTF_8);
    }

    /** Lines of at most so many bytes in ASCII. */
    public static LineFraming ascii(int most) {
        return new LineFraming(most, StandardCharsets.US_ASCII);
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
        return Sizes.sum(most, 2);
    }

    private String line(ByteBuffer in, int from, int to) throws IOException {
        if (from == to) {
            number++;
            return "";
        }
        byte last = in.get(to - 1);
        checkLength(to - from, last);
        byte[] bytes = new byte[last == '\r' ? to - from - 1 : to - from];
        in.get(from, bytes);
        String line = new String(bytes, charset);
        if (line.indexOf(REPLACED) >= 0) {
            checkText(bytes);
        }
        number++;
        return line;
    }

    /** A CR at the end may belong to the end of the line. */
    private void checkLength(long length, byte last) throws IOException {
        if (length - (last == '\r' ? 1 : 0) > most) {
            throw new IOException("a line must have <= " + most + " bytes but line " + number
                    + " has more; raise the longest line, or take the bytes in chunks");
        }
    }

    private void checkText(byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        CharsetDecoder decoder = charset.newDecoder(); // reports what is malformed
        if (decoder.decode(bytes, CharBuffer.allocate(line.length), true).isError()) {
            boolean ascii = charset.equals(StandardCharsets.US_ASCII);
            throw new IOException("a line must be " + (ascii ? "ASCII" : "UTF-8") + " but line " + number
                    + " is not from its byte " + bytes.position() + ", 0x"
                    + HexFormat.of().withUpperCase().toHexDigits(bytes.get())
                    + (ascii ? "; use lines for UTF-8" : "; read text of another charset with Texts.read"));
        }
    }
}
