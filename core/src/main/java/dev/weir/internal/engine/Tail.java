package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/**
 * What an island writes into, as its writer sees it.
 *
 * @param <T> the items
 */
public interface Tail<T> {
    /** Takes an item, for which there must be room. True: there is room for another. Throws to fail the flow. */
    boolean put(T item) throws Exception;

    /** Whether there is room. If not, the writer will be woken when there is. */
    boolean room();

    /** The writer has ended it. */
    void end(Ending how);

    /** Why no more is wanted, if so. */
    @Nullable
    Ending cancelled();
}
