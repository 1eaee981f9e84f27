package dev.weir;

import dev.weir.admission.Deadline;
import dev.weir.internal.declare.Port;
import dev.weir.internal.engine.Nanos;
import dev.weir.internal.hold.Batch;
import dev.weir.internal.hold.CoDel;
import dev.weir.internal.hold.Conflate;
import dev.weir.internal.hold.Expand;
import dev.weir.internal.hold.Expiring;
import dev.weir.internal.hold.NewestFirst;
import dev.weir.internal.stage.Holding;
import dev.weir.internal.stage.Throttle;
import dev.weir.internal.stage.ThrottleShared;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operators for two sides of different speed: to slow the fast one down, or to give the slow one less, or more. */
@CheckReturnValue
abstract class RateOperators<T> extends CallOperators<T> {
    private static final Capacity ONE = Capacity.items(1);

    RateOperators(Port port) {
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
        return throttled(items, per, burst, null);
    }

    /**
     * At most so much cost in each stretch of time. An item may pass while cost is left, also if it costs more than that;
     * those after it wait the longer.
     *
     * @param units how much, at least 1
     * @param per in how long a time
     * @param burst the most at once, at least 1
     * @param cost what an item costs, at least 0
     * @return the same items
     */
    public Source<T> throttle(long units, Duration per, long burst, Weigher<? super T> cost) {
        return throttled(units, per, burst, Objects.requireNonNull(cost));
    }

    /**
     * At most as many items as a rate allows that others share. Holds the item whose moment has not come.
     *
     * @param shared the rate
     * @return the same items
     */
    public Source<T> throttle(Rate shared) {
        return then(new ThrottleShared<T>(Objects.requireNonNull(shared)));
    }

    private Source<T> throttled(long units, Duration per, long burst, @Nullable Weigher<? super T> cost) {
        atLeast("throttle's items", 1, units);
        atLeast("throttle's nanoseconds", 1, Nanos.of(per));
        return then(new Throttle<T>(units, Nanos.of(per), atLeast("throttle's burst", 1, burst), cost));
    }

    /**
     * Items that come while what follows is busy are folded into one. Never holds back; holds what is folded.
     *
     * @param fold makes one of two; quick, as both sides wait for it
     * @return a source of what is folded
     */
    public Source<T> conflate(Fn2<? super T, ? super T, ? extends T> fold) {
        return conflate(first -> first, fold);
    }

    /**
     * Items that come while what follows is busy are folded into one of another type. Never holds back; holds what is
     * folded.
     *
     * @param first makes what it begins with of the first item
     * @param fold folds an item in; quick, as both sides wait for it
     * @param <R> what they are folded into
     * @return a source of what is folded
     */
    public <R> Source<R> conflate(Fn<? super T, ? extends R> first, Fn2<? super R, ? super T, ? extends R> fold) {
        Objects.requireNonNull(first);
        Objects.requireNonNull(fold);
        return then(new Holding<T, R>("conflate", ONE, (losses, now) -> new Conflate<>(first, fold, losses)));
    }

    /**
     * What has come while what follows was busy, as one list: single items while it is fast, long lists while it is slow.
     * Holds back when the longest list is complete. Holds one list.
     *
     * @param most the longest list, at least 1
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> batch(int most) {
        return batch(Capacity.items(most));
    }

    /**
     * As {@link #batch(int)}, with lists bounded by weight too.
     *
     * @param most the longest and heaviest list
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> batch(Capacity most) {
        return then(new Holding<T, List<T>>("batch", most, (losses, now) -> new Batch<>(most, losses)));
    }

    /**
     * Makes more of an item while what follows is faster than what comes: the first is emitted in any case, the others
     * only until the next item, or the end, has come. Holds back until an item's turn has come. Holds one item.
     *
     * @param fn gives what to emit for an item; may be endless; quick, as both sides wait for it
     * @param <R> what it gives
     * @return a source of what it gives
     */
    public <R> Source<R> expand(Fn<? super T, ? extends Iterator<? extends R>> fn) {
        Objects.requireNonNull(fn);
        return then(new Holding<T, R>("expand", ONE, (losses, now) -> new Expand<T, R>(fn, losses)));
    }

    /**
     * A link in which an item whose deadline passes is let go and counted as expired: it costs nothing after that.
     * Holds back when it is full.
     *
     * @param items the most it holds, at least 1
     * @param deadline gives an item's deadline, on the clock of the engine; asked once, when it comes; quick
     * @param expired told of each item that is let go, so that its sender need not wait; quick; that it fails is logged
     * @return the items that were in time
     */
    public Source<T> expiring(int items, Fn<? super T, Deadline> deadline, Action<? super T> expired) {
        Capacity capacity = Capacity.items(items);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(expired);
        return then(new Holding<T, T>(
                "expiring", capacity, (losses, now) -> new Expiring<>(capacity, deadline, expired, losses)));
    }

    /**
     * A link that keeps the wait in it short by dropping: when all items of an interval have waited for longer than the
     * target, some are let go, ever more often, until that has passed (controlled delay, RFC 8289). Holds back when it
     * is full.
     *
     * @param items the most it holds, at least 1
     * @param target the wait that is no overload, such as 5 ms
     * @param interval how long a burst may last, such as 100 ms
     * @return the items that were not dropped
     */
    public Source<T> codel(int items, Duration target, Duration interval) {
        Capacity capacity = Capacity.items(items);
        atLeast("codel's target in nanoseconds", 1, Nanos.of(target));
        atLeast("codel's interval in nanoseconds", 1, Nanos.of(interval));
        return then(new Holding<T, T>(
                "codel",
                capacity,
                (losses, now) -> new CoDel<>(capacity, Nanos.of(target), Nanos.of(interval), losses)));
    }

    /**
     * A link that is first in, first out, until the oldest item has waited for too long; then the newest leaves first, as
     * it can still be in time. When it is full, the oldest is dropped. Never holds back.
     *
     * @param items the most it holds, at least 1
     * @param patience how long the oldest may have waited
     * @return the items that were not dropped; under overload not in their order
     */
    public Source<T> newestFirst(int items, Duration patience) {
        Capacity capacity = Capacity.items(items);
        atLeast("newestFirst's patience in nanoseconds", 1, Nanos.of(patience));
        return then(new Holding<T, T>(
                "newestFirst", capacity, (losses, now) -> new NewestFirst<>(capacity, Nanos.of(patience), losses)));
    }
}
