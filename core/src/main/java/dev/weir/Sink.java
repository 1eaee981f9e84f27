package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Broadcast;
import dev.weir.internal.stage.Collect;
import dev.weir.internal.stage.Count;
import dev.weir.internal.stage.Coupling;
import dev.weir.internal.stage.ForEach;
import dev.weir.internal.stage.Outlet;
import dev.weir.internal.stage.Putting;
import dev.weir.internal.stage.Reduce;
import dev.weir.internal.stage.Stage;
import dev.weir.internal.stage.WriteOrWait;
import dev.weir.internal.stage.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where items end, and the result they give. Immutable: each run makes its own. The result exists only if the flow ended
 * cleanly; no sink takes a failure for an end. A sink holds back by not coming back from the call that gives it an item,
 * so what feeds it waits; unless said otherwise, it holds nothing.
 *
 * @param <I> the items it takes
 * @param <R> its result
 */
@CheckReturnValue
public final class Sink<I, R extends @Nullable Object> {
    private final Function<Source<I>, Declared<R>> declare;

    private Sink(Function<Source<I>, Declared<R>> declare) {
        this.declare = declare;
    }

    static <I, R extends @Nullable Object> Sink<I, R> of(Stage stage) {
        return new Sink<>(source -> Declared.one(Spec.of(stage, source.port())));
    }

    static <I, R extends @Nullable Object> Sink<I, R> to(Function<Source<I>, Declared<R>> declare) {
        return new Sink<>(declare);
    }

    @SuppressWarnings("unchecked") // items only come out of a source
    Declared<R> declare(Source<? extends I> source) {
        return declare.apply((Source<I>) source);
    }

    /**
     * Subscribes it, holding at most {@link Capacity#DEFAULT}; see {@link #asSubscriber(Capacity, Engine)}.
     *
     * @return a subscriber, for one publisher
     */
    public SinkSubscriber<I, R> asSubscriber() {
        return asSubscriber(Capacity.DEFAULT);
    }

    /**
     * Subscribes it, on the default engine; see {@link #asSubscriber(Capacity, Engine)}.
     *
     * @param capacity what may be asked for and held together
     * @return a subscriber, for one publisher
     */
    public SinkSubscriber<I, R> asSubscriber(Capacity capacity) {
        return asSubscriber(capacity, Engine.current());
    }

    /**
     * Starts a run of it that waits for a publisher: the one that is given the subscriber. The publisher is asked for
     * what there is room for, and no more. Never blocks, nor does any signal.
     *
     * @param capacity what may be asked for and held together
     * @param engine runs it
     * @return a subscriber, for one publisher
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    public SinkSubscriber<I, R> asSubscriber(Capacity capacity, Engine engine) {
        Coupling<I> coupling = new Coupling<>();
        Running<R> run = Source.<I>from(coupling, capacity).to(this).on(engine).start();
        run.result().whenComplete((_, _) -> coupling.close());
        return new Subscribed<>(coupling, run);
    }

    static <I, O, R extends @Nullable Object> Sink<I, R> behind(Pipe<I, O> pipe, Sink<? super O, R> sink) {
        return new Sink<>(source -> sink.declare(pipe.attach(source)));
    }

    /**
     * All items in a list, which grows with what comes: put a {@code limit} before it, or know that it ends.
     *
     * @param <T> the items
     * @return unmodifiable, in the order in which they came
     */
    public static <T> Sink<T, List<T>> toList() {
        return of(new Collect<>("toList", Collectors.<T>toUnmodifiableList()));
    }

    /**
     * What a collector makes of the items; its container is used by one thread at a time.
     *
     * @param collector of {@code java.util.stream}
     * @param <T> the items
     * @param <A> its container
     * @param <R> its result
     * @return a sink with that result
     */
    public static <T, A extends @Nullable Object, R extends @Nullable Object> Sink<T, R> collect(
            Collector<? super T, A, R> collector) {
        return of(new Collect<>("collect", Objects.requireNonNull(collector)));
    }

    /**
     * How many items came.
     *
     * @param <T> the items
     * @return a sink with the count
     */
    public static <T> Sink<T, Long> count() {
        return of(new Count<T>());
    }

    /**
     * All items folded into one value.
     *
     * @param first what it is without any item
     * @param fn folds an item in; never answers null
     * @param <T> the items
     * @param <R> the value
     * @return a sink with the last value
     */
    public static <T, R> Sink<T, R> reduce(R first, Fn2<? super R, ? super T, ? extends R> fn) {
        return of(new Reduce<T, R>(Objects.requireNonNull(first), Objects.requireNonNull(fn)));
    }

    /**
     * Does something with each item. It may block, and holds back what is before it while it does.
     *
     * @param action what to do; a failure fails the flow
     * @param <T> the items
     * @return a sink without a result
     */
    public static <T> Sink<T, @Nullable Void> forEach(Action<? super T> action) {
        return of(new ForEach<T>(Objects.requireNonNull(action)));
    }

