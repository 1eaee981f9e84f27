package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.DropWhile;
import dev.weir.internal.stage.Filter;
import dev.weir.internal.stage.FlatMap;
import dev.weir.internal.stage.FlatMapConcurrent;
import dev.weir.internal.stage.Gather;
import dev.weir.internal.stage.Limit;
import dev.weir.internal.stage.Map;
import dev.weir.internal.stage.MapMulti;
import dev.weir.internal.stage.Peek;
import dev.weir.internal.stage.Scan;
import dev.weir.internal.stage.Skip;
import dev.weir.internal.stage.TakeWhile;
import java.util.Objects;
import java.util.stream.Gatherer;

/** The operators that make none, one or many items of each. */
@CheckReturnValue
abstract class ItemOperators<T> extends Joins<T> {
    ItemOperators(Port port) {
        super(port);
    }

    /**
     * One item for each.
     *
     * @param fn makes it
     * @param <R> what it makes
     * @return a source of what it makes
     */
    public <R> Source<R> map(Fn<? super T, ? extends R> fn) {
        return then(new Map<T, R>(Objects.requireNonNull(fn)));
    }

    /**
     * The items for which a test holds.
     *
     * @param test asked for each
     * @return a source of those
     */
    public Source<T> filter(Test<? super T> test) {
        return then(new Filter<T>(Objects.requireNonNull(test)));
    }

    /**
     * The first so many items. It ends after the last of them without asking for another.
     *
     * @param most how many, at least 0
     * @return a source of at most that many
     */
    public Source<T> limit(long most) {
        return then(new Limit<T>(atLeast("limit", 0, most)));
    }

    /**
     * All but the first so many items.
     *
     * @param first how many, at least 0
     * @return a source of the rest
     */
    public Source<T> skip(long first) {
        return then(new Skip<T>(atLeast("skip", 0, first)));
    }

    /**
     * Items up to the first for which a test does not hold. It ends with that one.
     *
     * @param test asked for each
     * @return a source of those before it
     */
    public Source<T> takeWhile(Test<? super T> test) {
        return then(new TakeWhile<T>(Objects.requireNonNull(test)));
    }

    /**
     * Items from the first for which a test does not hold.
     *
     * @param test asked until it does not hold
     * @return a source of the rest
     */
    public Source<T> dropWhile(Test<? super T> test) {
        return then(new DropWhile<T>(Objects.requireNonNull(test)));
    }

    /**
     * Does something with each item on its way.
     *
     * @param action what to do
     * @return the same items
     */
    public Source<T> peek(Action<? super T> action) {
        return then(new Peek<T>(Objects.requireNonNull(action)));
    }

    /**
     * What has come of the items so far, after each. Holds that, which no bound counts.
     *
     * @param first what it begins with, which is not emitted
     * @param fn folds an item in
     * @param <R> what it makes
     * @return a source of each result
     */
    public <R> Source<R> scan(R first, Fn2<? super R, ? super T, ? extends R> fn) {
        Objects.requireNonNull(first);
        return then(new Scan<T, R>(() -> first, Objects.requireNonNull(fn)));
    }

    /**
     * A source for each item, one after the other: the next item is taken when the source of the last one has ended. It
     * holds what that source and those nested in it hold, 256 items at most together. A failure of either fails it.
     *
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMap(Fn<? super T, ? extends Source<? extends R>> fn) {
        return flatMap(InnerPlans.HOLDS, fn);
    }

    /**
     * A source for each item, one after the other.
     *
     * @param holdsAtMost what its links and calls may hold, by their capacities, those of sources nested in it included;
     *     one that may hold more fails the flow. The outermost number counts. Code in it that is suspended in the middle of
     *     an item ({@code mapMulti}, {@code gather}) takes a link of 8
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMap(int holdsAtMost, Fn<? super T, ? extends Source<? extends R>> fn) {
        Objects.requireNonNull(fn);
        return then(new FlatMap<T, R>(item -> InnerPlans.of(fn.apply(item)), holdsAtMost));
    }

    /**
     * A source for each item, so many of them at a time; their items as they come. Holds back while that many run. They
     * hold what their links declare, together at most 64 items for each source there may be, or 256 if that is more; and
     * the item of each source that runs counts as held. A failure of any fails it.
     *
     * @param sources how many at a time, at least 1
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMapConcurrent(int sources, Fn<? super T, ? extends Source<? extends R>> fn) {
        return flatMapConcurrent(sources, InnerPlans.holds(sources), fn);
    }

    /**
     * A source for each item, so many of them at a time; their items as they come.
     *
     * @param sources how many at a time, at least 1
     * @param holdsAtMost what they may hold together, counted as in {@link #flatMap(int, Fn)}; one that would be too much
     *     fails the flow
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMapConcurrent(
            int sources, int holdsAtMost, Fn<? super T, ? extends Source<? extends R>> fn) {
        atLeast("flatMapConcurrent", 1, sources);
        Objects.requireNonNull(fn);
        return then(new FlatMapConcurrent<T, R>(sources, item -> InnerPlans.of(fn.apply(item)), holdsAtMost));
    }

    /**
     * None, one or many items for each, emitted by a call. Code that emits is suspended in the middle of its item while
     * there is no room; on a cancel, {@code emit} throws.
     *
     * @param expander emits
     * @param <R> what it emits
     * @return a source of what it emits
     */
    public <R> Source<R> mapMulti(Expander<? super T, R> expander) {
        return then(new MapMulti<T, R>(Objects.requireNonNull(expander)));
    }

    /**
     * What a gatherer makes of the items, one after the other. A push is suspended while there is no room. Holds what
     * the gatherer's state holds, which no bound counts.
     *
     * @param gatherer of {@code java.util.stream}; its combiner is not used
     * @param <R> what it pushes
     * @return a source of what it pushes
     */
    public <R> Source<R> gather(Gatherer<? super T, ?, R> gatherer) {
        return then(new Gather<>(Objects.requireNonNull(gatherer)));
    }
}
