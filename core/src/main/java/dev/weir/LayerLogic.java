package dev.weir;

/**
 * What a {@link LogicLayer} does in one run: one object for both directions, called by one thread at a time, which is why
 * they may share its fields. It must not block.
 *
 * @param <I> what comes up from below
 * @param <O> what it sends down
 * @param <I2> what it hands up
 * @param <O2> what comes down from above
 */
@FunctionalInterface
public interface LayerLogic<I, O, I2, O2> {
    /**
     * Moves what can be moved now, a few items at most: takes from an end that has an item only when there is room where
     * it goes. It ends each direction itself, after the last item, by {@link Sides.Out#end}; when the run fails or is
     * cancelled, both are ended without being asked.
     *
     * @param sides the four ends
     * @return whether anything was moved; it is called again then, else when something has changed
     * @throws Exception to fail both directions with this cause
     */
    boolean step(Sides<I, O, I2, O2> sides) throws Exception;

    /**
     * Both directions are over: lets go of what it owns. Called once, if {@link #step} was called at all.
     *
     * @param how done, failed or cancelled
     */
    default void close(Ending how) {}
}
