package dev.weir;

import dev.weir.internal.declare.Apart;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Balance;
import dev.weir.internal.stage.Broadcast;
import dev.weir.internal.stage.FeedbackGate;
import dev.weir.internal.stage.FeedbackSplit;
import dev.weir.internal.stage.GroupBy;
import dev.weir.internal.stage.OrElse;
import dev.weir.internal.stage.Outlet;
import dev.weir.internal.stage.Route;
import dev.weir.internal.stage.Zip;
import dev.weir.internal.stage.ZipLatest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The operators that join several flows, or make several of one. */
@CheckReturnValue
abstract class ShapeOperators<T> extends FailureOperators<T> {
    ShapeOperators(Port port) {
        super(port);
    }

    /**
     * Each item to one of several lanes that has room, in turn; what comes out of the lanes is merged. Each lane runs on
     * its own. Holds {@link Capacity#DEFAULT} before and after each lane. A lane that fails fails all;
     * one that wants no more is left out, and what waits before it is discarded.
     *
     * @param lanes how many, at least 1
     * @param lane what each of them does
     * @param <R> what comes out
     * @return a source of what comes out, in no order
     */
    public <R> Source<R> balance(int lanes, Pipe<T, R> lane) {
        atLeast("balance", 1, lanes);
        Spec fan = Spec.of(new Balance<T>(lanes, Capacity.DEFAULT), port());
        return Source.merge(lanes(fan, Collections.nCopies(lanes, lane)));
    }
    /**
     * One item of this source and one of another make one. Each side runs on its own, behind a link of
     * {@link Capacity#DEFAULT}. Ends when either side has ended and none of its items is left; what the other side holds is
     * discarded then.
     *
     * @param other the other side
     * @param fn makes one of two
     * @param <U> the other side's items
     * @param <R> what it makes
     * @return a source of what it makes
     */
    public <U, R> Source<R> zip(Source<U> other, Fn2<? super T, ? super U, ? extends R> fn) {
        return source(new Zip<T, U, R>(Objects.requireNonNull(fn), Capacity.DEFAULT), port(), other.port());
    }

    /**
     * The last item of this source with the last one of another, whenever either has a new one. Each side runs on its own,
     * behind a link of {@link Capacity#DEFAULT}. Holds the last of each. Ends when both have, or one has without an item.
     *
     * @param other the other side
     * @param fn makes one of two
     * @param <U> the other side's items
     * @param <R> what it makes
     * @return a source of what it makes
     */
    public <U, R> Source<R> zipLatest(Source<U> other, Fn2<? super T, ? super U, ? extends R> fn) {
        return source(new ZipLatest<T, U, R>(Objects.requireNonNull(fn), Capacity.DEFAULT), port(), other.port());
    }

    /**
     * This source, or another if this one ends without an item. A failure of either fails it.
     *
     * @param other does nothing before that, unless something else reads from it too, and never begins if there is an item
     * @return a source of either
     */
    public Source<T> orElse(Source<? extends T> other) {
        return source(new OrElse<T>(), port(), Apart.ifAhead(other.port()));
    }

    /**
     * Each item to the lane of its key; what comes out of the lanes is merged. Items of one key stay in order; keys share
     * lanes by their hash. Each lane runs on its own. Holds {@link Capacity#DEFAULT} before and after each lane, and the
     * item whose lane is full; nothing passes that one. A lane that fails fails all; the items of a lane that wants no more
     * are counted as dropped.
     *
     * @param lanes how many, at least 1
     * @param key gives an item's key
     * @param lane what each of them does
     * @param <R> what comes out
     * @return a source of what comes out
     */
    public <R> Source<R> partition(int lanes, Fn<? super T, ?> key, Pipe<T, R> lane) {
        atLeast("partition", 1, lanes);
        Fn<T, Integer> number = item -> {
            int hash = Objects.requireNonNull(key.apply(item), "a key must be given but it was null")
                    .hashCode();
            return Math.floorMod((hash * 0x9E3779B9) >> 8, lanes); // spreads keys that differ in few bits
        };
        Spec fan =
                Spec.of(new Route<T>("partition", Collections.nCopies(lanes, Outlet.waiting()), number, false), port());
        return Source.merge(lanes(fan, Collections.nCopies(lanes, lane)));
    }

    private static <T, R> List<Source<R>> lanes(Spec fan, List<? extends Pipe<T, R>> pipes) {
        List<Source<R>> outs = new ArrayList<>();
        for (int i = 0; i < pipes.size(); i++) {
            outs.add(pipes.get(i).attach(new Source<>(fan.outlet(i))));
        }
        return outs;
    }

    /**
     * A flow of its own for the items of each key; what comes out of them is merged. There are never more flows than
     * declared: for one more key, the group that was used least lately gets a clean end, and the new one begins when its
     * flow has ended; so nothing hangs and nothing leaks, whatever the keys are. A group whose flow wants no more has its
     * items dropped, and counted, for as long as its key is known. Groups run on the thread of the stages around them,
     * unless they have links or calls of their own, or code that can be suspended: that has a link of 8 on each side. They
     * hold what their links declare, together at most 64 items for each group there may be, or 256 if that is more. The
     * item whose group has no room is held; nothing passes that one.
     *
     * @param groups how many at a time, at least 1
     * @param key gives an item's key, which has {@code equals} and {@code hashCode}
     * @param flow makes a flow of a key and the source of its items
     * @param <K> the keys
     * @param <R> what comes out
     * @return a source of what comes out
     */
    public <K, R> Source<R> groupBy(
            int groups, Fn<? super T, ? extends K> key, Fn2<? super K, Source<T>, Source<R>> flow) {
        return groupBy(groups, InnerPlans.holds(groups), key, flow);
    }

