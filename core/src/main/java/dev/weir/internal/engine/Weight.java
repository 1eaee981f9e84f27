package dev.weir.internal.engine;

import dev.weir.Capacity;
import dev.weir.Weigher;

/**
 * The weight that a link holds. The writer adds and the reader takes off, each in a counter of its own; the link's
 * {@code head} orders the reader's counter before the writer's look at it.
 */
final class Weight {
    private final long most;
    private final long heaviest;
    private final Weigher<Object> weigher;
    private long put;
    private long peak;
    private final Tally taken = new Tally();

    Weight(Capacity capacity, Weigher<Object> weigher) {
        this.most = capacity.weight();
        this.heaviest = capacity.heaviest();
        this.weigher = weigher;
    }

    /** An item with the weight it was given, so that it is weighed once. */
    record Weighed(Object item, long weight) {}

    /**
     * Weighs an item and counts it as held.
     *
     * @throws IllegalArgumentException if it is too heavy, or its weight is negative; nothing is counted
     */
    Weighed put(Object item) {
        long weight = weigher.weigh(item);
        if (weight < 0 || weight > heaviest) {
            throw new IllegalArgumentException("an item must weigh between 0 and " + heaviest + " but weighed " + weight
                    + "; split it, or raise the heaviest weight of the capacity");
        }
        put += weight;
        peak = Math.max(peak, held());
        return new Weighed(item, weight);
    }

    void take(Weighed item) {
        taken.add(item.weight());
    }

    /** Whether even the heaviest item would fit. */
    boolean fits() {
        return held() + heaviest <= most;
    }

    long held() {
        return put - taken.get();
    }

    long peak() {
        return peak;
    }
}
