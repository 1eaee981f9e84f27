package dev.weir;

import dev.weir.internal.frame.Delimited;
import dev.weir.internal.frame.Delimiter;
import dev.weir.internal.frame.FixedSize;
import dev.weir.internal.frame.JsonValues;
import dev.weir.internal.frame.LengthPrefix;
import dev.weir.internal.frame.LineFraming;
import dev.weir.internal.frame.Netstring;
import dev.weir.internal.frame.RawBytes;
import dev.weir.internal.frame.VarintPrefix;
import dev.weir.internal.stage.Framed;
import java.util.Objects;

/** Cuts chunks of bytes, split anywhere, into frames. {@link Encodings} has the reverse of each framing. */
public final class Frames {
    /** How deep JSON values may be if nothing else is said. */
    static final int DEEPEST = 1000;

    private Frames() {}

    /**
     * The frames of a framing. Code after it holds back in the middle of a chunk. Holds what has come and is no whole frame
     * yet, at most the longest frame, and the rest of one chunk, in an array of at most twice that. A frame that is too long, or is left unfinished at the
     * end, fails the flow, unless the framing says otherwise. One that is left unfinished because of a drain is let go.
     *
     * @param framing makes the first framing of a run
     * @param <O> the frames
     * @return a pipe from chunks to frames
     */
    public static <O> Pipe<byte[], O> of(Make<? extends Framing<? extends O>> framing) {
        Objects.requireNonNull(framing);
        return chunks -> chunks.then(new Framed<O>(framing));
    }

    /**
     * Lines in UTF-8, without their ends, which are LF or CR LF. What comes after the last one is a line too,
     * unless it is empty.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return the framing
     */
    public static Framing<String> lines(int longest) {
        return LineFraming.utf8(atLeastOne(longest));
    }

    /**
     * Lines in ASCII, without their ends, as {@link #lines}. A line that is not ASCII fails the flow.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return the framing
     */
    public static Framing<String> asciiLines(int longest) {
        return LineFraming.ascii(atLeastOne(longest));
    }

    /**
     * Frames that each end with a delimiter, also the last one. The first delimiter that is seen ends the frame.
     *
     * @param delimiter its bytes, at least 1
     * @param longest the most bytes in a frame, without its delimiter, at least 1
     * @return the framing
     */
    public static Framing<byte[]> delimited(byte[] delimiter, int longest) {
        return new Delimited(Delimiter.of(delimiter), atLeastOne(longest));
    }

    /**
     * Frames that all have the same size.
     *
     * @param size their bytes, at least 1
     * @return the framing
     */
    public static Framing<byte[]> fixed(int size) {
        return new FixedSize((int) Operators.atLeast("size", 1, size));
    }

    /**
     * Netstrings: {@code 5:hello,}.
     *
     * @param longest the most bytes in one, without what is around it, at least 1
     * @return the framing
     */
    public static Framing<byte[]> netstrings(int longest) {
        return new Netstring(atLeastOne(longest));
    }

    /**
     * Frames that begin with their length, in big endian, which does not count itself.
     *
     * @param lengthBytes how many bytes the length has, 1 to 4
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return the framing
     */
    public static Framing<byte[]> lengthPrefixed(int lengthBytes, int longest) {
        return lengthPrefix(lengthBytes, longest);
    }

    static LengthPrefix lengthPrefix(int lengthBytes, int longest) {
        if (lengthBytes < 1 || lengthBytes > 4) {
            throw new IllegalArgumentException("a length must have 1 to 4 bytes but had " + lengthBytes);
        }
        return new LengthPrefix(lengthBytes, atLeastOne(longest));
    }

    /**
     * Frames that begin with their length as a varint, as Protocol Buffers have it, which does not count itself. It has at
     * most 5 bytes; one that could have been shorter fails the flow.
     *
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return the framing
     */
    public static Framing<byte[]> varintPrefixed(int longest) {
        return new VarintPrefix(atLeastOne(longest));
    }

    /**
     * JSON values in UTF-8, one after another, with or without white space between them. Objects, arrays and strings end
     * with their last byte. A number, {@code true}, {@code false} or {@code null} ends where something else begins, or with
     * the bytes; one byte of white space behind it belongs to it. A frame is the bytes of one value, which are not parsed:
     * brackets that do not match and control characters in strings fail the flow, other errors are for who parses it. So
     * does a value with more than 1000 objects and arrays in each other.
     *
     * @param longest the most bytes in a value, at least 1; white space between values does not count
     * @return the framing
     */
    public static Framing<byte[]> jsonValues(int longest) {
        return jsonValues(longest, DEEPEST);
    }

    /**
     * JSON values as {@link #jsonValues(int)} has them, with a limit of their own.
     *
     * @param longest the most bytes in a value, at least 1; white space between values does not count
     * @param deepest the most objects and arrays in each other, at least 1
     * @return the framing
     */
    public static Framing<byte[]> jsonValues(int longest, int deepest) {
        return new JsonValues(atLeastOne(longest), (int) Operators.atLeast("deepest", 1, deepest));
    }

    /**
     * So many bytes as they come, in pieces; then another framing.
     *
     * @param bytes how many, at least 1
     * @param then makes the framing after them
     * @return the framing; its frames are pieces of the bytes
     */
    public static Framing<byte[]> raw(long bytes, Make<? extends Framing<? extends byte[]>> then) {
        return new RawBytes(Operators.atLeast("bytes", 1, bytes), Objects.requireNonNull(then));
    }

    /**
     * All bytes as they come, to the end.
     *
     * @return the framing; its frames are pieces of the bytes
     */
    public static Framing<byte[]> raw() {
        return new RawBytes(Long.MAX_VALUE, Frames::raw);
    }

    private static int atLeastOne(int longest) {
        return (int) Operators.atLeast("longest", 1, longest);
    }
}
