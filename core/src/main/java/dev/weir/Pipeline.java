package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Inserts;
import dev.weir.internal.engine.Blueprint;
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
    private final Inserts inserts;
    private final @Nullable Capacity links;
    private final Blueprint flow;
    private final RunAs how;

    Pipeline(Declared<R> declared) {
        this(declared, Inserts.none(), null, RunAs.usual());
    }

    private Pipeline(Declared<R> declared, Inserts inserts, @Nullable Capacity links, RunAs how) {
        this(declared, inserts, links, Blueprint.of(declared.sinks(), inserts, links), how);
    }

    private Pipeline(Declared<R> declared, Inserts inserts, @Nullable Capacity links, Blueprint flow, RunAs how) {
        this.declared = declared;
        this.inserts = inserts;
        this.links = links;
        this.flow = flow;
        this.how = how;
    }

    private Pipeline<R> with(RunAs other) {
        return new Pipeline<>(declared, inserts, links, flow, other);
    }

    /**
     * The same flow on another engine.
     *
     * @param other runs it
     * @return a pipeline of the same plan
     */
    @CheckReturnValue
    public Pipeline<R> on(Engine other) {
        return with(how.on(other));
    }

    /**
     * The same flow under a name, which its runs tell.
     *
     * @param name the name
     * @return a pipeline of the same plan
     */
    @CheckReturnValue
    public Pipeline<R> named(String name) {
        return with(how.named(name));
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
        Objects.requireNonNull(each, "a capacity must be given but it was null");
        return new Pipeline<>(declared, inserts, links == null ? each : links, how);
    }

    /**
     * The same flow with a piece behind a stage: all that the stage hands on goes through it. For tests that make one
     * link slow or have it fail, and for looking in, without a change of the declaration. Of several pieces behind one
     * stage, the later is further from it. Flows inside of a stage, such as those of groups, are not looked into.
     *
     * @param stage the name given to the stage by {@code named}; not of a sink
     * @param piece takes what the stage hands on, and gives what the stage after it takes, which is not checked
     * @return a pipeline of the same stages and those of the piece
     * @throws dev.weir.plan.IllegalPlanException if no stage that hands on items has this name
     */
    @CheckReturnValue
    @SuppressWarnings("unchecked") // what a stage hands on is known to who names it
    public Pipeline<R> after(String stage, Pipe<?, ?> piece) {
        Objects.requireNonNull(stage, "a stage must be named but it was null");
        Pipe<Object, Object> any =
                (Pipe<Object, Object>) Objects.requireNonNull(piece, "a piece must be given but it was null");
        Inserts more = inserts.and(stage, port -> any.attach(new Source<>(port)).port());
        return new Pipeline<>(declared, more, links, how);
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
        return with(how.watched(quiet, told));
    }

    /**
     * The flow as data.
     *
     * @return the plan
     */
    @CheckReturnValue
    public Plan plan() {
        return flow.plan();
    }

    /**
     * The most it can hold in all.
     *
     * @return the bound
     */
    @CheckReturnValue
    public Bound bound() {
        return plan().bound();
    }

    /**
     * Starts a run. Never blocks.
     *
     * @return the run
     */
    @CheckReturnValue
    public Running<R> start() {
        return Runner.of(flow.layout(), declared.result(), how).start();
    }

    /**
     * Runs it to its end, and waits for it: on the calling thread if it is of one part, without a link in it. Parts that
     * hand on items to each other run on the engine's threads; to have the items on the calling thread, {@linkplain
     * Source#open open} it.
     *
     * @return the sink's result
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if the calling thread is interrupted; its flag stays set
     * @throws IllegalStateException if what makes one result of several has thrown, with that as its cause
     */
    public R run() {
        return Runner.run(flow, declared.result(), how);
    }

    <T> Items<T> open() {
        return Runner.of(flow.layout(), declared.result(), how).open();
    }

    <T> void publish(Flow.Subscriber<? super T> subscriber) {
        Runner.of(flow.layout(), declared.result(), how).publish(subscriber);
    }
}
