package dev.weir;

/** What a link does with an item that comes when it is full. */
public enum Overflow {
    /** There is none: the link has no room, and what is before it waits. The default everywhere. */
    WAIT,
    /** The oldest item makes room; counted as dropped. */
    DROP_OLDEST,
    /** The new item is let go; counted as dropped. */
    DROP_NEWEST,
    /** All that is held makes room; counted as dropped. With one place: the latest item. */
    LATEST,
    /**
     * What is behind the link is cut off: it gets what is held and then a failure with {@link OverflowException}. What is
     * before the link is stopped as if enough were had, so other branches of a fan-out go on.
     */
    DETACH,
    /** The flow fails with {@link OverflowException}, before and behind the link. */
    FAIL
}
