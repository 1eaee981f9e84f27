package dev.weir.internal.frame;

import dev.weir.Encoding;
import java.util.Objects;

/** {@code Encodings.raw}. */
public record AsItIs() implements Encoding<byte[]> {
    @Override
    public byte[] encode(byte[] frame) {
        return Objects.requireNonNull(frame);
    }

    @Override
    public int longest() {
        return Integer.MAX_VALUE;
    }
}
