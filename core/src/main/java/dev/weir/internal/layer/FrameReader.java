package dev.weir.internal.layer;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have come, and the framing that takes whole frames out of them. What is no frame yet stays, for that framing
 * or for whoever reads next.
 */
public final class FrameReader<O> {
    private static final byte[] NOTHING = {};

    private Framing<O> framing;
    private byte[] unread = NOTHING;
    private boolean shared = true; // what is unread is in a chunk, which others may read too
    private int from;
    private int to;

    /** Begins with this framing. */
    public FrameReader(Framing<O> first) {
        this.framing = first;
    }

    /** The framing that reads now. */
    public Framing<O> framing() {
        return framing;
    }

    /** Another one reads from here on. */
    public void divert(Framing<O> next) {
        framing = next;
    }

    /** More bytes. */
    public void append(byte[] chunk) {
        if (from == to) {
            unread = chunk;
            shared = true;
            from = 0;
            to = chunk.length;
            return;
        }
        int size = to - from + chunk.length;
        boolean fits = !shared && size <= unread.length;
        byte[] whole = fits ? unread : new byte[Math.max(size, Math.min(2 * unread.length, 1 << 20))];
        shared = false;
        System.arraycopy(unread, from, whole, 0, to - from);
        System.arraycopy(chunk, 0, whole, to - from, chunk.length);
        unread = whole;
        from = 0;
        to = size;
    }

    /**
     * Takes the next frame; null: more bytes are needed.
     *
     * @throws Exception if they are no frame, or one that is too long
     */
    @SuppressWarnings("unchecked") // frames are only taken out
    public @Nullable O next() throws Exception {
        ByteBuffer in = ByteBuffer.wrap(unread, from, to - from);
        O frame = framing.next(in);
        from = in.position();
        if (frame == null) {
            checkLength();
        } else {
            framing = (Framing<O>) framing.after(frame);
        }
        return frame;
    }

    private void checkLength() throws IOException {
        if (unread() >= framing.longest()) {
            throw new IOException("a frame must have <= " + framing.longest() + " bytes but one has more; raise the"
                    + " longest frame");
        }
    }

    /** How many bytes are here that are in no frame yet. */
    public int unread() {
        return to - from;
    }

    /** Takes them, for somebody else. */
    public byte[] takeUnread() {
        byte[] rest = Arrays.copyOfRange(unread, from, to);
        unread = NOTHING;
        from = 0;
        to = 0;
        return rest;
    }

    /**
     * No more bytes come: what is left may be a last frame.
     *
     * @throws IOException if it is left over
     */
    public @Nullable O last() throws IOException {
        return framing.last(ByteBuffer.wrap(takeUnread()));
    }
}
