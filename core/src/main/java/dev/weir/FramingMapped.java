package dev.weir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A framing whose frames are made into something else; it gives way when the one behind it does. */
final class FramingMapped<O, R> implements Framing<R> {
    private final Framing<O> framing;
    private final Fn<? super O, ? extends R> fn;
    private @Nullable O given;

    FramingMapped(Framing<O> framing, Fn<? super O, ? extends R> fn) {
        this.framing = framing;
        this.fn = fn;
    }

    @Override
    public @Nullable R next(ByteBuffer in) throws Exception {
        given = framing.next(in);
        return given == null ? null : made(given);
    }

    private R made(O frame) throws Exception {
        return Objects.requireNonNull(fn.apply(frame), "a frame must be mapped but its function answered null");
    }

    @Override
    public int longest() {
        return framing.longest();
    }

    @Override
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // frames are only read; the same framing, not one like it
    public Framing<? extends R> after(R frame) throws Exception {
        O original = Objects.requireNonNull(given);
        Framing<O> next = (Framing<O>) framing.after(original);
        return next == framing ? this : new FramingMapped<O, R>(next, fn);
    }

    @Override
    public @Nullable R last(ByteBuffer rest) throws IOException {
        O frame = framing.last(rest);
        try {
            return frame == null ? null : made(frame);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the last frame could not be mapped", e);
        }
    }
}
