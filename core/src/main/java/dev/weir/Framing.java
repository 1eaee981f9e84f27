package dev.weir;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How frames are cut out of bytes: a protocol, or the part of one that is spoken now. After each frame it says who reads
 * on, which may be another framing; so a flow changes its protocol in the middle of a chunk, and every byte is read once.
 * Used by one run and one thread at a time; {@link Frames} has the usual ones, {@link Encoding} is the reverse.
 *
 * <p>One that waits for more bytes may remember how far it has looked, as it is given the same bytes again with what came
 * after them. So one that was told from outside to give way in the middle of a frame is not to be used again; a new one is.
 *
 * @param <O> the frames
 */
public interface Framing<O> {
    /**
     * Takes the next frame out of the bytes, if it is there as a whole.
     *
     * @param in what has come and was not read; what is consumed moves its position. Not to be kept
     * @return the frame; null if more bytes are needed
     * @throws Exception to fail the flow, such as for bytes that are no frame
     */
    @Nullable
    O next(ByteBuffer in) throws Exception;

    /**
     * The most bytes that a frame may take, with all that belongs to it. More are not kept waiting for one: the flow fails.
     *
     * @return at least 1
     */
    int longest();

    /**
     * Who reads what comes after a frame.
     *
     * @param frame the one that was just handed on
     * @return this one, or another
     * @throws Exception to fail the flow
     */
    default Framing<? extends O> after(O frame) throws Exception {
        return this;
    }

    /**
     * The bytes have ended. Not called where a drain has stopped them: what is begun then is let go, as nobody knows
     * whether it would have been a frame.
     *
     * @param rest what is left, which is no whole frame; may be empty
     * @return a last frame made of it; null for none
     * @throws IOException if something is left that is no frame, unless it says otherwise
     */
    default @Nullable O last(ByteBuffer rest) throws IOException {
        if (rest.hasRemaining()) {
            throw new IOException(
                    "a frame must be whole but " + rest.remaining() + " bytes of one were left at the end");
        }
        return null;
    }

    /**
     * This framing, and what it gives way to by itself, up to and with the first frame for which a test holds; another
     * one for what comes after that.
     *
     * @param test asked for each frame
     * @param then makes the other one
     * @return a framing that gives way
     */
    default Framing<O> until(Test<? super O> test, Make<? extends Framing<? extends O>> then) {
        return new FramingUntil<>(this, test, then);
    }

    /**
     * The same frames as something else.
     *
     * @param fn makes it of a frame
     * @param <R> what it makes
     * @return a framing with other frames
     */
    default <R> Framing<R> map(Fn<? super O, ? extends R> fn) {
        return new FramingMapped<O, R>(this, fn);
    }
}
