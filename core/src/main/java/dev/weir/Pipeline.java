package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.engine.Runner;
import dev.weir.plan.Bound;
import dev.weir.plan.Plan;
import java.util.Objects;
import java.util.concurrent.Flow;
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
    private final Engine engine;

    Pipeline(Declared<R> declared) {
        this(declared, PlanBuilder.build(declared.sinks()), Engine.virtualThreads());
    }

    private Pipeline(Declared<R> declared, Plan plan, Engine engine) {
        this.declared = declared;
        this.plan = plan;
        this.engine = engine;
    }

    /**
     * The same flow on another engine.
     *
     * @param other runs it
     * @return a pipeline of the same plan
     */
    public Pipeline<R> on(Engine other) {
        return new Pipeline<>(declared, plan, Objects.requireNonNull(other));
    }

    /**
     * The flow as data.
     *
     * @return the plan
     */
    public Plan plan() {
        return plan;
    }

    /**
     * The most it can hold in all.
     *
     * @return the bound
     */
    public Bound bound() {
        return plan.bound();
    }

    /**
     * Starts a run. Never blocks.
     *
     * @return the run
     */
    public Running<R> start() {
        return Runner.of(plan, declared.result(), engine).start();
    }

    /**
     * Runs it to its end, its last part on the calling thread.
     *
     * @return the sink's result
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if the calling thread is interrupted; its flag stays set
     */
    public R run() {
        return Runner.of(plan, declared.result(), engine).runHere();
    }

    <T> Items<T> open() {
        return Runner.of(plan, declared.result(), engine).open();
    }

    <T> void publish(Flow.Subscriber<? super T> subscriber) {
        Runner.of(plan, declared.result(), engine).publish(subscriber);
    }
}
