package dev.weir.internal.stage;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.lengthPrefixed}. */
public record LengthPrefix(int lengthBytes, int most) implements Framing<byte[]> {
    @Override
    public byte @Nullable [] next(ByteBuffer in) throws IOException {
        if (in.remaining() < lengthBytes) {
            return null;
        }
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (in.get(in.position() + i) & 0xFF);
        }
        if (length > most) {
            throw new IOException(
                    "a frame must have <= " + most + " bytes but one has " + length + "; raise the longest frame");
        }
        if (in.remaining() - lengthBytes < length) {
            return null;
        }
        in.position(in.position() + lengthBytes);
        byte[] frame = new byte[(int) length];
        in.get(frame);
        return frame;
    }

    @Override
    public int longest() {
        return Math.addExact(most, lengthBytes);
    }
}
