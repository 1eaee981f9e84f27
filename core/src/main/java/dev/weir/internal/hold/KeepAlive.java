package dev.weir.internal.hold;

import dev.weir.Capacity;
import dev.weir.Make;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code keepAlive}: when nothing has left for so long, a filler does. */
public final class KeepAlive<T> extends Fifo<T> {
    private final long nanos;
    private final Make<? extends T> filler;
    private long last;
    private boolean ended;

    /** Fills each silence of so long. */
    public KeepAlive(Capacity capacity, long nanos, Make<? extends T> filler, Losses losses, long now) {
        super(capacity, losses);
        this.nanos = nanos;
        this.filler = filler;
        this.last = now;
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        T item = super.take(now);
        if (item == null && !ended && now - last >= nanos) {
            item = Objects.requireNonNull(filler.make(), "keepAlive must make an item but made null");
        }
        last = item == null ? last : now;
        return item;
    }

    @Override
    public long due() {
        return ended ? NEVER : last + nanos;
    }

    @Override
    public void end(long now) {
        ended = true;
    }
}
