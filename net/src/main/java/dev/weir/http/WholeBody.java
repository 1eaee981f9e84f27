package dev.weir.http;

import dev.weir.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A body that is all here, and may be sent any number of times. */
final class WholeBody implements Body {
    /** The body of a message that has none. */
    static final WholeBody EMPTY = new WholeBody(new byte[0], false);

    private final byte[] bytes;
    private final boolean received;

    private WholeBody(byte[] bytes, boolean received) {
        this.bytes = bytes;
        this.received = received;
    }

    /** One that has come whole. */
    static WholeBody received(byte[] bytes) {
        return new WholeBody(bytes, true);
    }

    static WholeBody of(String text) {
        return new WholeBody(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Whether it has come from a peer. */
    boolean received() {
        return received;
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
