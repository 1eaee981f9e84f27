package dev.weir.internal.hold;

import dev.weir.Capacity;

/** When it is full, all that it holds makes room for the new item. */
public final class Latest<T> extends Fifo<T> {
    /** Holds as much as the capacity says. */
    public Latest(Capacity capacity, Losses losses) {
        super(capacity, losses);
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        if (!store.fits()) {
            store.clear(losses::dropped);
        }
        super.put(item, now);
    }
}
