package dev.weir.internal.frame;

import dev.weir.Encoding;

/** {@code Encodings.delimited}. */
public record DelimitedEncoding(Delimiter delimiter, int most) implements Encoding<byte[]> {
    @Override
    public byte[] encode(byte[] frame) {
        Sizes.check(frame.length, most);
        byte[] out = delimiter.behind(frame);
        int matched = 0;
        for (int at = 0; at < out.length - 1; at++) {
            matched = delimiter.matched(matched, out[at]);
            if (matched == delimiter.length()) {
                throw new IllegalArgumentException(
                        "a frame must not have its delimiter in it, nor make one with that behind it, but one does at byte "
                                + (at + 1 - matched) + " of " + frame.length + "; use lengthPrefixed for any bytes");
            }
        }
        return out;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, delimiter.length());
    }
}
