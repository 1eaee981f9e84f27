package dev.weir;

import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.engine.Opening;
import dev.weir.internal.stage.Balance;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Concat;
import dev.weir.internal.stage.Door;
import dev.weir.internal.stage.DropWhile;
import dev.weir.internal.stage.External;
import dev.weir.internal.stage.Filter;
import dev.weir.internal.stage.FlatMap;
import dev.weir.internal.stage.Gather;
import dev.weir.internal.stage.Generate;
import dev.weir.internal.stage.GroupedWithin;
import dev.weir.internal.stage.Handover;
import dev.weir.internal.stage.Limit;
import dev.weir.internal.stage.Map;
import dev.weir.internal.stage.MapAsync;
import dev.weir.internal.stage.MapConcurrent;
import dev.weir.internal.stage.MapMulti;
import dev.weir.internal.stage.Merge;
import dev.weir.internal.stage.Peek;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Pulls;
import dev.weir.internal.stage.Recover;
import dev.weir.internal.stage.Relay;
import dev.weir.internal.stage.Scan;
import dev.weir.internal.stage.Skip;
import dev.weir.internal.stage.Stage;
import dev.weir.internal.stage.TakeWhile;
import dev.weir.internal.stage.Throttle;
import dev.weir.internal.stage.Zip;
import dev.weir.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Collector;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where items come from: a recipe, immutable, that runs once for each use in a pipeline that is run. Its operators have
 * the names they have in {@code java.util.stream}, and a pipeline blocks as a stream does; every stage holds back the
 * one before it without being told to.
 *
 * <p>Unless its own text says otherwise, an operator emits one item for each it takes, holds back when what follows it
 * does, ends when its source ends, holds nothing but the item in hand, runs its function on the thread of the stages
 * around it, one item after the other, and on a failure or cancel drops the item in hand. Null is no item: a function
 * that answers null fails the flow. Functions may block where the engine may; the default one may.
 *
 * <p>All operators are declared here, as those of a stream are in one place; how each works is in a file of its own.
 *
 * @param <T> the items
 */
public final class Source<T> {
    private static final int INNER_HOLDS = 256;
    private static final Capacity INNER_LINK = Capacity.items(8);

    private final Port port;

    Source(Port port) {
        this.port = port;
    }

    Port port() {
        return port;
    }

    private static <T> Source<T> source(Stage stage, Port... inputs) {
        return new Source<>(Spec.of(stage, inputs).outlet(0));
    }

    private <R> Source<R> then(Stage stage) {
        return source(stage, port);
    }

    // ---- where items come from

    /**
     * These items.
     *
     * @param items none of them null
     * @param <T> the items
     * @return a source of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> of(T... items) {
        return pulled("of", Pulls.each(List.of(items)));
    }

    /**
     * What can be iterated over; each run iterates anew.
     *
     * @param items asked for an iterator when a run wants its first item
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Iterable<? extends T> items) {
        return pulled("from", Pulls.each(items));
    }

    /**
     * What an iterator has left: the first run takes it, a second one fails.
     *
     * @param items used by one thread at a time; its calls may block
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Iterator<? extends T> items) {
        return pulled("from", Pulls.once(items));
    }

    /**
     * A stream's elements: the first run takes and closes it, a second one fails.
     *
     * @param items a sequential stream; its stages run on the thread that pulls
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Stream<? extends T> items) {
        return pulled("from", Pulls.once(items));
    }

    /**
     * What a publisher publishes: asked for what there is room for, and no more. Holds at most {@link Capacity#DEFAULT}.
     *
     * @param publisher subscribed to by each run
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Flow.Publisher<? extends T> publisher) {
        return from(publisher, Capacity.DEFAULT);
    }

    /**
     * What a publisher publishes: asked for what there is room for, and no more.
     *
     * @param publisher subscribed to by each run
     * @param capacity what may be asked for and held together
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Flow.Publisher<? extends T> publisher, Capacity capacity) {
        return source(new External<>("from", Pulls.subscription(publisher), capacity));
    }

    /**
     * Whole numbers.
     *
     * @param from the first one
     * @param to the one after the last
     * @return a source of them, empty if from is not less than to
     */
    public static Source<Long> range(long from, long to) {
        return pulled("range", Pulls.range(from, to));
    }

