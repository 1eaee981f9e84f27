package dev.weir;

import dev.weir.internal.frame.AsItIs;
import dev.weir.internal.frame.DelimitedEncoding;
import dev.weir.internal.frame.Delimiter;
import dev.weir.internal.frame.FixedSize;
import dev.weir.internal.frame.JsonEncoding;
import dev.weir.internal.frame.LineEncoding;
import dev.weir.internal.frame.Netstring;
import dev.weir.internal.frame.VarintPrefix;

/**
 * Makes bytes of frames: each method is the reverse of the one in {@link Frames} that has the same name, and takes the same
 * limits. What one makes of a frame is all that the framing takes for it, not a byte more or less, so another protocol can
 * begin right behind.
 */
public final class Encodings {
    private Encodings() {}

    /**
     * Lines in UTF-8 that end with LF. Refused: a line with a LF in it, with a CR at its end, with half of a surrogate pair.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return the encoding
     */
    public static Encoding<String> lines(int longest) {
        return lines(longest, LineEnd.LF);
    }

    /**
     * Lines in UTF-8. Refused: a line with a LF in it, with half of a surrogate pair, and with a CR before an end that is
     * LF.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @param end what ends them
     * @return the encoding
     */
    public static Encoding<String> lines(int longest, LineEnd end) {
        return new LineEncoding(atLeastOne(longest), false, end);
    }

    /**
     * Lines in ASCII that end with LF. Refused: what {@link #lines(int)} refuses, and a line that is not ASCII.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return the encoding
     */
    public static Encoding<String> asciiLines(int longest) {
        return asciiLines(longest, LineEnd.LF);
    }

    /**
     * Lines in ASCII. Refused: what {@link #lines(int, LineEnd)} refuses, and a line that is not ASCII.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @param end what ends them
     * @return the encoding
     */
    public static Encoding<String> asciiLines(int longest, LineEnd end) {
        return new LineEncoding(atLeastOne(longest), true, end);
    }

    /**
     * Frames with a delimiter behind each. Refused: a frame in which, or at whose end, the delimiter would be seen too early.
     *
     * @param delimiter its bytes, at least 1
     * @param longest the most bytes in a frame, without its delimiter, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> delimited(byte[] delimiter, int longest) {
        return new DelimitedEncoding(Delimiter.of(delimiter), atLeastOne(longest));
    }

    /**
     * Frames that all have the same size, and nothing around them. Refused: those of another size.
     *
     * @param size their bytes, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> fixed(int size) {
        return new FixedSize((int) Operators.atLeast("size", 1, size));
    }

    /**
     * Netstrings: {@code 5:hello,}.
     *
     * @param longest the most bytes in one, without what is around it, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> netstrings(int longest) {
        return new Netstring(atLeastOne(longest));
    }

    /**
     * Frames behind their length, in big endian, which does not count itself.
     *
     * @param lengthBytes how many bytes the length has, 1 to 4
     * @param longest the most bytes in a frame, without its length, at least 1; those that the length cannot tell are
     *     refused, too
     * @return the encoding
     */
    public static Encoding<byte[]> lengthPrefixed(int lengthBytes, int longest) {
        return Frames.lengthPrefix(lengthBytes, longest);
    }

    /**
     * Frames behind their length as a varint, as Protocol Buffers have it.
     *
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> varintPrefixed(int longest) {
        return new VarintPrefix(atLeastOne(longest));
    }

    /**
     * JSON values one after another: objects, arrays and strings with nothing between them, and a LF behind a number,
     * {@code true}, {@code false} or {@code null}. For one value a line use {@link #lines(int)}. Refused: what is not one
     * value as {@link Frames#jsonValues(int)} reads it, without white space around it.
     *
     * @param longest the most bytes in a value, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> jsonValues(int longest) {
        return jsonValues(longest, Frames.DEEPEST);
    }

    /**
     * JSON values as {@link #jsonValues(int)} has them, with a limit of their own.
     *
     * @param longest the most bytes in a value, at least 1
     * @param deepest the most objects and arrays in each other, at least 1
     * @return the encoding
     */
    public static Encoding<byte[]> jsonValues(int longest, int deepest) {
        return new JsonEncoding(atLeastOne(longest), (int) Operators.atLeast("deepest", 1, deepest));
    }

    /**
     * Bytes as they are, with no limit: who reads them does not see where they were cut.
     *
     * @return the encoding; it answers the frame itself
     */
    public static Encoding<byte[]> raw() {
        return new AsItIs();
    }

    private static int atLeastOne(int longest) {
        return (int) Operators.atLeast("longest", 1, longest);
    }
}
