package dev.weir.http;

import dev.weir.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A body that is all here, and may be sent any number of times. */
final class WholeBody implements Body {
    /** The body of a message that has none. */
    static final WholeBody EMPTY = new WholeBody(new byte[0]);

    private final byte[] bytes;

    private WholeBody(byte[] bytes) {
        this.bytes = bytes;
    }

    static WholeBody of(String text) {
        return new WholeBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public Source<ByteBuffer> source() {
        return bytes.length == 0
                ? Source.of()
                : Source.of(bytes).map(all -> ByteBuffer.wrap(all).asReadOnlyBuffer());
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes.length);
    }

    @Override
    public void discard() {}
}