    /**
     * The lines of a file in UTF-8, without their ends. It is opened when the first line is wanted, and closed however
     * the flow ends. A line that is longer than may be fails the flow.
     *
     * @param file the file
     * @param longest the most bytes in a line
     * @return a source of lines
     */
    public static Source<String> lines(Path file, int longest) {
        return pulled("lines", Pulls.lines(file, longest));
    }

    /**
     * Blocking code that emits items, on a thread of its own; suspended in {@code emit} when there is no room. Holds at
     * most {@link Capacity#DEFAULT}. On a cancel, {@code emit} throws, and code that blocks elsewhere is interrupted.
     *
     * @param generator run once by each run
     * @param <T> the items
     * @return a source of what it emits
     */
    public static <T> Source<T> generate(Generator<T> generator) {
        return generate(Capacity.DEFAULT, generator);
    }

    /**
     * Blocking code that emits items, on a thread of its own; suspended in {@code emit} when there is no room.
     *
     * @param capacity what the link behind it may hold
     * @param generator run once by each run
     * @param <T> the items
     * @return a source of what it emits
     */
    public static <T> Source<T> generate(Capacity capacity, Generator<T> generator) {
        return source(new Generate<>(Objects.requireNonNull(generator), Objects.requireNonNull(capacity)));
    }

    /**
     * A callback API that can be held back.
     *
     * @param capacity what the link behind it may hold
     * @param producer started by each run when the first item is wanted
     * @param <T> the items
     * @return a source of what it pushes
     */
    public static <T> Source<T> pausable(Capacity capacity, Producer<T> producer) {
        return source(new External<>("pausable", Objects.requireNonNull(producer), capacity));
    }

    /**
     * A door for work from outside, asked for by its name in a running pipeline. It ends when it is closed.
     *
     * @param name its name
     * @param capacity how many items may wait in it, at least 1
     * @param <T> the items
     * @return a source of what is put in
     */
    public static <T> Source<T> entry(String name, int capacity) {
        Capacity.items(capacity); // checks
        return Source.<T>source(new Door<T>(capacity)).named(name);
    }

    private static <T> Source<T> pulled(String kind, Opening<T> opening) {
        return source(new Pulled<>(kind, opening));
    }

    // ---- one for one, or fewer

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
     * What has come of the items so far, after each. Holds that.
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

    // ---- many for one

    /**
     * A source for each item, one after the other: the next item is taken when the source of the last one has ended. It
     * holds what that source holds, 256 items at most, and those nested in it. A failure of either fails it.
     *
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMap(Fn<? super T, ? extends Source<? extends R>> fn) {
        return flatMap(INNER_HOLDS, fn);
    }

    /**
     * A source for each item, one after the other.
     *
     * @param holdsAtMost what such a source may hold, by its bound; one that may hold more fails the flow
     * @param fn makes a source of an item
     * @param <R> the items of those sources
     * @return a source of all of them
     */
    public <R> Source<R> flatMap(int holdsAtMost, Fn<? super T, ? extends Source<? extends R>> fn) {
        Objects.requireNonNull(fn);
        return then(new FlatMap<T, R>(item -> inner(fn.apply(item)), holdsAtMost));
    }

    private static Plan inner(Source<?> source) {
        Objects.requireNonNull(source, "an inner source must be answered but the function answered null");
        Plan plan = PlanBuilder.build(List.of(Spec.of(new Relay(), source.port)));
        boolean suspends =
                plan.nodes().stream().anyMatch(node -> node.operator().suspends());
        return suspends ? apart(source) : plan; // code that is suspended must not take the thread that is there already
    }

