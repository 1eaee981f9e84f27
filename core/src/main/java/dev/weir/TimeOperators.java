package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.engine.Nanos;
import dev.weir.internal.hold.Debounce;
import dev.weir.internal.hold.Delay;
import dev.weir.internal.hold.GroupedWithin;
import dev.weir.internal.hold.KeepAlive;
import dev.weir.internal.hold.Sample;
import dev.weir.internal.hold.SlidingWithin;
import dev.weir.internal.hold.Timed;
import dev.weir.internal.stage.Holding;
import dev.weir.internal.stage.Slide;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The operators that look at the clock. */
@CheckReturnValue
abstract class TimeOperators<T> extends RateOperators<T> {
    private static final Capacity ONE = Capacity.items(1);

    TimeOperators(Port port) {
        super(port);
    }

    /**
     * Lists of so many items, or of what has come when the first of them has waited for so long. Holds back while a list
     * that is complete finds no room. Holds one list. At the end, also before a failure, what has come makes
     * the last list; a cancel discards it.
     *
     * @param most the longest list, at least 1
     * @param within the longest wait of an item
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> groupedWithin(int most, Duration within) {
        return groupedWithin(Capacity.items(most), within);
    }

    /**
     * As {@link #groupedWithin(int, Duration)}, with lists bounded by weight too: one is complete when the heaviest item
     * would no longer fit.
     *
     * @param most the longest and heaviest list
     * @param within the longest wait of an item
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> groupedWithin(Capacity most, Duration within) {
        long nanos = atLeast("groupedWithin's nanoseconds", 1, Nanos.of(within));
        return then(new Holding<T, List<T>>(
                "groupedWithin", most, (losses, now) -> new GroupedWithin<>(most, nanos, losses)));
    }

    /**
     * Overlapping lists of so many items; see {@link java.util.stream.Gatherers#windowSliding} and
     * {@code windowFixed} for a step of one and of the whole. At a clean end, items that were in no list make a last one,
     * with those before them that overlap. Holds the items of one list. Those between two lists, if the step is longer than
     * a list, are dropped; those that were in no list when it fails or is cancelled are discarded.
     *
     * @param size the length of a list, at least 1
     * @param step how many items it moves on by, at least 1
     * @return a source of unmodifiable lists
     */
    public Source<List<T>> sliding(int size, int step) {
        atLeast("sliding's size", 1, size);
        atLeast("sliding's step", 1, step);
        return then(new Slide<T>(size, step));
    }

    /**
     * Every so often, a list of the items of the last stretch of time; none while there are none. Holds back while it
     * holds as many items as a list may have. At the end, also before a failure, items that were in no list make a last
     * one, with those of the same stretch. Items that leave the stretch before any list was taken are counted as expired.
     *
     * @param window how long a stretch, not shorter than the next
     * @param every how often
     * @param most the most items in a list, which is also the most it holds
     * @return a source of unmodifiable lists, none empty
     */
    public Source<List<T>> slidingWithin(Duration window, Duration every, int most) {
        long step = atLeast("slidingWithin's step in nanoseconds", 1, Nanos.of(every));
        long length = atLeast("slidingWithin's window in nanoseconds", step, Nanos.of(window));
        Capacity capacity = Capacity.items(most);
        return then(new Holding<T, List<T>>(
                "slidingWithin", capacity, (losses, now) -> new SlidingWithin<>(capacity, length, step, losses, now)));
    }

    /**
     * The items that no other has followed for so long; those that were followed sooner are counted as dropped. Never
     * holds back; holds one item, which is emitted at the end, also before a failure.
     *
     * @param quiet how long
     * @return a source of those
     */
    public Source<T> debounce(Duration quiet) {
        long nanos = atLeast("debounce's nanoseconds", 1, Nanos.of(quiet));
        return then(new Holding<T, T>("debounce", ONE, (losses, now) -> new Debounce<>(nanos, losses)));
    }

    /**
     * The newest item of each stretch of time, at its end; the others are counted as dropped. Never holds back; holds one
     * item, which is emitted at the end, also before a failure.
     *
     * @param every how long a stretch is
     * @return a source of those
     */
    public Source<T> sample(Duration every) {
        long nanos = atLeast("sample's nanoseconds", 1, Nanos.of(every));
        return then(new Holding<T, T>("sample", ONE, (losses, now) -> new Sample<>(nanos, losses, now)));
    }

    /**
     * Each item so long after it came. Holds {@link Capacity#DEFAULT}, and holds back when that is full: give it a
     * capacity of the rate times the delay.
     *
     * @param by how long
     * @return the same items
     */
    public Source<T> delay(Duration by) {
        return delay(by, Capacity.DEFAULT);
    }

    /**
     * Each item so long after it came.
     *
     * @param by how long
     * @param capacity the most it holds; holds back when it is full
     * @return the same items
     */
    public Source<T> delay(Duration by, Capacity capacity) {
        long nanos = atLeast("delay's nanoseconds", 0, Nanos.of(by));
        return then(new Holding<T, T>("delay", capacity, (losses, now) -> new Delay<>(capacity, nanos, losses)));
    }

    /**
     * Fills silence: when nothing has gone on for so long, a filler does, as soon as there is room and no item. Holds
     * {@link Capacity#DEFAULT}, and holds back when that is full.
     *
     * @param silence how long
     * @param filler makes one; quick
     * @return the same items, and fillers
     */
    public Source<T> keepAlive(Duration silence, Make<? extends T> filler) {
        long nanos = atLeast("keepAlive's nanoseconds", 1, Nanos.of(silence));
        Objects.requireNonNull(filler);
        return then(new Holding<T, T>(
                "keepAlive",
                Capacity.DEFAULT,
                (losses, now) -> new KeepAlive<>(Capacity.DEFAULT, nanos, filler, losses, now)));
    }

    /**
     * Fails when something takes too long. Holds {@link Capacity#DEFAULT}, and holds back when that is full.
     *
     * @param timeout what, and how long
     * @return the same items
     */
    public Source<T> timeout(Timeout timeout) {
        Objects.requireNonNull(timeout);
        return then(new Holding<T, T>(
                "timeout", Capacity.DEFAULT, (losses, now) -> new Timed<>(Capacity.DEFAULT, timeout, losses, now)));
    }
}
