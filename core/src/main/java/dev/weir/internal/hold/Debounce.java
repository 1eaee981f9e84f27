package dev.weir.internal.hold;

import dev.weir.Capacity;
import org.jspecify.annotations.Nullable;

/** {@code debounce}: an item leaves when no other has come for so long; one that is followed sooner is dropped. */
public final class Debounce<T> extends Fifo<T> {
    private final long nanos;
    private boolean ended;

    /** Waits for so long a quiet. */
    public Debounce(long nanos, Losses losses) {
        super(Capacity.items(1), losses);
        this.nanos = nanos;
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        T before = store.poll();
        if (before != null) {
            losses.dropped(before);
        }
        super.put(item, now);
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        Store.Kept<T> kept = store.first();
        return kept != null && (ended || now - kept.at() >= nanos) ? super.take(now) : null;
    }

    @Override
    public long due() {
        Store.Kept<T> kept = store.first();
        return kept == null ? NEVER : kept.at() + nanos;
    }

    @Override
    public void end(long now) {
        ended = true;
    }
}
