package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;
import dev.weir.plan.Operator;

/** An operator that the engine can run. Immutable: what a run needs is made by {@link #open}. */
public interface Stage extends Operator {
    /** Makes what one run needs of it, and joins that to the stage after it. */
    void open(Site site);

    /** Whether what leaves it are items that came in, not others made of them. */
    default boolean keepsItems() {
        return false;
    }

    /** Whether, in an inner plan, it runs in the island of the stage around it, which calls it. */
    default boolean hosted() {
        return false;
    }
}
