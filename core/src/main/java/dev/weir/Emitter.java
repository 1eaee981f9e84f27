package dev.weir;

/**
 * Where a generator or a one-to-many function puts its items. It belongs to the thread that was given it.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Emitter<T> {
    /**
     * Hands on one item, and suspends the calling thread until there is room for it downstream.
     *
     * @param item the item, never null
     * @throws FlowCancelledException when nobody wants items any more: let it pass, so that {@code finally} blocks run
     */
    void emit(T item);
}
