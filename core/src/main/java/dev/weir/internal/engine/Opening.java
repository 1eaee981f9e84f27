package dev.weir.internal.engine;

import dev.weir.internal.compile.Range;

/** Opens what one run of a source pulls from. */
@FunctionalInterface
public interface Opening<T> {
    /** Opens it, when the first item is wanted. */
    Pull<T> open() throws Exception;

    /** Whether what it opens blocks for as long as the outside likes, so that it needs a thread that may. */
    default boolean blocks() {
        return false;
    }

    /** Whether what it opens is a {@link Range}, of which a loop takes the numbers without a box. */
    default boolean isRange() {
        return false;
    }

    /** The run has ended without having opened it. */
    default void abandon() throws Exception {}
}
