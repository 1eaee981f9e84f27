package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** First in, first out; no room when it is full. The base of all disciplines that hand on what was put in as it is. */
public class Fifo<T> implements Discipline<T, T> {
    final Store<T> store;
    final Losses losses;

    /** Holds as much as the capacity says. */
    public Fifo(Capacity capacity, Losses losses) {
        this.store = new Store<>(capacity);
        this.losses = losses;
    }

    @Override
    public boolean room() {
        return store.fits();
    }

    @Override
    public void put(T item, long now) throws Exception {
        store.add(item, now, now);
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        return left(store.poll());
    }

    /** Lets go of the oldest until one more fits, which it does at the latest when none is left. */
    final void makeRoom() {
        while (!store.fits()) {
            losses.dropped(Objects.requireNonNull(store.poll()));
        }
    }

    final @Nullable T left(@Nullable T item) {
        if (item != null) {
            losses.out(1);
        }
        return item;
    }

    @Override
    public int held() {
        return store.size();
    }

    @Override
    public long oldest() {
        return store.oldest();
    }

    @Override
    public long weight() {
        return store.weight();
    }

    @Override
    public void clear(Consumer<Object> letGo) {
        store.clear(letGo);
    }
}
