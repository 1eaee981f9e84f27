package dev.weir.examples.cookbook;

import dev.weir.Source;

/** Counts the ticks that came while what follows was busy, instead of holding the clock back. */
public final class MissedTicks {
    private MissedTicks() {}

    /**
     * Counts.
     *
     * @param ticks the clock
     * @return for each tick that was taken, how many others had been missed; 0 while what follows is fast enough
     */
    public static Source<Integer> solve(Source<?> ticks) {
        // region solve
        return ticks.conflate(_ -> 0, (missed, _) -> missed + 1);
        // endregion
    }
}
