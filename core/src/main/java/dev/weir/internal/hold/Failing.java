package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.function.IntFunction;

/** When it is full, the next item fails what is behind it. */
public final class Failing<T> extends Fifo<T> {
    private final IntFunction<? extends RuntimeException> failure;

    /** Holds as much as the capacity says; then fails with this, made of how many are held. */
    public Failing(Capacity capacity, Losses losses, IntFunction<? extends RuntimeException> failure) {
        super(capacity, losses);
        this.failure = failure;
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        if (!store.fits()) {
            throw failure.apply(store.size());
        }
        super.put(item, now);
    }
}
