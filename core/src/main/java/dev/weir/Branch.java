package dev.weir;

import dev.weir.internal.stage.Outlet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a fan-out: a sink, the link before it, and what happens when that is full.
 *
 * @param <T> the items
 * @param <R> the result of its sink
 */
public final class Branch<T, R extends @Nullable Object> {
    private final Outlet outlet;
    private final Sink<T, R> sink;

    private Branch(Capacity capacity, Overflow overflow, Sink<T, R> sink) {
        this.outlet = new Outlet(Objects.requireNonNull(capacity), Objects.requireNonNull(overflow));
        this.sink = Objects.requireNonNull(sink);
    }

    /**
     * A branch with any overflow.
     *
     * @param capacity what the link before it may hold
     * @param overflow what that does when it is full
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> of(
            Capacity capacity, Overflow overflow, Sink<T, R> sink) {
        return new Branch<>(capacity, overflow, sink);
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
        return new Branch<>(capacity, Overflow.WAIT, sink);
    }

    /**
     * A branch that nobody waits for: when it is full, its oldest item makes room.
     *
     * @param items the most its link holds, at least 1
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> dropOldest(int items, Sink<T, R> sink) {
        return new Branch<>(Capacity.items(items), Overflow.DROP_OLDEST, sink);
    }

    /**
     * A branch that nobody waits for: when it is full, it does not get the new item.
     *
     * @param items the most its link holds, at least 1
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> dropNewest(int items, Sink<T, R> sink) {
        return new Branch<>(Capacity.items(items), Overflow.DROP_NEWEST, sink);
    }

    /**
     * A branch that nobody waits for and that sees the newest item when it is ready for one.
     *
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> latest(Sink<T, R> sink) {
        return new Branch<>(Capacity.items(1), Overflow.LATEST, sink);
    }

    /**
     * A branch that nobody waits for: it may lag by so many items, and catches up with them. Should it lag by more, it is
     * cut off: its sink gets what is held and then fails with {@link OverflowException}, the others go on to their end,
     * and the run then tells of the failure. A sink that is blocked in its own code is not interrupted by that.
     *
     * @param items how far it may lag, at least 1
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> detach(int items, Sink<T, R> sink) {
        return new Branch<>(Capacity.items(items), Overflow.DETACH, sink);
    }

    /**
     * A branch that must keep up: should it be full, all fails with {@link OverflowException}.
     *
     * @param items the most its link holds, at least 1
     * @param sink where its items end
     * @param <T> the items
     * @param <R> its result
     * @return the branch
     */
    public static <T, R extends @Nullable Object> Branch<T, R> failing(int items, Sink<T, R> sink) {
        return new Branch<>(Capacity.items(items), Overflow.FAIL, sink);
    }

    Outlet outlet() {
        return outlet;
    }

    Sink<T, R> sink() {
        return sink;
    }
}
