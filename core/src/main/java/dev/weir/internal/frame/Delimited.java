package dev.weir.internal.frame;

import dev.weir.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code Frames.delimited}. What was searched is not searched again. */
public final class Delimited implements Framing<byte[]> {
    private final Delimiter delimiter;
    private final int most;
    private int searched;
    private int matched;

    /** Frames of at most so many bytes before this delimiter. */
    public Delimited(Delimiter delimiter, int most) {
        this.delimiter = delimiter;
        this.most = most;
    }

    @Override
    public byte @Nullable [] next(ByteBuffer in) throws IOException {
        int from = in.position();
        for (int at = from + searched; at < in.limit(); at++) {
            matched = delimiter.matched(matched, in.get(at));
            if (matched == delimiter.length()) {
                return frame(in, at + 1 - from - matched);
            }
        }
        searched = in.remaining();
        checkLength(searched - matched);
        return null;
    }

    private byte[] frame(ByteBuffer in, int length) throws IOException {
        checkLength(length);
        byte[] frame = new byte[length];
        in.get(frame);
        in.position(in.position() + matched);
        searched = 0;
        matched = 0;
        return frame;
    }

    private void checkLength(int length) throws IOException {
        if (length > most) {
            throw Sizes.tooLong(most, "more before its delimiter");
        }
    }

    @Override
    public int longest() {
        return Sizes.sum(most, delimiter.length());
    }
}
