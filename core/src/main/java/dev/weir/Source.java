package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Handover;
import dev.weir.internal.stage.Published;
import dev.weir.internal.stage.Releasing;
import dev.weir.internal.stage.Stage;
import dev.weir.internal.stage.Typed;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Collector;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    // ---- pieces and names

    /**
     * Says that items of a type own something, here and everywhere in the pipeline: one that is let go on its way (dropped,
     * expired, discarded, filtered out, left over) is released, once. What a function or a sink is given is theirs. A
     * list of items, or an attempt that succeeded, is released by what is in it. The branches of a fan-out get the same item, and so do
     * lists that overlap: one that is counted must be retained for each.
     *
     * @param type the type
     * @param release releases one; that it fails is only logged
     * @param <U> the items
     * @return the same source
     */
    @CheckReturnValue
    public <U> Source<T> releasing(Class<U> type, Action<? super U> release) {
        return then(new Releasing<T, U>(Objects.requireNonNull(type), Objects.requireNonNull(release)));
    }

    /**
     * Says what the items are, where generics cannot: a plan in which something else was said of the same items is
     * refused. Costs nothing while it runs.
     *
     * @param type what they are
     * @return the same items
     */
    @CheckReturnValue
    public Source<T> typed(Class<T> type) {
        return then(new Typed<>(port().spec().toString(), Objects.requireNonNull(type)));
    }

    /**
     * Gives the last stage a name, which drawings, readings and failures tell.
     *
     * @param name the name, not blank; if others in the pipeline have it too, a number is added
     * @return the same source
     */
    @CheckReturnValue
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
    @CheckReturnValue
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
    @CheckReturnValue
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
     * Starts a run for a loop: the thread that asks for items drives the last part of it. What is before that runs at
     * once, up to what its links hold. If code of the last part can be suspended in the middle of an item ({@code
     * mapMulti}, {@code gather}, {@code Frames.of}), a link of 1 comes between it and the loop. Never blocks.
     *
     * @return the items; close them
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    @CheckReturnValue
    public Items<T> open() {
        Pipeline<@Nullable Void> direct = endingIn(new Handover<T>());
        Plan plan = direct.plan();
        boolean suspends = plan.nodes().stream()
                .anyMatch(node ->
                        node.island() == plan.last().island() && node.operator().suspends());
        return suspends ? buffer(1).endingIn(new Handover<T>()).open() : direct.open(); // who asks cannot be suspended
    }

    private Pipeline<@Nullable Void> endingIn(Stage stage) {
        return new Pipeline<>(Declared.one(Spec.of(stage, port())));
    }

    /**
     * Publishes it, on the default engine; see {@link #asPublisher(Engine)}.
     *
     * @return a publisher of the items
     */
    @CheckReturnValue
    public Flow.Publisher<T> asPublisher() {
        return asPublisher(Engine.current());
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
    @CheckReturnValue
    public Flow.Publisher<T> asPublisher(Engine engine) {
        Pipeline<?> pipeline = endingIn(new Published<T>()).on(engine);
        return subscriber ->
                pipeline.publish(Objects.requireNonNull(subscriber, "a subscriber must be given but it was null"));
    }

    /**
     * As a stream: the thread that runs its end drives the last part of the flow, as {@link #open} says, also if the
     * stream is parallel. A run starts when the stream asks for its first item. A failure is a
     * {@link FlowFailedException} there. Close the stream if it may not take all items: that cancels the run.
     *
     * @return a sequential stream of the items
     */
    @CheckReturnValue
    public Stream<T> asStream() {
        var items = new ItemSpliterator<>(this);
        return StreamSupport.stream(items, false).onClose(items::close);
    }

    /**
     * Runs it into a list; see {@link Sink#toList}.
     *
     * @return all items
     */
    @CheckReturnValue
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
    @CheckReturnValue
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
