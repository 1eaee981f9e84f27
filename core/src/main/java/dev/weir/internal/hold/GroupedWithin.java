package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code groupedWithin}: lists that are full, or whose first item has waited for so long. */
public final class GroupedWithin<T> implements Discipline<T, List<T>> {
    private final Store<T> store;
    private final long nanos;
    private final Losses losses;
    private boolean ended;

    /** Lists of at most this, complete after at most so long. */
    public GroupedWithin(Capacity most, long nanos, Losses losses) {
        this.store = new Store<>(most);
        this.nanos = nanos;
        this.losses = losses;
    }

    @Override
    public boolean room() {
        return store.fits();
    }

    @Override
    public void put(T item, long now) {
        store.add(item, now, now);
    }

    @Override
    public @Nullable List<T> take(long now) {
        Store.Kept<T> first = store.first();
        boolean complete = first != null && (ended || !store.fits() || now - first.at() >= nanos);
        return complete ? Batch.all(store, losses) : null;
    }

    @Override
    public long due() {
        Store.Kept<T> first = store.first();
        return first == null ? NEVER : first.at() + nanos;
    }

    @Override
    public void end(long now) {
        ended = true;
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
