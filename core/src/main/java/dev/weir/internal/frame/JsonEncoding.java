package dev.weir.internal.frame;

import dev.weir.Encoding;
import java.io.IOException;
import java.util.Arrays;

/** {@code Encodings.jsonValues}. */
public record JsonEncoding(int most, int deepest) implements Encoding<byte[]> {
    @Override
    public byte[] encode(byte[] frame) {
        Sizes.check(frame.length, most);
        try {
            return encoded(frame);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a frame must be one JSON value to be sent but is not: " + e.getMessage(), e);
        }
    }

    private byte[] encoded(byte[] frame) throws IOException {
        JsonScanner scanner = new JsonScanner(deepest);
        for (int at = 0; at < frame.length; at++) {
            JsonScanner.Seen seen = scanner.see(frame[at]);
            int length = seen == JsonScanner.Seen.BEFORE ? at : at + 1;
            if (seen == JsonScanner.Seen.MORE) {
                continue;
            }
            if (length < frame.length) {
                throw new IOException("after " + length + " bytes it is over, and more follows");
            }
            return frame.clone();
        }
        if (!scanner.inWord()) {
            throw new IOException("its end is missing");
        }
        JsonWords.check(frame);
        byte[] out = Arrays.copyOf(frame, frame.length + 1);
        out[frame.length] = '\n';
        return out;
    }

    @Override
    public int longest() {
        return Sizes.sum(most, 1);
    }
}
