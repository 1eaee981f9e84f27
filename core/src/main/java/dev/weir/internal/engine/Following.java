package dev.weir.internal.engine;

/**
 * Whether what a task wakes follows it on its thread, or goes on beside it on another one. To follow is cheaper as long as
 * there is little to do for each item: less than it costs to have another core get it. A task that has more to do, and
 * runs for longer than it takes to start a thread, is not followed for a while. For the thread that runs the task.
 */
final class Following {
    /** About what it costs to get another thread going. */
    private static final long LONG_NANOS = 20_000;

    /** A few times what it costs to have another core get an item. */
    private static final long LONG_ITEM_NANOS = 200;

    private final Pace pace;

    /** Of a task that is followed, as far as is known. */
    Following(long now) {
        pace = new Pace(now);
    }

    /** Whether a task is better not followed that has run for so long and moved so many items. */
    static boolean isLong(long nanos, int items) {
        return nanos > LONG_NANOS && nanos > items * LONG_ITEM_NANOS;
    }

    /** Whether what it wakes follows it, if it begins to run now. */
    boolean isFollowed(long now) {
        return pace.isQuick(now);
    }

    /** It has run, and moved so many items. */
    void ran(long began, long now, int items) {
        if (isLong(now - began, items)) {
            pace.tookLong(now);
        } else {
            pace.tookLittle(now);
        }
    }
}
