package dev.weir.internal.hold;

import dev.weir.Capacity;
import dev.weir.Timeout;
import dev.weir.internal.engine.Nanos;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code timeout}: first in, first out, and a failure when something takes too long. */
public final class Timed<T> extends Fifo<T> {
    private final Timeout timeout;
    private final long nanos;
    private final long start;
    private long quiet;
    private boolean any;
    private boolean ended;

    /** Counts from now. */
    public Timed(Capacity capacity, Timeout timeout, Losses losses, long now) {
        super(capacity, losses);
        this.timeout = timeout;
        this.nanos = Nanos.of(timeout.after());
        this.start = now;
        this.quiet = now;
    }

    @Override
    public void put(T item, long now) throws Exception {
        any = true;
        quiet = now;
        super.put(item, now);
    }

    @Override
    public @Nullable T take(long now) throws Exception {
        quiet = store.fits() ? quiet : now; // while there was no room, nothing could come
        return super.take(now);
    }

    @Override
    public long due() {
        return switch (timeout.of()) {
            case FIRST -> any || ended ? NEVER : start + nanos;
            case IDLE -> ended || !store.fits() ? NEVER : quiet + nanos;
            case WHOLE -> ended && store.size() == 0 ? NEVER : start + nanos;
            case HELD_BACK -> {
                Store.Kept<T> first = store.first();
                yield first == null ? NEVER : first.at() + nanos;
            }
        };
    }

    @Override
    public @Nullable Exception overdue(long now) {
        long due = due();
        return due == NEVER || now - due < 0 ? null : new TimeoutException(timeout.message());
    }

    @Override
    public void end(long now) {
        ended = true;
    }
}
