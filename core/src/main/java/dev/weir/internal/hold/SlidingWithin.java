package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code slidingWithin}: every so often, a list of the items of the last stretch of time. */
public final class SlidingWithin<T> implements Discipline<T, List<T>> {
    private final Store<T> store;
    private final long window;
    private final long every;
    private final Losses losses;
    private long next;
    private int given; // so many of them, the first ones, were in a list
    private boolean fresh;
    private boolean ended;

    /** Windows of so many nanoseconds, one every so many, of at most this. */
    public SlidingWithin(Capacity most, long window, long every, Losses losses, long now) {
        this.store = new Store<>(most);
        this.window = window;
        this.every = every;
        this.losses = losses;
        this.next = now + every;
    }

    @Override
    public boolean room() {
        return store.fits();
    }

    @Override
    public void put(T item, long now) {
        store.add(item, now, now + window); // when it leaves the window
        fresh = true;
    }

    @Override
    public @Nullable List<T> take(long now) {
        boolean last = ended && fresh;
        if (now - next < 0 && !last) {
            return null;
        }
        long end = last ? now : next + (now - next) / every * every;
        next = end + every;
        removeUntil(end);
        List<T> list = new ArrayList<>(store.size());
        store.forEach(list::add);
        given = store.size();
        fresh = false;
        if (ended) {
            end(now);
        }
        return list.isEmpty() ? null : List.copyOf(list);
    }

    /**
     * An item that is exactly as old as the window is long may have come in the moment of a list, before or after that was
     * made: if it was in that one it leaves, otherwise this is the first one that it can be in.
     */
    private void removeUntil(long end) {
        for (var first = store.first(); first != null && first.at() - end <= 0; first = store.first()) {
            if (first.at() == end && given == 0) {
                return;
            }
            leave(first.item());
            var _ = store.poll();
        }
    }

    /** It is in no list any more. If nobody took a list while it was in the window, it has expired. */
    private void leave(T item) {
        if (given > 0) {
            given--;
            losses.out(1);
        } else {
            losses.expired(item);
        }
    }

    @Override
    public long due() {
        return store.size() == 0 ? NEVER : next;
    }

    @Override
    public void end(long now) {
        ended = true;
        if (!fresh) {
            store.clear(item -> losses.out(1)); // all were in a list
            given = 0;
        }
    }

    @Override
    public boolean empty() {
        return !fresh;
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
        for (; given > 0; given--) {
            var _ = store.poll();
            losses.out(1);
        }
        store.clear(letGo);
        fresh = false;
    }
}
