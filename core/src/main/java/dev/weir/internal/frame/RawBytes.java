package dev.weir.internal.frame;

import dev.weir.Framing;
import dev.weir.Make;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.raw}: bytes as they come, so many of them. */
public final class RawBytes implements Framing<byte[]> {
    private final Make<? extends Framing<? extends byte[]>> then;
    private long left;

    /** So many, then another framing. */
    public RawBytes(long bytes, Make<? extends Framing<? extends byte[]>> then) {
        this.left = bytes;
        this.then = then;
    }

    @Override
    public byte @Nullable [] next(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return null;
        }
        byte[] piece = new byte[(int) Math.min(left, in.remaining())];
        in.get(piece);
        left -= piece.length;
        return piece;
    }

    @Override
    public int longest() {
        return Integer.MAX_VALUE; // it keeps nothing waiting
    }

    @Override
    public Framing<? extends byte[]> after(byte[] frame) throws Exception {
        return left == 0 ? then.make() : this;
    }
}
