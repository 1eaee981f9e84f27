package dev.weir.internal.engine;

import org.jspecify.annotations.Nullable;

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
    private @Nullable Lane lane;
    private boolean quick;

    Following(long now) {
        pace = new Pace(now);
    }

    /** It is run by a thread with this lane; null: nothing may follow there. */
    void runsOn(@Nullable Lane lane) {
        this.lane = lane;
    }

    /** It begins to run. */
    void begins(long now) {
        quick = lane != null && pace.isQuick(now);
    }

    /** Whether what it wakes follows it. */
    boolean isFollowed() {
        return quick;
    }

    /** It wakes this one. True: that follows. */
    boolean leads(SerialTask next) {
        if (!quick || lane == null) {
            return false;
        }
        lane.add(next);
        return true;
    }

    /** It has run, and moved so many items. */
    void ran(long began, long now, int items) {
        long nanos = now - began;
        if (nanos > LONG_NANOS && nanos > items * LONG_ITEM_NANOS) {
            pace.tookLong(now);
        } else {
            pace.tookLittle(now);
        }
    }
}
