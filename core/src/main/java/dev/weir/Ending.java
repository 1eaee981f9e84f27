package dev.weir;

/** How one direction of a flow ended. Exactly one of these reaches every stage and every sink. */
public sealed interface Ending {
    /** The clean end of all that there was. */
    Done DONE = new Done(false);

    /** The clean end of what had come when a drain stopped the source. */
    Done DRAINED = new Done(true);

    /**
     * All items were delivered. Never overtakes an item.
     *
     * @param early whether a drain has stopped the source before its own end, perhaps between two items that belong
     *     together: what is begun then, such as half a frame, must not be taken for the last of its kind
     */
    record Done(boolean early) implements Ending {}

    /**
     * A stage failed. Comes after the items that were whole before the failure on the same way; where several ways are
     * joined again, those on other ways may be let go.
     *
     * @param stage the name of the stage that failed
     * @param cause what it threw
     */
    record Failed(String stage, Throwable cause) implements Ending {}

    /**
     * Somebody stopped the flow. Overtakes items, and does not wait behind a pause.
     *
     * @param reason who or why, for people
     */
    record Cancelled(String reason) implements Ending {}
}
