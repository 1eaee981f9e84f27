package dev.weir.internal.layer;

import dev.weir.Framing;
import dev.weir.internal.frame.Unread;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have come, and the framing that takes whole frames out of them. What is no frame yet stays, for that framing
 * or for whoever reads next.
 */
public final class FrameReader<O> {
    private Framing<O> framing;
    private final Unread unread = new Unread();

    /** Begins with this framing. */
    public FrameReader(Framing<O> first) {
        this.framing = first;
    }

    /** More bytes. */
    public void append(byte[] chunk) {
        unread.append(chunk);
    }

    /**
     * Takes the next frame; null: more bytes are needed.
     *
     * @throws Exception if they are no frame, or one that is too long
     */
    @SuppressWarnings("unchecked") // frames are only taken out
    public @Nullable O next() throws Exception {
        ByteBuffer in = unread.view();
        O frame = framing.next(in);
        unread.leave(in);
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
        return unread.size();
    }

    /** Takes them, for somebody else. */
    public byte[] takeUnread() {
        byte[] rest = unread.copy();
        unread.clear();
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
