package dev.weir;

import java.time.Duration;

/**
 * The reading of one place that holds items. At every moment
 * {@code in = out + held + dropped + expired + discarded}, up to an item on its way between two of these numbers.
 *
 * @param stage the name of the stage that holds them
 * @param capacity the most it may hold
 * @param held how many it holds now
 * @param peak the most it has held
 * @param weight the total weight it holds now; 0 if it counts no weight
 * @param weightPeak the largest total weight it has held
 * @param oldest for how long the item that came first of those it holds has been here; zero if it holds none. Of up
 *     to sixteen items that come fast, in one go of the code before the link, all may be given the time of the first; so
 *     it may be too large by a silence in between, but not by more than the time since the last reading
 * @param waits how many times whoever puts items in had to wait for room
 * @param in how many came in
 * @param out how many were handed on
 * @param dropped how many were dropped as was declared: because it was full, a newer one took their place, or their lane
 *     wanted no more
 * @param expired how many were dropped because their time had passed
 * @param discarded how many were let go because what follows wanted no more: a cancel, a failure, an early end
 * @param refused how many an {@link Entry} has refused; they never came in
 */
public record LinkPressure(
        String stage,
        int capacity,
        int held,
        int peak,
        long weight,
        long weightPeak,
        Duration oldest,
        long waits,
        long in,
        long out,
        long dropped,
        long expired,
        long discarded,
        long refused) {
    /**
     * How full it is.
     *
     * @return 0 for empty, 1 for full
     */
    public double fill() {
        return (double) held / capacity;
    }
}
