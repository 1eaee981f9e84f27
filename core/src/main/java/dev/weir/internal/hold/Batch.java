package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code batch}: what has come while what follows was busy leaves as one list. */
public final class Batch<T> implements Discipline<T, List<T>> {
    private final Store<T> store;
    private final Losses losses;

    /** Lists of at most this. */
    public Batch(Capacity most, Losses losses) {
        this.store = new Store<>(most);
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
        return store.size() == 0 ? null : all(store, losses);
    }

    /** All that is stored, as a list that leaves. */
    static <T> List<T> all(Store<T> store, Losses losses) {
        List<T> list = new ArrayList<>(store.size());
        store.forEach(list::add);
        store.clear(item -> {});
        losses.out(list.size());
        return List.copyOf(list);
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
