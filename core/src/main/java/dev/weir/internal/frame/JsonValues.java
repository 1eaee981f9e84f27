package dev.weir.internal.frame;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.jsonValues}. What was scanned is not scanned again; white space before a value is let go as it comes. */
public final class JsonValues implements Framing<byte[]> {
    private final int most;
    private final JsonScanner scanner;
    private int scanned;

    /** Values of at most so many bytes, and so many objects and arrays in each other. */
    public JsonValues(int most, int deepest) {
        this.most = most;
        this.scanner = new JsonScanner(deepest);
    }

    @Override
    public byte @Nullable [] next(ByteBuffer in) throws IOException {
        if (scanned == 0) {
            skipSpace(in);
        }
        int from = in.position();
        for (int at = from + scanned; at < in.limit(); at++) {
            byte next = in.get(at);
            JsonScanner.Seen seen = scanner.see(next);
            if (seen == JsonScanner.Seen.BEFORE) {
                return word(in, at - from, isSpace(next) ? 1 : 0);
            }
            if (at - from == most) {
                throw new IOException(
                        "a JSON value must have <= " + most + " bytes but one has more; raise the longest value");
            }
            if (seen == JsonScanner.Seen.LAST) {
                return value(in, at + 1 - from);
            }
        }
        scanned = in.remaining();
        return null;
    }

    /** A number or a literal takes the white space that ends it. */
    private byte[] word(ByteBuffer in, int length, int space) throws IOException {
        byte[] word = value(in, length);
        JsonWords.check(word);
        in.position(in.position() + space);
        return word;
    }

    private byte[] value(ByteBuffer in, int length) {
        byte[] value = new byte[length];
        in.get(value);
        scanned = 0;
        return value;
    }

    private static void skipSpace(ByteBuffer in) {
        while (in.hasRemaining() && isSpace(in.get(in.position()))) {
            in.get();
        }
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    @Override
    public byte @Nullable [] last(ByteBuffer rest) throws IOException {
        return scanned > 0 && scanner.inWord() ? word(rest, rest.remaining(), 0) : Framing.super.last(rest);
    }

    @Override
    public int longest() {
        return Sizes.sum(most, 1);
    }
}
