package dev.weir.internal.frame;

import dev.weir.Encoding;
import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code Frames.netstrings}, and the reverse: a length in decimal digits, a colon, the bytes, a comma. */
public record Netstring(int most) implements Framing<byte[]>, Encoding<byte[]> {
    @Override
    public byte @Nullable [] next(ByteBuffer in) throws IOException {
        int at = in.position();
        long length = 0;
        while (at < in.limit() && in.get(at) != ':') {
            length = 10 * length + digit(in, at);
            at++;
            if (length > most) {
                throw new IOException("a netstring must have <= " + most + " bytes but one has at least " + length
                        + "; raise the longest netstring");
            }
        }
        if (in.limit() - at - 2 < length) {
            return null;
        }
        if (at == in.position()) {
            throw new IOException("a netstring must begin with its length but one began with ':'");
        }
        byte end = in.get(at + 1 + (int) length);
        if (end != ',') {
            throw new IOException("a netstring must end with ',' but one ended with byte " + end);
        }
        byte[] frame = new byte[(int) length];
        in.position(at + 1);
        in.get(frame);
        in.get(); // the comma
        return frame;
    }

    private static int digit(ByteBuffer in, int at) throws IOException {
        int digit = in.get(at) - '0';
        if (digit < 0
                || digit > 9
                || (digit == 0 && at == in.position() && at + 1 < in.limit() && in.get(at + 1) != ':')) {
            throw new IOException(
                    "a netstring must begin with its length in decimal but has byte " + in.get(at) + " there");
        }
        return digit;
    }

    @Override
    public byte[] encode(byte[] frame) {
        Sizes.check(frame.length, most);
        byte[] head = (frame.length + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] out = Arrays.copyOf(head, Math.addExact(frame.length, head.length + 1));
        System.arraycopy(frame, 0, out, head.length, frame.length);
        out[out.length - 1] = ',';
        return out;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, 12);
    }
}
