package dev.weir.internal.hold;

import dev.weir.Action;
import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.admission.Deadline;
import org.jspecify.annotations.Nullable;

/** {@code expiring}: an item whose deadline passes here is let go, and whoever sent it is told. */
public final class Expiring<T> extends Fifo<T> {
    private final Fn<? super T, Deadline> deadlineOf;
    private final Action<? super T> told;
    private long nearest = NEVER;

    /** Asks each item for its deadline when it comes. */
    public Expiring(Capacity capacity, Fn<? super T, Deadline> deadlineOf, Action<? super T> told, Losses losses) {
        super(capacity, losses);
        this.deadlineOf = deadlineOf;
        this.told = told;
    }

    @Override
    public void put(T item, long now) throws Exception {
        long deadline = deadlineOf.apply(item).nanoTime();
        store.add(item, now, deadline);
        nearest = nearest == NEVER || deadline - nearest < 0 ? deadline : nearest;
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        tick(now);
        return super.take(now);
    }

    @Override
    public void tick(long now) {
        if (nearest != NEVER && now - nearest >= 0) {
            nearest = store.removeUntil(now, this::expire);
        }
    }

    private void expire(T item) {
        losses.expired(item);
        losses.tell(() -> told.on(item));
    }

    @Override
    public long due() {
        return store.size() == 0 ? NEVER : nearest;
    }
}
