package dev.weir;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A framing that gives way to another one after a certain frame. */
record FramingUntil<O>(Framing<? extends O> now, Test<? super O> test, Make<? extends Framing<? extends O>> then)
        implements Framing<O> {
    @Override
    public @Nullable O next(ByteBuffer in) throws Exception {
        return now.next(in);
    }

    @Override
    public int longest() {
        return now.longest();
    }

    @Override
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // frames are only read; the same framing, not one like it
    public Framing<? extends O> after(O frame) throws Exception {
        if (test.holds(frame)) {
            return then.make();
        }
        Framing<? extends O> next = ((Framing<O>) now).after(frame);
        return next == now ? this : new FramingUntil<>(next, test, then);
    }

    @Override
    public @Nullable O last(ByteBuffer rest) throws IOException {
        return now.last(rest);
    }
}
