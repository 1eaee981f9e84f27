package dev.weir.internal.hold;

import dev.weir.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * {@code codel}: when items have waited longer than the target for a whole interval, some are dropped, ever more often,
 * until those that leave have waited less: controlled delay, RFC 8289, by items.
 */
public final class CoDel<T> extends Fifo<T> {
    private final long target;
    private final long interval;
    private long aboveUntil = NEVER;
    private long dropNext;
    private int count;
    private int lastCount;
    private boolean dropping;
    private boolean mayDrop;

    /** Keeps the wait near the target; looks at stretches of an interval. All in nanoseconds. */
    public CoDel(Capacity capacity, long target, long interval, Losses losses) {
        super(capacity, losses);
        this.target = target;
        this.interval = interval;
    }

    @Override
    public @Nullable T take(long now) {
        T item = next(now);
        if (dropping) {
            dropping = mayDrop;
            while (item != null && dropping && now - dropNext >= 0) {
                losses.dropped(item);
                count++;
                item = next(now);
                dropping = mayDrop;
                dropNext = mayDrop ? following(dropNext) : dropNext;
            }
        } else if (mayDrop && item != null) {
            losses.dropped(item);
            item = next(now);
            begin(now);
        }
        return left(item);
    }

    private void begin(long now) {
        dropping = true;
        int since = count - lastCount;
        count = since > 1 && now - dropNext < 16 * interval ? since : 1; // dropped a moment ago: go on from there
        lastCount = count;
        dropNext = following(now);
    }

    private long following(long time) {
        return time + (long) (interval / Math.sqrt(count));
    }

    /** The oldest item; says whether it has waited for too long, as have all for an interval. */
    private @Nullable T next(long now) {
        Store.Kept<T> first = store.first();
        mayDrop = false;
        if (first == null || now - first.at() < target || store.size() == 1) {
            aboveUntil = NEVER;
        } else if (aboveUntil == NEVER) {
            aboveUntil = now + interval;
        } else {
            mayDrop = now - aboveUntil >= 0;
        }
        return store.poll();
    }
}
