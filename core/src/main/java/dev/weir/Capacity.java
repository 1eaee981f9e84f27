package dev.weir;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one link may hold: a number of items, and a total weight where a weigher is given. Neither is ever exceeded.
 *
 * @param items the most items, at least 1
 * @param weight the largest total weight, or {@link Long#MAX_VALUE} if there is no weigher
 * @param heaviest the largest weight of one item; the link has room only while it could take such an item
 * @param weigher tells the weight of an item; null if only items are counted
 * @param unboundedBecause why this capacity has no bound; null if it has one
 */
public record Capacity(
        int items,
        long weight,
        long heaviest,
        @Nullable Weigher<Object> weigher,
        @Nullable String unboundedBecause) implements Serializable {
    /** What a link holds that nobody gave a capacity: 32 items. */
    public static final Capacity DEFAULT = items(32);

    /** Checks the numbers. */
    public Capacity {
        if (items < 1) {
            throw new IllegalArgumentException("capacity must be >= 1 item but was " + items
                    + "; stages without a link between them hand on items one by one");
        }
        if (weigher != null && (heaviest < 1 || weight < heaviest)) {
            throw new IllegalArgumentException("weight must be >= the heaviest item and that >= 1, but they were "
                    + weight + " and " + heaviest + "; raise the weight, or lower the heaviest item");
        }
    }

    /**
     * Counts items.
     *
     * @param items the most items, at least 1
     * @return the capacity
     * @throws IllegalArgumentException if items is less than 1
     */
    public static Capacity items(int items) {
        return new Capacity(items, Long.MAX_VALUE, 0, null, null);
    }

    /**
     * Counts weight next to items.
     *
     * @param weight the largest total weight
     * @param heaviest the largest weight of one item; a heavier item fails the flow
     * @param weigher tells the weight of an item
     * @param <T> the items
     * @return this many items, of at most this weight together
     * @throws IllegalArgumentException if heaviest is less than 1 or more than weight
     */
    @SuppressWarnings("unchecked") // a link is built for one type of item; generics cannot say it here
    public <T> Capacity weighing(long weight, long heaviest, Weigher<? super T> weigher) {
        return new Capacity(items, weight, heaviest, (Weigher<Object>) weigher, unboundedBecause);
    }

    /**
     * No bound in items: memory is the limit. The word is in the code for whoever reads it.
     *
     * @param why the reason, shown in the plan
     * @return a capacity of as many items as there can be
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Capacity unbounded(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("an unbounded capacity must say why but the reason was blank;"
                    + " write it down, or give a number");
        }
        return new Capacity(Integer.MAX_VALUE, Long.MAX_VALUE, 0, null, why);
    }

    /**
     * Whether there is a bound.
     *
     * @return false only for {@link #unbounded}
     */
    public boolean bounded() {
        return unboundedBecause == null;
    }

    /**
     * Weighs an item.
     *
     * @param item the item
     * @return its weight; 0 if only items are counted
     * @throws IllegalArgumentException if it is heavier than the heaviest item may be, or its weight is negative
     */
    public long weigh(Object item) {
        if (weigher == null) {
            return 0;
        }
        long heavy = weigher.weigh(item);
        if (heavy < 0 || heavy > heaviest) {
            throw new IllegalArgumentException("an item must weigh between 0 and " + heaviest + " but weighed " + heavy
                    + "; split it, or raise the heaviest weight of the capacity");
        }
        return heavy;
    }

    @Override
    public String toString() {
        if (!bounded()) {
            return "unbounded (" + unboundedBecause + ")";
        }
        return weigher == null ? String.valueOf(items) : items + " items, weight " + weight;
    }
}
