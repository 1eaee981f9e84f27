package dev.weir.internal.hold;

import dev.weir.Capacity;

/** When it is full, the new item is let go. */
public final class DropNewest<T> extends Fifo<T> {
    /** Holds as much as the capacity says. */
    public DropNewest(Capacity capacity, Losses losses) {
        super(capacity, losses);
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        if (store.fits()) {
            super.put(item, now);
        } else {
            losses.dropped(item);
        }
    }
}
