package dev.weir.internal.frame;

import dev.weir.Encoding;
import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.lengthPrefixed}, and the reverse. */
public record LengthPrefix(int lengthBytes, int most) implements Framing<byte[]>, Encoding<byte[]> {
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
            throw Sizes.tooLong(most, Long.toString(length));
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
    public byte[] encode(byte[] frame) {
        Sizes.check(frame.length, most);
        if (lengthBytes < 4 && frame.length >> (8 * lengthBytes) != 0) {
            throw new IllegalArgumentException(
                    "a length of " + lengthBytes + " bytes must be < " + (1 << (8 * lengthBytes))
                            + " but that of a frame is " + frame.length + "; give it more bytes at both ends");
        }
        byte[] out = new byte[lengthBytes + frame.length];
        for (int i = 0; i < lengthBytes; i++) {
            out[i] = (byte) (frame.length >> (8 * (lengthBytes - 1 - i)));
        }
        System.arraycopy(frame, 0, out, lengthBytes, frame.length);
        return out;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, lengthBytes);
    }
}