    /**
     * A flow of its own for the items of each key.
     *
     * @param groups how many at a time, at least 1
     * @param holdsAtMost what their links may hold together, by their capacities; one that would be too much fails the flow
     * @param key gives an item's key, which has {@code equals} and {@code hashCode}
     * @param flow makes a flow of a key and the source of its items
     * @param <K> the keys
     * @param <R> what comes out
     * @return a source of what comes out
     */
    public <K, R> Source<R> groupBy(
            int groups, int holdsAtMost, Fn<? super T, ? extends K> key, Fn2<? super K, Source<T>, Source<R>> flow) {
        atLeast("groupBy", 1, groups);
        Objects.requireNonNull(key);
        Objects.requireNonNull(flow);
        GroupBy.GroupPlan<T, K> plan = (of, feed) -> InnerPlans.of(feed, source -> lane(flow, of, source));
        return then(new GroupBy<T, K, R>(groups, key, plan, holdsAtMost));
    }

    private static <T, K, R> Source<R> lane(Fn2<? super K, Source<T>, Source<R>> flow, K key, Source<T> source) {
        try {
            return flow.apply(key, source);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the flow of group '" + key + "' could not be made", e);
        }
    }

    /**
     * Every item through each of several pipes, side by side; what comes out of them is merged as it comes. The slowest
     * holds back. Holds {@link Capacity#DEFAULT} before and after each pipe.
     *
     * @param pipes at least one
     * @param <R> what comes out
     * @return a source of what comes out
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <R> Source<R> branch(Pipe<T, R>... pipes) {
        List<Pipe<T, R>> all = List.of(pipes);
        atLeast("branch", 1, all.size());
        return Source.merge(lanes(fan(all.size()), all));
    }

    /**
     * Every item through two pipes, side by side; what comes out of them for the same item makes one, in the order of the
     * items. Both pipes must be one for one. Holds {@link Capacity#DEFAULT} before and after each pipe.
     *
     * @param one a pipe
     * @param other the other pipe
     * @param fn makes one of two
     * @param <A> what comes out of the one
     * @param <B> what comes out of the other
     * @param <R> what is made of them
     * @return a source of what is made
     */
    public <A, B, R> Source<R> both(Pipe<T, A> one, Pipe<T, B> other, Fn2<? super A, ? super B, ? extends R> fn) {
        Spec fan = fan(2);
        Source<A> a = one.attach(new Source<>(fan.outlet(0)));
        Source<B> b = other.attach(new Source<>(fan.outlet(1)));
        return a.zip(b, fn);
    }

    /**
     * A circle: each item goes through a body, which answers whether something goes round once more or comes out. What goes
     * round comes before what is new, and no more items are inside than the way back has room for, so that the circle
     * cannot get stuck. The body answers each item once; it may answer in another order. Holds {@link Capacity#DEFAULT}
     * before it, the room, and what the body holds.
     *
     * @param room how many items may be inside at a time, at least 1
     * @param body what each item goes through
     * @param <R> what comes out
     * @return a source of what comes out
     */
    public <R> Source<R> feedback(int room, Pipe<T, Feedback<T, R>> body) {
        atLeast("feedback", 1, room);
        Object key = new Object();
        Source<T> inside = then(new FeedbackGate<T>(key, room));
        return body.attach(inside).then(new FeedbackSplit<T, R>(key, room));
    }

    private Spec fan(int outlets) {
        return Spec.of(new Broadcast<T>("branch", Collections.nCopies(outlets, Outlet.waiting()), false), port());
    }

    /**
     * Every item to a side branch too; what happens when that is full is its overflow. When this flow ends or wants no
     * more, so does the branch; when the branch wants no more, this flow goes on. Holds {@link Capacity#DEFAULT}, and what
     * the branch holds. The result of its sink is not kept, but its failure fails the run.
     *
     * @param side the branch
     * @return the same items
     */
    public Source<T> also(Branch<? super T, ?> side) {
        Spec fan = Spec.of(new Broadcast<T>("also", List.of(Outlet.waiting(), side.outlet()), true), port());
        return beside(fan, side.sink());
    }

    /**
     * The items for which a test holds go to a side sink and no further. When this flow ends or wants no more, so does
     * the sink; when the sink wants no more, its items are counted as dropped. Holds {@link Capacity#DEFAULT} on each side,
     * and the item whose side is full.
     *
     * @param test asked for each item
     * @param side where those end for which it holds
     * @return the others
     */
    public Source<T> divertTo(Test<? super T> test, Sink<? super T, ?> side) {
        Objects.requireNonNull(test);
        Fn<T, Integer> lane = item -> test.holds(item) ? 1 : 0;
        Spec fan = Spec.of(new Route<T>("divertTo", List.of(Outlet.waiting(), Outlet.waiting()), lane, true), port());
        return beside(fan, side);
    }

    private static <T> Source<T> beside(Spec fan, Sink<? super T, ?> side) {
        Spec whole = fan.with(own -> side.declare(new Source<T>(own.outlet(1))).sinks());
        return new Source<>(whole.outlet(0));
    }
}
