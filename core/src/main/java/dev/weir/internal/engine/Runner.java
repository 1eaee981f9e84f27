package dev.weir.internal.engine;

import dev.weir.Bottleneck;
import dev.weir.DrainReport;
import dev.weir.Engine;
import dev.weir.Entry;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Framing;
import dev.weir.Items;
import dev.weir.Pause;
import dev.weir.Pressure;
import dev.weir.Running;
import dev.weir.Setting;
import dev.weir.SinkPressure;
import dev.weir.Stall;
import dev.weir.Waiting;
import dev.weir.internal.compile.Code;
import dev.weir.internal.stage.Handover;
import dev.weir.internal.stage.Published;
import dev.weir.plan.Plan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline, as its starter holds it. */
public final class Runner<R extends @Nullable Object> extends Listed implements Running<R>, Crew.Starter {
    private static final VarHandle RESULT;

    static {
        try {
            RESULT = MethodHandles.lookup().findVarHandle(Runner.class, "result", CompletableFuture.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final RunAs how;
    private final Crew crew;
    private final Function<List<@Nullable Object>, R> combine;
    private volatile @Nullable CompletableFuture<R> result; // made for the first who asks, or at the end
    private volatile @Nullable Pauses pauses; // made for the first
    private volatile @Nullable Waits waits; // as above

    private Runner(Layout layout, Function<List<@Nullable Object>, R> result, RunAs how) {
        this.how = how;
        this.crew = new Crew(how.engineNow());
        this.combine = result;
        Assembly.run(layout, crew);
        crew.whenDone(this);
    }

    @Override
    public void over(@Nullable Throwable thrown) {
        unlist();
        complete(thrown);
        Pauses paused = pauses; // whoever makes them after this looks whether it is done
        if (paused != null) {
            paused.stopLooking();
        }
        Waits waited = waits; // as above
        if (waited != null) {
            waited.completed();
        }
    }

    /** Completes with the exception as it is: a dependent stage would wrap it. */
    private void complete(@Nullable Throwable thrown) {
        if (thrown != null) {
            future().completeExceptionally(thrown);
            return;
        }
        try {
            future().complete(combine.apply(crew.values(plan().sinks().size())));
        } catch (Throwable t) {
            future().completeExceptionally(t);
        }
    }

    /** What it gives, or how it ended otherwise. */
    private CompletableFuture<R> future() {
        CompletableFuture<R> known = result;
        if (known == null) {
            CompletableFuture<R> made = new CompletableFuture<>();
            known = RESULT.compareAndSet(this, null, made)
                    ? made
                    : Objects.requireNonNull(result); // others are as quick
        }
        return known;
    }

    private Assembly assembly() {
        return Objects.requireNonNull(crew.whole());
    }

    private Waits waits() {
        Waits known = waits;
        return known != null ? known : newWaits();
    }

    private synchronized Waits newWaits() {
        Waits known = waits;
        if (known == null) {
            known = new Waits(engine(), future());
            waits = known;
        }
        return known;
    }

    private synchronized Pauses pauses() {
        Pauses known = pauses;
        if (known == null) {
            known = new Pauses(crew, engine());
            pauses = known;
        }
        return known;
    }

    /** Puts a run together. Nothing moves yet. */
    public static <R extends @Nullable Object> Runner<R> of(
            Layout layout, Function<List<@Nullable Object>, R> result, RunAs how) {
        return new Runner<>(layout, result, how);
    }

    /** Runs it to its end, and waits for it. */
    public static <R extends @Nullable Object> R run(
            Blueprint flow, Function<List<@Nullable Object>, R> result, RunAs how) {
        Straight straight = how.quiet() == null ? flow.straight() : null;
        Code code = straight == null ? null : straight.code();
        if (straight == null) {
            return of(flow.layout(), result, how).runHere();
        }
        if (code == null) {
            straight.runsBySteps();
            return of(flow.layout(), result, how).runHere();
        }
        Engine engine = how.engineNow();
        Waits.mustBeAllowed(engine);
        Engines.check(engine, straight.blocks(), flow::plan);
        return combined(result, Collections.singletonList(straight.run(code)));
    }

    private static <R extends @Nullable Object> R combined(
            Function<List<@Nullable Object>, R> result, List<@Nullable Object> values) {
        try {
            return result.apply(values);
        } catch (Throwable t) {
            throw notMade(t);
        }
    }

    /** Starts all islands on the engine. */
    public Running<R> start() {
        begin(null);
        return this;
    }

    private void begin(@Nullable Island except) {
        if (except == null || plan().islands() > 1) { // one that is over when its caller goes on is not looked for
            list();
        }
        if (how.quiet() != null) {
            Watchdog dog = new Watchdog(this, how.quiet(), how.told());
            var _ = future().whenComplete((value, thrown) -> dog.over());
            dog.watch();
        }
        assembly().start(except);
    }

    /** All that run now. */
    public static List<Running<?>> running() {
        List<Running<?>> running = new ArrayList<>();
        for (Listed each : all()) {
            if (each instanceof Running<?> run) {
                running.add(run);
            }
        }
        return List.copyOf(running);
    }

    /**
     * Runs it to its end: on the calling thread, if it is of one part. Parts that hand on items to each other run where
     * the engine has them, and the caller waits: to get a thread out of a park costs as much as thousands of items.
     */
    private R runHere() {
        Waits.mustBeAllowed(engine());
        if (plan().islands() == 1) {
            crew.callerIs(Thread.currentThread());
            claimLast().runHere(() -> false);
            return joinHere();
        }
        begin(null);
        return join();
    }

    /** The other parts end soon: waits for them, also if the thread was interrupted, whose flag is set again then. */
    R joinHere() {
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            crew.interrupted();
        }
        try {
            if (!ended()) {
                waits().awaitQuietly();
            }
            return future().join();
        } catch (CompletionException e) {
            throw told(e);
        } finally {
            if (interrupted || crew.callerInterrupted()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The calling thread drives it now. */
    void drivenHere() {
        crew.callerIs(Thread.currentThread());
    }

    private Island claimLast() {
        Island last = assembly().island(plan().last().island());
        last.claim();
        begin(last);
        return last;
    }

    /** Has the calling thread drive the last island when it asks for an item. */
    @SuppressWarnings("unchecked") // the plan ends in the handover that was declared for it
    public <T> Items<T> open() {
        Waits.mustBeAllowed(engine());
        Island here = claimLast();
        return new OpenItems<>(this, here, (Handover.Hand<T>) lastDoor(Handover.Hand.class));
    }

    /** Starts it, and has the last stage tell this subscriber all that comes. */
    @SuppressWarnings("unchecked") // the plan ends in the stage that was declared for it
    public <T> void publish(Flow.Subscriber<? super T> subscriber) {
        ((Published.Running<T>) lastDoor(Published.Running.class)).tells(subscriber);
        begin(null);
    }

    private <D> D lastDoor(Class<D> kind) {
        return Objects.requireNonNull(assembly().find(kind, plan().last().name()));
    }

    @Override
    public R join() {
        try {
            waits().await();
            return future().get();
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ExecutionException e) {
            throw told(e);
        }
    }

    @Override
    public R join(Duration atMost) throws TimeoutException {
        try {
            if (!waits().await(Nanos.of(atMost))) {
                throw new TimeoutException("it has not ended within " + atMost);
            }
            return future().get();
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ExecutionException e) {
            throw told(e);
        }
    }

    private R interrupted() {
        Thread.currentThread().interrupt();
        return joinHere();
    }

    /** A new exception for each caller, so that its trace shows where the result was asked for. */
    private static RuntimeException told(Exception wrapper) {
        Throwable cause = wrapper.getCause();
        return switch (cause) {
            case FlowFailedException failed ->
                new FlowFailedException(failed.stage(), Objects.requireNonNull(failed.getCause()));
            case FlowCancelledException cancelled -> new FlowCancelledException(String.valueOf(cancelled.getMessage()));
            case null, default -> notMade(cause);
        };
    }

    private static IllegalStateException notMade(@Nullable Throwable cause) {
        return new IllegalStateException("the sink's result could not be made", cause);
    }

    @Override
    public CompletionStage<R> result() {
        CompletableFuture<R> told = new CompletableFuture<>(); // a dependent stage would wrap the failure
        var _ = future().whenComplete((value, thrown) -> {
            if (thrown == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(thrown);
            }
        });
        return told;
    }

    @Override
    public boolean ended() {
        CompletableFuture<R> known = result;
        return known != null && known.isDone();
    }

    @Override
    public Pause pause(String holder) {
        return pauses().take(holder);
    }

    @Override
    public Map<String, Duration> pausedBy() {
        Pauses known = pauses;
        return known == null ? Map.of() : known.holders();
    }

    @Override
    public void cancel(String reason) {
        crew.cancel(reason);
    }

    @Override
    public DrainReport drain(Duration within) {
        Waits.mustBeAllowed(engine());
        crew.drain();
        try {
            if (!waits().await(Nanos.of(within))) {
                return cancelDrain("it did not drain within " + within);
            }
            future().get();
            return new DrainReport(true, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cancelDrain("the drain was interrupted");
        } catch (ExecutionException e) {
            return new DrainReport(false, discarded());
        }
    }

    private DrainReport cancelDrain(String reason) {
        long remained = pressure().held();
        crew.cancel(reason);
        return new DrainReport(false, remained);
    }

    private long discarded() {
        return pressure().links().stream().mapToLong(link -> link.discarded()).sum();
    }

    /** Whether it holds anything that ought to move. */
    boolean oughtToMove() {
        return assembly().all(Gauge.class).stream().anyMatch(Gauge::oughtToMove);
    }

    @Override
    public Pressure pressure() {
        var links =
                assembly().all(Gauge.class).reversed().stream().map(Gauge::read).toList();
        var stages = assembly().stages(engine().nanoTime());
        List<SinkPressure> sinks = new ArrayList<>();
        assembly().each(LongSupplier.class, (name, taken) -> sinks.add(new SinkPressure(name, taken.getAsLong())));
        Bottleneck bottleneck = Bottlenecks.find(assembly(), links);
        return new Pressure(links, stages, sinks, bottleneck);
    }

    @Override
    @SuppressWarnings("unchecked") // a type argument that is not the declared one is the caller's mistake
    public <T> Entry<T> entry(String name) {
        Entry<?> entry = assembly().find(Entry.class, name);
        if (entry != null) {
            return (Entry<T>) entry;
        }
        throw new NoSuchElementException("no entry is named '" + name + "'; those of this pipeline are "
                + assembly().names(Entry.class) + ", declared by Source.entry");
    }

    @Override
    public String name() {
        return how.name();
    }

    @Override
    public void set(String stage, Setting setting) {
        Dial dial = assembly().find(Dial.class, stage);
        if (dial == null || !dial.set(setting)) {
            throw new IllegalArgumentException("stage '" + stage + "' has no such setting as " + setting
                    + "; those that can be changed are " + assembly().names(Dial.class));
        }
    }

    @Override
    public void divert(String stage, Framing<?> next) {
        Diversion way = assembly().find(Diversion.class, stage);
        if (way == null) {
            throw new IllegalArgumentException("stage '" + stage + "' cannot be diverted; those that can are "
                    + assembly().names(Diversion.class) + ", declared by Frames.of");
        }
        way.to(Objects.requireNonNull(next, "a framing must be given but it was null"));
    }

    @Override
    public List<Waiting> waiting() {
        return Chain.of(assembly(), engine().nanoTime());
    }

    @Override
    public String toMermaid() {
        return Live.mermaid(plan(), pressure());
    }

    @Override
    public String toString() {
        return Live.text(how.name(), plan(), pressure(), pausedBy());
    }

    Engine engine() {
        return crew.engine();
    }

    /** A number that changes when anything moves. */
    long moved() {
        return assembly().all(Gauge.class).stream()
                .map(Gauge::read)
                .mapToLong(link -> link.in() + link.out())
                .sum();
    }

    Stall stall(Duration since) {
        return new Stall(how.name(), since, pressure().held(), waiting());
    }

    @Override
    public Plan plan() {
        return assembly().plan();
    }

    @Override
    public void close() {
        crew.cancel("it was closed");
        if (engine().mayWait()) {
            waits().awaitQuietly();
        }
    }
}