    /**
     * Takes all items and does nothing with them.
     *
     * @param <T> the items
     * @return a sink without a result
     */
    public static <T> Sink<T, @Nullable Void> ignore() {
        return forEach(item -> {});
    }

    /**
     * Writes to an API that answers whether it has room and calls back when it has drained.
     *
     * @param make opens it, once a run
     * @param <T> the items
     * @param <R> the result when all are written
     * @return a sink over it; it holds what the API holds
     */
    public static <T, R extends @Nullable Object> Sink<T, R> writing(
            Make<? extends Writer<? super T, ? extends R>> make) {
        return of(new Written<T, R>("writing", false, Objects.requireNonNull(make)));
    }

    /**
     * Writes to an API with a function that writes and one that says what to call when it has drained, such as an
     * {@code isReady} and an {@code onReady}. Nothing is told to it at the end: it belongs to whoever opened it.
     *
     * @param write writes one item, does not block, and answers whether there is room for another one now
     * @param onDrain called once a run, before the first item, with what is to be run, from any thread, when there is
     *     room again after {@code write} has answered false; running it too early or too often does no harm
     * @param <T> the items
     * @return a sink with the number of items written; it holds what the API holds
     */
    public static <T> Sink<T, Long> writing(Test<? super T> write, Action<Runnable> onDrain) {
        Objects.requireNonNull(write);
        Objects.requireNonNull(onDrain);
        return writing(() -> new WriteOrWait<T>(write, onDrain));
    }

    /**
     * Puts each item into a queue, and holds back what is before it while the queue is full. Runs where it may block,
     * on any engine. A cancel interrupts the put: its item is not in the queue then. The queue is told of no ending.
     *
     * @param queue used by one thread at a time; whoever else uses it does so as it allows
     * @param <T> the items
     * @return a sink with the number of items put
     */
    public static <T> Sink<T, Long> putting(BlockingQueue<? super T> queue) {
        Objects.requireNonNull(queue);
        return of(new Written<T, Long>("putting", true, () -> new Putting<T>(queue)));
    }

    /**
     * Every item to every branch. Each branch runs on its own behind a link; what a full branch does is its policy. When
     * a branch wants no more, the others go on; when the last does, the source is stopped. A branch that fails fails all.
     *
     * @param branches at least one
     * @param <T> the items
     * @param <R> what the branches' results have in common
     * @return a sink with the branches' results, in their order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T, R extends @Nullable Object> Sink<T, List<R>> broadcast(
            Branch<? super T, ? extends R>... branches) {
        if (branches.length == 0) {
            throw new IllegalArgumentException("broadcast must have >= 1 branch but had 0; use Sink.ignore() for none");
        }
        List<Branch<? super T, ? extends R>> all = List.of(branches);
        return new Sink<>(source -> {
            Spec fan = fan(source, all);
            List<Declared<? extends R>> parts = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                parts.add(all.get(i).sink().declare(new Source<>(fan.outlet(i))));
            }
            return Declared.all(parts);
        });
    }

    private static <T> Spec fan(Source<T> source, List<? extends Branch<? super T, ?>> branches) {
        List<Outlet> outlets = branches.stream().map(Branch::outlet).toList();
        return Spec.of(new Broadcast<T>("broadcast", outlets, false), source.port());
    }

    /**
     * Every item to two branches, whose results make one; as {@link Collectors#teeing}.
     *
     * @param one a branch
     * @param other the other branch
     * @param combine makes one result of two
     * @param <T> the items
     * @param <A> the result of the one
     * @param <B> the result of the other
     * @param <R> the result
     * @return a sink with that result
     */
    public static <T, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Sink<T, R> teeing(
                    Branch<? super T, A> one, Branch<? super T, B> other, BiFunction<? super A, ? super B, R> combine) {
        Objects.requireNonNull(combine);
        return new Sink<>(source -> {
            Spec fan = fan(source, List.of(one, other));
            Declared<A> a = one.sink().declare(new Source<T>(fan.outlet(0)));
            Declared<B> b = other.sink().declare(new Source<T>(fan.outlet(1)));
            return Declared.both(a, b, combine);
        });
    }

    /**
     * Two parts of each item to two sinks. Both run on their own, each behind a link of {@link Capacity#DEFAULT}; the
     * slower one holds back.
     *
     * @param left makes the one part
     * @param one takes that
     * @param right makes the other part
     * @param other takes that
     * @param combine makes one result of two
     * @param <T> the items
     * @param <I> the one part
     * @param <J> the other part
     * @param <A> the result of the one
     * @param <B> the result of the other
     * @param <R> the result
     * @return a sink with that result
     */
    public static <T, I, J, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Sink<T, R> unzip(
                    Fn<? super T, ? extends I> left,
                    Sink<I, A> one,
                    Fn<? super T, ? extends J> right,
                    Sink<J, B> other,
                    BiFunction<? super A, ? super B, R> combine) {
        Sink<T, A> first = behind(source -> source.<I>map(left), one);
        Sink<T, B> second = behind(source -> source.<J>map(right), other);
        return teeing(Branch.waiting(first), Branch.waiting(second), combine);
    }
}
