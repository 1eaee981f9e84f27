package dev.weir.internal.hold;

import dev.weir.Capacity;
import org.jspecify.annotations.Nullable;

/** {@code delay}: each item leaves so long after it came. */
public final class Delay<T> extends Fifo<T> {
    private final long nanos;

    /** Holds items back for so long. */
    public Delay(Capacity capacity, long nanos, Losses losses) {
        super(capacity, losses);
        this.nanos = nanos;
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        return due() == NEVER || now - due() < 0 ? null : super.take(now);
    }

    @Override
    public long due() {
        Store.Kept<T> first = store.first();
        return first == null ? NEVER : first.at() + nanos;
    }
}
