package dev.weir.internal.engine;

import org.jspecify.annotations.Nullable;

/** What a source is asked for items by a call, one at a time, by one run. It may block where the engine may. */
@FunctionalInterface
public interface Pull<T> {
    /** The next item, or null at the end. */
    @Nullable
    T next() throws Exception;

    /** Called once, when no more is wanted. */
    default void close() throws Exception {}
}
