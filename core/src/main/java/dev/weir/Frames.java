package dev.weir;

import dev.weir.internal.stage.Framed;
import dev.weir.internal.stage.LengthPrefix;
import dev.weir.internal.stage.LineFraming;
import dev.weir.internal.stage.Netstring;
import dev.weir.internal.stage.RawBytes;
import java.util.Objects;

/** Cuts chunks of bytes, split anywhere, into frames. */
public final class Frames {
    private Frames() {}

    /**
     * The frames of a framing. Code after it holds back in the middle of a chunk. Holds what has come and is no whole frame
     * yet, at most the longest frame, and the rest of one chunk. A frame that is too long, or is left unfinished at the
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
        return new LineFraming((int) Operators.atLeast("longest", 1, longest));
    }

    /**
     * Netstrings: {@code 5:hello,}.
     *
     * @param longest the most bytes in one, without what is around it, at least 1
     * @return the framing
     */
    public static Framing<byte[]> netstrings(int longest) {
        return new Netstring((int) Operators.atLeast("longest", 1, longest));
    }

    /**
     * Frames that begin with their length, in big endian, which does not count itself.
     *
     * @param lengthBytes how many bytes the length has, 1 to 4
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return the framing
     */
    public static Framing<byte[]> lengthPrefixed(int lengthBytes, int longest) {
        if (lengthBytes < 1 || lengthBytes > 4) {
            throw new IllegalArgumentException("a length must have 1 to 4 bytes but had " + lengthBytes);
        }
        return new LengthPrefix(lengthBytes, (int) Operators.atLeast("longest", 1, longest));
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
}