    private static Plan apart(Source<?> source) {
        Spec link = Spec.of(new Buffer<>(INNER_LINK), source.port);
        return PlanBuilder.build(List.of(Spec.of(new Relay(), link.outlet(0))));
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
     * the gatherer's state holds.
     *
     * @param gatherer of {@code java.util.stream}; its combiner is not used
     * @param <R> what it pushes
     * @return a source of what it pushes
     */
    public <R> Source<R> gather(Gatherer<? super T, ?, R> gatherer) {
        return then(new Gather<>(Objects.requireNonNull(gatherer)));
    }

    // ---- side by side

    /**
     * A link: what is before it and what is after it run beside each other. Holds back when it is full, until half of
     * it is free again. What it holds is discarded on a cancel.
     *
     * @param items the most it holds, at least 1
     * @return the same items
     */
    public Source<T> buffer(int items) {
        return buffer(Capacity.items(items));
    }

    /**
     * A link with a capacity, which may count weight next to items.
     *
     * @param capacity the most it holds
     * @return the same items
     */
    public Source<T> buffer(Capacity capacity) {
        return then(new Buffer<T>(Objects.requireNonNull(capacity)));
    }

    /**
     * Blocking calls, so many at a time, each on a virtual thread; results in the order of the items. Holds back while
     * that many are under way or wait for an earlier one. The first call that fails, in that order, fails the flow; calls
     * under way are interrupted then, and on a cancel.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn the call
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapConcurrent(int most, Fn<? super T, ? extends R> fn) {
        return calls("mapConcurrent", most, new MapConcurrent<T, R>(most, true, Objects.requireNonNull(fn)));
    }

    /**
     * As {@link #mapConcurrent}, with each result as soon as it is there.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn the call
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapConcurrentUnordered(int most, Fn<? super T, ? extends R> fn) {
        return calls("mapConcurrentUnordered", most, new MapConcurrent<T, R>(most, false, Objects.requireNonNull(fn)));
    }

    /**
     * Calls that answer later, so many under way at a time; results in the order of the items. Otherwise as
     * {@link #mapConcurrent}; calls under way are cancelled if they are futures.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn makes the call and does not block; the stage may be completed by any thread
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapAsync(int most, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return calls("mapAsync", most, new MapAsync<T, R>(most, true, Objects.requireNonNull(fn)));
    }

    /**
     * As {@link #mapAsync}, with each result as soon as it is there.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn makes the call and does not block; the stage may be completed by any thread
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapAsyncUnordered(int most, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return calls("mapAsyncUnordered", most, new MapAsync<T, R>(most, false, Objects.requireNonNull(fn)));
    }

    private <R> Source<R> calls(String what, int most, Stage stage) {
        atLeast(what, 1, most);
        return then(stage);
    }

    /**
     * Each item to one of several lanes that has room, in turn; what comes out of the lanes is merged. Each lane runs on
     * its own. Holds {@link Capacity#DEFAULT} before and after each lane. A lane that fails fails all.
     *
     * @param lanes how many, at least 1
     * @param lane what each of them does
     * @param <R> what comes out
     * @return a source of what comes out, in no order
     */
    public <R> Source<R> balance(int lanes, Pipe<T, R> lane) {
        atLeast("balance", 1, lanes);
        Spec fan = Spec.of(new Balance<T>(lanes, Capacity.DEFAULT), port);
        List<Source<R>> outs = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            outs.add(lane.attach(new Source<>(fan.outlet(i))));
        }
        return merge(outs);
    }

    // ---- several into one

    /**
     * Items of several sources as they come, one from each in turn while several are ready. Each source runs on its own,
     * behind a link of {@link Capacity#DEFAULT}. Ends when all have ended; a source that fails fails all.
     *
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> merge(Source<? extends T>... sources) {
        return merge(List.of(sources));
    }

    private static <T> Source<T> merge(List<? extends Source<? extends T>> sources) {
        atLeast("merge", 1, sources.size());
        return source(new Merge<T>(sources.size(), Capacity.DEFAULT), ports(sources));
    }

    /**
     * All items of the first source, then all of the next. Those after the first are asked for nothing before their
     * turn; links within them fill before it. A source that fails ends it.
     *
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> concat(Source<? extends T>... sources) {
        atLeast("concat", 1, sources.length);
        return source(new Concat<T>(sources.length), ports(List.of(sources)));
    }

    private static Port[] ports(List<? extends Source<?>> sources) {
        return sources.stream().map(Source::port).toArray(Port[]::new);
    }

    /**
     * One item of this source and one of another make one. Each side runs on its own, behind a link of
     * {@link Capacity#DEFAULT}. Ends when either side has ended and none of its items is left.
     *
     * @param other the other side
     * @param fn makes one of two
     * @param <U> the other side's items
     * @param <R> what it makes
     * @return a source of what it makes
     */
    public <U, R> Source<R> zip(Source<U> other, Fn2<? super T, ? super U, ? extends R> fn) {
        return source(new Zip<T, U, R>(Objects.requireNonNull(fn), Capacity.DEFAULT), port, other.port);
    }

