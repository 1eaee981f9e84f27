package dev.weir.internal.frame;

import dev.weir.Encoding;
import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code Frames.varintPrefixed}, and the reverse. Each byte of a length has seven bits of it, the lowest first; all but
 * the last have their highest bit set. A length that could have been shorter is refused: one meaning, one encoding.
 */
public record VarintPrefix(int most) implements Framing<byte[]>, Encoding<byte[]> {
    private static final int LONGEST = 5;

    @Override
    public byte @Nullable [] next(ByteBuffer in) throws IOException {
        long length = 0;
        for (int i = 0; i < Math.min(LONGEST, in.remaining()); i++) {
            byte next = in.get(in.position() + i);
            length |= (next & 0x7FL) << (7 * i);
            if (length > most) {
                throw Sizes.tooLong(most, next < 0 ? "at least " + length : Long.toString(length));
            }
            if (next == 0 && i > 0) {
                throw new IOException(
                        "a length must take as few bytes as it can but one of " + length + " takes " + (i + 1));
            }
            if (next >= 0) {
                return body(in, i + 1, (int) length);
            }
        }
        if (in.remaining() >= LONGEST) {
            throw new IOException("a length must have <= " + LONGEST + " bytes but one goes on after them");
        }
        return null;
    }

    private static byte @Nullable [] body(ByteBuffer in, int before, int length) {
        if (in.remaining() - before < length) {
            return null;
        }
        in.position(in.position() + before);
        byte[] frame = new byte[length];
        in.get(frame);
        return frame;
    }

    @Override
    public byte[] encode(byte[] frame) {
        Sizes.check(frame.length, most);
        int before = 1;
        for (int rest = frame.length >>> 7; rest != 0; rest >>>= 7) {
            before++;
        }
        byte[] out = new byte[before + frame.length];
        for (int i = 0; i < before; i++) {
            int bits = (frame.length >>> (7 * i)) & 0x7F;
            out[i] = (byte) (i < before - 1 ? bits | 0x80 : bits);
        }
        System.arraycopy(frame, 0, out, before, frame.length);
        return out;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, LONGEST);
    }
}
