package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.engine.RunAs;
import dev.weir.internal.engine.Runner;
import dev.weir.plan.Bound;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A complete declared flow: inert, checked, printable, bounded. It may be run any number of times, also at once; each
 * run is on its own.
 *
 * @param <R> the result of its sink
 */
public final class Pipeline<R extends @Nullable Object> {
    private final Declared<R> declared;
    private final Plan plan;
    private final RunAs how;

    Pipeline(Declared<R> declared) {
        this(declared, PlanBuilder.build(declared.sinks()), RunAs.usual());
    }

    private Pipeline(Declared<R> declared, Plan plan, RunAs how) {
        this.declared = declared;
        this.plan = plan;
        this.how = how;
    }

    /**
     * The same flow on another engine.
     *
     * @param other runs it
     * @return a pipeline of the same plan
     */
    @CheckReturnValue
    public Pipeline<R> on(Engine other) {
        return new Pipeline<>(declared, plan, how.on(other));
    }

    /**
     * The same flow under a name, which its runs tell.
     *
     * @param name the name
     * @return a pipeline of the same plan
     */
    @CheckReturnValue
    public Pipeline<R> named(String name) {
        return new Pipeline<>(declared, plan, how.named(name));
    }

    /**
     * The same flow with other links where none was given a capacity: those of merges, zips, lanes, branches, hubs,
     * junctions, generators, publishers and {@code asking}, which hold {@link Capacity#DEFAULT} otherwise. With a weigher,
     * they count weight; it must know the items of all of them. The places of {@code delay}, {@code timeout}, {@code
     * keepAlive} and {@code feedback} stay as they are, and flows inside of a stage, such as those of groups, have links
     * of their own. Circles may need more room than this. The first call counts.
     *
     * @param each what each of them holds
     * @return a pipeline of the same stages
     */
    @CheckReturnValue
    public Pipeline<R> links(Capacity each) {
        return new Pipeline<>(declared, PlanBuilder.linked(plan, Objects.requireNonNull(each)), how);
    }

    /**
     * The same flow, watched: should nothing move for so long while something is held and nobody pauses it, that is told
     * once, with what each part waits for. It goes on if it can; whoever is told may cancel it.
     *
     * @param quiet how long nothing may move
     * @param told told of a stall, on the engine
     * @return a pipeline of the same plan
     */
    @CheckReturnValue
    public Pipeline<R> watched(Duration quiet, Consumer<? super Stall> told) {
        return new Pipeline<>(declared, plan, how.watched(quiet, told));
    }

    /**
     * The flow as data.
     *
     * @return the plan
     */
    @CheckReturnValue
    public Plan plan() {
        return plan;
    }

    /**
     * The most it can hold in all.
     *
     * @return the bound
     */
    @CheckReturnValue
    public Bound bound() {
        return plan.bound();
    }

    /**
     * Starts a run. Never blocks.
     *
     * @return the run
     */
    @CheckReturnValue
    public Running<R> start() {
        return Runner.of(plan, declared.result(), how).start();
    }

    /**
     * Runs it to its end, its last part on the calling thread.
     *
     * @return the sink's result
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if the calling thread is interrupted; its flag stays set
     * @throws IllegalStateException if what makes one result of several has thrown, with that as its cause
     */
    public R run() {
        return Runner.of(plan, declared.result(), how).runHere();
    }

    <T> Items<T> open() {
        return Runner.of(plan, declared.result(), how).open();
    }

    <T> void publish(Flow.Subscriber<? super T> subscriber) {
        Runner.of(plan, declared.result(), how).publish(subscriber);
    }
}
