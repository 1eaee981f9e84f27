package dev.weir.admission;

/**
 * How much it matters that work is done, from most to least. Who matters more is served first, may wait longer, and is
 * refused last.
 */
public enum Criticality {
    /**
     * Health checks and the like: let in as long as anything is, whatever the load. For work that is rare and costs next
     * to nothing.
     */
    ALWAYS(0),
    /** What people notice at once when it fails. */
    CRITICAL(1),
    /** What nothing is said of. */
    NORMAL(2),
    /** Prefetches, batches, crawlers: what can be done another time. Shed first. */
    SHEDDABLE(3);

    private final int rank;

    Criticality(int rank) {
        this.rank = rank;
    }

    /** How many matter more. */
    int rank() {
        return rank;
    }
}
