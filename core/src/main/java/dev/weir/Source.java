package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.engine.Opening;
import dev.weir.internal.stage.Concat;
import dev.weir.internal.stage.Door;
import dev.weir.internal.stage.External;
import dev.weir.internal.stage.Generate;
import dev.weir.internal.stage.Handover;
import dev.weir.internal.stage.Interleave;
import dev.weir.internal.stage.Merge;
import dev.weir.internal.stage.MergePreferred;
import dev.weir.internal.stage.MergePrioritized;
import dev.weir.internal.stage.MergeSorted;
import dev.weir.internal.stage.Published;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Pulls;
import dev.weir.internal.stage.Releasing;
import dev.weir.internal.stage.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Collector;
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
 * <p>The operators are declared in groups, one class each; how each works is in a file of its own.
 *
 * @param <T> the items
 */
public final class Source<T> extends ShapeOperators<T> {
    Source(Port port) {
        super(port);
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

    // ---- several into one

    /**
     * Items of several sources as they come, one from each in turn while several are ready. Each source runs on its own,
     * behind a link of {@link Capacity#DEFAULT}. Ends when all have ended; a source that fails fails all, unless it is to
     * {@link #recover}.
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

    static <T> Source<T> merge(List<? extends Source<? extends T>> sources) {
        return source(new Merge<T>(some("merge", sources), Capacity.DEFAULT), ports(sources));
    }

    /**
     * As {@link #merge}, but the first source that has an item gives it, always: the later ones wait as long as it does.
     *
     * @param sources at least one, the most preferred first
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergePreferred(Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        return source(new MergePreferred<T>(some("mergePreferred", all), Capacity.DEFAULT), ports(all));
    }

    /**
     * As {@link #merge}, but while several sources are ready, each gives items in proportion to its weight. None starves.
     *
     * @param first a source and its weight
     * @param others more of them
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergePrioritized(Weighted<? extends T> first, Weighted<? extends T>... others) {
        List<Weighted<? extends T>> all = new ArrayList<>(List.of(others));
        all.addFirst(first);
        List<Integer> weights = all.stream().map(Weighted::weight).toList();
        return source(
                new MergePrioritized<T>(weights, Capacity.DEFAULT),
                ports(all.stream().map(Weighted::source).toList()));
    }

    /**
     * Sources that are each in order make one in order. Waits until each has an item or has ended. Otherwise as
     * {@link #merge}.
     *
     * @param order the order of each of them
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them, in order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergeSorted(Comparator<? super T> order, Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        var stage = new MergeSorted<T>(some("mergeSorted", all), Objects.requireNonNull(order), Capacity.DEFAULT);
        return source(stage, ports(all));
    }

    /**
     * So many items of the first source, then so many of the next, and round; one that has ended is left out. Waits for
     * the source whose turn it is. Otherwise as {@link #merge}.
     *
     * @param segment how many, at least 1
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> interleave(int segment, Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        atLeast("interleave's segment", 1, segment);
        return source(new Interleave<T>(some("interleave", all), segment, Capacity.DEFAULT), ports(all));
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
        List<Source<? extends T>> all = List.of(sources);
        return source(new Concat<T>(some("concat", all)), ports(all));
    }

    private static int some(String what, List<?> sources) {
        return (int) atLeast(what, 1, sources.size());
    }

    private static Port[] ports(List<? extends Source<?>> sources) {
        return sources.stream().map(Source::port).toArray(Port[]::new);
    }

    // ---- pieces and names

    /**
     * Says that items of a type own something, here and everywhere in the pipeline: one that is let go on its way (dropped,
     * expired, discarded, filtered out, left over) is released, once. What a function or a sink is given is theirs. The
     * branches of a fan-out get the same item: one that is counted must be retained for each.
     *
     * @param type the type
     * @param release releases one; that it fails is only logged
     * @param <U> the items
     * @return the same source
     */
    public <U> Source<T> releasing(Class<U> type, Action<? super U> release) {
        return then(new Releasing<T, U>(Objects.requireNonNull(type), Objects.requireNonNull(release)));
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
        return new Source<>(port().spec().named(name).outlet(port().outlet()));
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
        return endingIn(new Handover<T>()).open();
    }

    private Pipeline<@Nullable Void> endingIn(Stage stage) {
        return new Pipeline<>(Declared.one(Spec.of(stage, port())));
    }

    /**
     * Publishes it, on the default engine; see {@link #asPublisher(Engine)}.
     *
     * @return a publisher of the items
     */
    public Flow.Publisher<T> asPublisher() {
        return asPublisher(Engine.virtualThreads());
    }

    /**
     * Publishes it: each subscriber has a run of its own, which gives it what it asks for and takes nothing out of the
     * last link, or out of the source if there is no link, before it has asked. A subscriber that has asked for
     * {@link Long#MAX_VALUE} items or more in all gets all there are.
     *
     * <p>Subscribing never blocks. All signals come from the engine's threads, one after the other. A failure is told by
     * its cause, as the stage threw it; a request that is not positive by an {@link IllegalArgumentException}; a run that
     * was stopped otherwise by a {@link FlowCancelledException}. A cancel, from any thread, stops the run: what is held
     * is discarded, code that blocks is interrupted unless it is the subscriber's own, the source is closed. A subscriber
     * that throws is told nothing more; what it threw is logged and fails its run.
     *
     * @param engine runs it
     * @return a publisher of the items
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    public Flow.Publisher<T> asPublisher(Engine engine) {
        Pipeline<?> pipeline = endingIn(new Published<T>()).on(engine);
        return subscriber ->
                pipeline.publish(Objects.requireNonNull(subscriber, "a subscriber must be given but it was null"));
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
}
