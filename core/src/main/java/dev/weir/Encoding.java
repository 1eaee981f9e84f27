package dev.weir;

import java.io.Serializable;

/**
 * How a frame becomes bytes: the reverse of a {@link Framing}, which makes the same frame of them again, however they are
 * cut. It has no state: any threads and flows may share it, and who sends knows which encoding its next frame is in.
 * A frame that could not be read back is refused as a whole. {@link Encodings} has those of the usual framings; as an
 * operator it is {@code frames.map(encoding::encode)}.
 *
 * @param <O> the frames
 */
public interface Encoding<O> extends Serializable {
    /**
     * The bytes of one frame, with all that belongs to it. Does not block.
     *
     * @param frame the frame, which is not changed
     * @return its bytes, in an array that belongs to the caller unless it is the frame itself
     * @throws IllegalArgumentException if the framing would not give the same frame again
     * @throws Exception if what makes the frame of something else fails
     */
    byte[] encode(O frame) throws Exception;

    /**
     * The most bytes that a frame becomes, with all that belongs to it.
     *
     * @return at least 1
     */
    int longest();

    /**
     * Something else in the same encoding, the reverse of {@link Framing#map}.
     *
     * @param fn makes a frame of it
     * @param <R> what it is made of
     * @return an encoding of that
     */
    default <R> Encoding<R> from(Fn<? super R, ? extends O> fn) {
        return new EncodingFrom<>(this, fn);
    }
}
