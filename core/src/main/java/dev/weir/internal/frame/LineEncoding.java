package dev.weir.internal.frame;

import dev.weir.Encoding;
import dev.weir.LineEnd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** {@code Encodings.lines}, {@code Encodings.asciiLines}. */
public record LineEncoding(int most, boolean ascii, LineEnd end) implements Encoding<String> {
    /** Lines of at most so many bytes with this end. */
    public LineEncoding {
        Objects.requireNonNull(end);
    }

    @Override
    public byte[] encode(String line) {
        for (int i = 0; i < line.length(); i++) {
            i += check(line, i) - 1;
        }
        if (end == LineEnd.LF && line.endsWith("\r")) {
            throw new IllegalArgumentException(
                    "a line must not end with a CR to be sent but one does; end lines with CR LF, or leave it out");
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > most) {
            throw new IllegalArgumentException("a line must have <= " + most + " bytes to be sent but one has "
                    + bytes.length + "; raise the longest line at both ends, or split it");
        }
        byte[] out = Arrays.copyOf(bytes, Math.addExact(bytes.length, end.text().length()));
        for (int i = bytes.length; i < out.length; i++) {
            out[i] = (byte) end.text().charAt(i - bytes.length);
        }
        return out;
    }

    /** How many chars stand for what is there: 1 or 2. */
    private int check(String line, int at) {
        char next = line.charAt(at);
        if (next == '\n') {
            throw new IllegalArgumentException("a line must not have a LF in it to be sent but one has at its index "
                    + at + "; split it, or use lengthPrefixed for any text");
        }
        if (ascii && next >= 0x80) {
            throw new IllegalArgumentException(
                    "a line must be ASCII to be sent but one is not at its index " + at + "; use lines for UTF-8");
        }
        if (!Character.isSurrogate(next)) {
            return 1;
        }
        if (!Character.isSurrogatePair(next, at + 1 < line.length() ? line.charAt(at + 1) : ' ')) {
            throw new IllegalArgumentException("a line must be of whole characters to be sent but one has half of a"
                    + " surrogate pair at its index " + at);
        }
        return 2;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, end.text().length());
    }
}