    // ---- time

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

    // ---- the rest

    /**
     * When what is before it fails, another source takes its place; what came before the failure has been handed on.
     * Holds what that source holds, 256 items at most.
     *
     * @param other makes a source of the cause; a failure of that source is not recovered
     * @return a source of both
     */
    public Source<T> recover(Fn<? super Throwable, ? extends Source<? extends T>> other) {
        Objects.requireNonNull(other);
        return then(new Recover<T>(cause -> inner(other.apply(cause)), INNER_HOLDS));
    }

    /**
     * Gives the last stage a name, which drawings, readings and failures tell.
     *
     * @param name the name, not blank; if others in the pipeline have it too, a number is added
     * @return the same source
     */
    public Source<T> named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank but was '" + name + "'; leave it out instead");
        }
        return new Source<>(port.spec().named(name).outlet(port.outlet()));
    }

    /**
     * Goes through a piece of a flow.
     *
     * @param pipe the piece
     * @param <R> what comes out of it
     * @return a source of that
     */
    public <R> Source<R> through(Pipe<T, R> pipe) {
        return pipe.attach(this);
    }

    // ---- to an end

    /**
     * Ends in a sink.
     *
     * @param sink where the items end
     * @param <R> its result
     * @return the complete flow
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    public <R extends @Nullable Object> Pipeline<R> to(Sink<? super T, R> sink) {
        return new Pipeline<>(sink.declare(this));
    }

    /**
     * Ends in a sink and runs once.
     *
     * @param sink where the items end
     * @param <R> its result
     * @return its result
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if the calling thread is interrupted
     */
    public <R extends @Nullable Object> R run(Sink<? super T, R> sink) {
        return to(sink).run();
    }

    /**
     * Starts a run for a loop: the calling thread drives the last part of it by asking for items.
     *
     * @return the items; close them
     */
    public Items<T> open() {
        return new Pipeline<@Nullable Void>(dev.weir.internal.declare.Declared.one(Spec.of(new Handover<T>(), port)))
                .open();
    }

    /**
     * Runs it into a list; see {@link Sink#toList}.
     *
     * @return all items
     */
    public List<T> toList() {
        return run(Sink.<T>toList());
    }

    /**
     * Runs it and counts; see {@link Sink#count}.
     *
     * @return how many items came
     */
    public long count() {
        return run(Sink.<T>count());
    }

    /**
     * Runs it and does something with each item; see {@link Sink#forEach}.
     *
     * @param action what to do
     */
    public void forEach(Action<? super T> action) {
        run(Sink.forEach(action));
    }

    /**
     * Runs it and folds all items into one; see {@link Sink#reduce}.
     *
     * @param first what it is without any item
     * @param fn folds an item in
     * @param <R> the value
     * @return the last value
     */
    public <R> R reduce(R first, Fn2<? super R, ? super T, ? extends R> fn) {
        return run(Sink.<T, R>reduce(first, fn));
    }

    /**
     * Runs it into a collector; see {@link Sink#collect}.
     *
     * @param collector of {@code java.util.stream}
     * @param <R> its result
     * @return its result
     */
    public <R extends @Nullable Object> R collect(Collector<? super T, ?, R> collector) {
        return run(Sink.collect(collector));
    }

    private static long atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value);
        }
        return value;
    }
}
