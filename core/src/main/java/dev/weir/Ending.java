package dev.weir;

/** How one direction of a flow ended. Exactly one of these reaches every stage and every sink. */
public sealed interface Ending {
    /** The clean end. */
    Done DONE = new Done();

    /** All items were delivered. Never overtakes an item. */
    record Done() implements Ending {}

    /**
     * A stage failed. Comes after the items that were whole before the failure.
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
