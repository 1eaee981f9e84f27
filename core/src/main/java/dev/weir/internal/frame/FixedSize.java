package dev.weir.internal.frame;

import dev.weir.Encoding;
import dev.weir.Framing;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.fixed}, and the reverse. */
public record FixedSize(int size) implements Framing<byte[]>, Encoding<byte[]> {
    @Override
    public byte @Nullable [] next(ByteBuffer in) {
        if (in.remaining() < size) {
            return null;
        }
        byte[] frame = new byte[size];
        in.get(frame);
        return frame;
    }

    @Override
    public byte[] encode(byte[] frame) {
        if (frame.length != size) {
            throw new IllegalArgumentException("a frame must have " + size + " bytes to be sent but one has "
                    + frame.length + "; use lengthPrefixed where sizes differ");
        }
        return frame.clone();
    }

    @Override
    public int longest() {
        return size;
    }
}
