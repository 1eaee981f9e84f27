package dev.weir;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a broadcast: a sink, the link before it, and what happens when that is full.
 *
 * @param <T> the items
 * @param <R> the result of its sink
 */
public final class Branch<T, R extends @Nullable Object> {
    private final Capacity capacity;
    private final Sink<T, R> sink;

    private Branch(Capacity capacity, Sink<T, R> sink) {
        this.capacity = Objects.requireNonNull(capacity);
        this.sink = Objects.requireNonNull(sink);
    }

    /**
     * A branch that all others wait for when it is full.
     *
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch, behind a link of {@link Capacity#DEFAULT}
     */
    public static <T, R extends @Nullable Object> Branch<T, R> waiting(Sink<T, R> sink) {
        return waiting(Capacity.DEFAULT, sink);
    }

    /**
     * A branch that all others wait for when it is full.
     *
     * @param capacity what the link before it may hold
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> waiting(Capacity capacity, Sink<T, R> sink) {
        return new Branch<>(capacity, sink);
    }

    Capacity capacity() {
        return capacity;
    }

    Sink<T, R> sink() {
        return sink;
    }
}
