package dev.weir.internal.hold;

import dev.weir.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * {@code newestFirst}: first in, first out, until the oldest has waited for too long; then the newest leaves first, as it
 * can still be in time. When it is full, the oldest makes room.
 */
public final class NewestFirst<T> extends Fifo<T> {
    private final long patience;

    /** Turns round when the oldest has waited for so many nanoseconds. */
    public NewestFirst(Capacity capacity, long patience, Losses losses) {
        super(capacity, losses);
        this.patience = patience;
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        makeRoom();
        super.put(item, now);
    }

    @Override
    public @Nullable T take(long now) {
        Store.Kept<T> oldest = store.first();
        boolean late = oldest != null && now - oldest.at() >= patience;
        return left(late ? store.pollLast() : store.poll());
    }
}
