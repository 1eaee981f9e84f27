package dev.weir.internal.hold;

import dev.weir.Capacity;
import org.jspecify.annotations.Nullable;

/** {@code sample}: the newest item of each stretch of time leaves at its end; the others are dropped. */
public final class Sample<T> extends Fifo<T> {
    private final long nanos;
    private long next;
    private boolean ended;

    /** Stretches of so long, the first of which begins now. */
    public Sample(long nanos, Losses losses, long now) {
        super(Capacity.items(1), losses);
        this.nanos = nanos;
        this.next = now + nanos;
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(T item, long now) throws Exception {
        if (store.size() == 0 && now - next >= 0) {
            next += ((now - next) / nanos + 1) * nanos; // the stretch in which it came
        }
        T before = store.poll();
        if (before != null) {
            losses.dropped(before);
        }
        super.put(item, now);
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        if (store.size() == 0 || (!ended && now - next < 0)) {
            return null;
        }
        return super.take(now);
    }

    @Override
    public long due() {
        return store.size() == 0 ? NEVER : next;
    }

    @Override
    public void end(long now) {
        ended = true;
    }
}
