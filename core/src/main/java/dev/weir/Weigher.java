package dev.weir;

import java.io.Serializable;

/**
 * Tells the weight of an item, in bytes or whatever unit a {@link Capacity} counts.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface Weigher<T> extends Serializable {
    /**
     * The weight of one item. Called once per item and link; must always give the same answer for the same item.
     *
     * @param item the item
     * @return its weight, at least 0
     */
    long weigh(T item);
}
