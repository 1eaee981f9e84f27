package dev.weir.examples.cookbook;

import dev.weir.Source;

/** Lets an item pass for each trigger, and holds the others back. */
public final class ManualTrigger {
    private ManualTrigger() {}

    /**
     * Couples them.
     *
     * @param items what is held back
     * @param triggers what lets one of them pass
     * @param <T> the items
     * @return a source of the items that may pass
     */
    public static <T> Source<T> solve(Source<T> items, Source<?> triggers) {
        // region solve
        return items.zip(triggers, (item, _) -> item);
        // endregion
    }
}
