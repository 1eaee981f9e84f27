package dev.weir.internal.hold;

import dev.weir.Capacity;

/** When it is full, the oldest item makes room for the new one. */
public final class DropOldest<T> extends Fifo<T> {
    /** Holds as much as the capacity says. */
    public DropOldest(Capacity capacity, Losses losses) {
        super(capacity, losses);
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
}
