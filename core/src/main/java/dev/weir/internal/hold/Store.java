package dev.weir.internal.hold;

import dev.weir.Capacity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Items in the order in which they came, each with a time, counted and weighed as a capacity says. */
public final class Store<T> {
    private final Capacity capacity;
    private final Deque<Kept<T>> queue = new ArrayDeque<>();
    private long weight;

    /** Holds as much as this. */
    public Store(Capacity capacity) {
        this.capacity = capacity;
    }

    /** An item, when it came, the time that matters to it (the same, or its deadline), and what it weighs. */
    record Kept<T>(T item, long came, long at, long weight) {}

    /** Whether one more fits, even the heaviest. */
    public boolean fits() {
        return queue.size() < capacity.items()
                && (capacity.weigher() == null || weight + capacity.heaviest() <= capacity.weight());
    }

    /**
     * Adds an item behind all others.
     *
     * @throws IllegalArgumentException if it is too heavy; it is not in
     */
    void add(T item, long came, long at) {
        add(item, capacity.weigh(item), came, at);
    }

    /** Adds an item that was weighed behind all others. */
    public void add(T item, long heavy, long came, long at) {
        weight += heavy;
        queue.add(new Kept<>(item, came, at, heavy));
    }

    /** When the item that came first of those held came. */
    public long oldest() {
        Kept<T> first = queue.peek();
        return first == null ? Discipline.NEVER : first.came;
    }

    @Nullable
    Kept<T> first() {
        return queue.peek();
    }

    /** Takes the first item. */
    public @Nullable T poll() {
        return gone(queue.poll());
    }

    @Nullable
    T pollLast() {
        return gone(queue.pollLast());
    }

    private @Nullable T gone(@Nullable Kept<T> kept) {
        if (kept == null) {
            return null;
        }
        weight -= kept.weight;
        return kept.item;
    }

    /** Removes the items whose time is not after this; answers the nearest time of those that stay. */
    long removeUntil(long now, Consumer<? super T> removed) {
        long nearest = Discipline.NEVER;
        for (Iterator<Kept<T>> each = queue.iterator(); each.hasNext(); ) {
            Kept<T> kept = each.next();
            if (kept.at - now <= 0) {
                each.remove();
                weight -= kept.weight;
                removed.accept(kept.item);
            } else {
                nearest = nearest == Discipline.NEVER || kept.at - nearest < 0 ? kept.at : nearest;
            }
        }
        return nearest;
    }

    /** How many there are. */
    public int size() {
        return queue.size();
    }

    /** How much they weigh. */
    public long weight() {
        return weight;
    }

    /** Shows each item, in order. */
    public void forEach(Consumer<? super T> each) {
        queue.forEach(kept -> each.accept(kept.item));
    }

    /** Lets go of all. */
    public void clear(Consumer<Object> letGo) {
        queue.forEach(kept -> letGo.accept(kept.item));
        queue.clear();
        weight = 0;
    }
}
