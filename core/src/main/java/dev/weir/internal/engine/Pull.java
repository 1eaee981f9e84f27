package dev.weir.internal.engine;

import org.jspecify.annotations.Nullable;

/** What a source is asked for items by a call, one at a time, by one run. It may block where the engine may. */
@FunctionalInterface
public interface Pull<T> {
    /** The next item, or null at the end. */
    @Nullable
    T next() throws Exception;

    /** The next item if it is simple to have: for loops, which do without what is done seldom. Null: {@link #next} tells. */
    default @Nullable T nextPlain() throws Exception {
        return next();
    }

    /** Whether the end that it has answered is not its own, but that of a drain. */
    default boolean stopped() {
        return false;
    }

    /** Called once, when no more is wanted. */
    default void close() throws Exception {}
}
