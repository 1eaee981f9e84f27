package dev.weir.internal.engine;

/** Opens what one run of a source pulls from. */
@FunctionalInterface
public interface Opening<T> {
    /** Opens it, when the first item is wanted. */
    Pull<T> open() throws Exception;

    /** The run has ended without having opened it. */
    default void abandon() throws Exception {}
}
