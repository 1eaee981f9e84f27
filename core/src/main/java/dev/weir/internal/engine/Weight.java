package dev.weir.internal.engine;

import dev.weir.Capacity;

/**
 * The weight that a link holds. The writer adds and the reader takes off, each in a counter of its own. The reader takes
 * off before the item counts as taken: a writer that has seen that sees the weight gone too.
 */
final class Weight {
    private final Capacity capacity;
    private final long room;
    private long put;
    private long peak;
    private final Tally taken = new Tally();

    Weight(Capacity capacity, int spare) {
        this.capacity = capacity;
        this.room = capacity.weight() - spare * capacity.heaviest();
    }

    /** An item with the weight it was given, so that it is weighed once. */
    record Weighed(Object item, long weight) {}

    /**
     * Weighs an item and counts it as held.
     *
     * @throws IllegalArgumentException if it is too heavy, or its weight is negative; nothing is counted
     */
    Weighed put(Object item) {
        long weight = capacity.weigh(item);
        put += weight;
        peak = Math.max(peak, held());
        return new Weighed(item, weight);
    }

    void take(Weighed item) {
        taken.add(item.weight());
    }

    /** Whether even the heaviest item would fit, and the spare ones after it. */
    boolean fits() {
        return held() + capacity.heaviest() <= room;
    }

    /** Whether even the heaviest item would fit in what is spare. */
    boolean hasPlace() {
        return held() + capacity.heaviest() <= capacity.weight();
    }

    /** How many items would fit even if each were the heaviest. */
    long free() {
        return Math.max(0, (room - held()) / capacity.heaviest());
    }

    long held() {
        return put - taken.get();
    }

    long peak() {
        return peak;
    }
}
