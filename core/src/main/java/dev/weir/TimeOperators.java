package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.GroupedWithin;
import dev.weir.internal.stage.Throttle;
import java.time.Duration;
import java.util.List;

/** The operators that look at the clock. */
abstract class TimeOperators<T> extends CallOperators<T> {
    TimeOperators(Port port) {
        super(port);
    }

    /**
     * At most so many items in each stretch of time, evenly spaced; none is lost, and over time the rate is exact. Holds
     * back until an item's time has come.
     *
     * @param items how many, at least 1
     * @param per in how long a time
     * @return the same items
     */
    public Source<T> throttle(long items, Duration per) {
        return throttle(items, per, 1);
    }

    /**
     * At most so many items in each stretch of time, after a burst that was saved up while fewer came.
     *
     * @param items how many, at least 1
     * @param per in how long a time
     * @param burst the most at once, at least 1
     * @return the same items
     */
    public Source<T> throttle(long items, Duration per, long burst) {
        atLeast("throttle's items", 1, items);
        atLeast("throttle's nanoseconds", 1, per.toNanos());
        return then(new Throttle<T>(items, per.toNanos(), atLeast("throttle's burst", 1, burst)));
    }

    /**
     * Lists of so many items, or of what has come when the first of them has waited for so long. Holds back while a list
     * that is complete finds no room. Holds one list, and a link of {@link Capacity#DEFAULT} before it, so that code
     * before it that blocks does not delay a list. At the end, what has come makes the last list; a cancel discards it.
     *
     * @param most the longest list, at least 1
     * @param within the longest wait of an item
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> groupedWithin(int most, Duration within) {
        atLeast("groupedWithin's nanoseconds", 1, within.toNanos());
        return then(new GroupedWithin<T>((int) atLeast("groupedWithin", 1, most), within.toNanos()));
    }
}
