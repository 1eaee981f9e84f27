package dev.weir.internal.engine;

import dev.weir.Action;
import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.internal.stage.Pulled;
import dev.weir.plan.Node;
import dev.weir.plan.Operator;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage stands when a run is put together: the stages after it are there already, its own inlets it must give,
 * and it may add drivers to the islands around it.
 */
public final class Site {
    private static final System.Logger LOG = System.getLogger("dev.weir");

    private final Node node;
    private final Assembly assembly;
    private final Island island;

    Site(Node node, Assembly assembly, Island island) {
        this.node = node;
        this.assembly = assembly;
        this.island = island;
    }

    Node node() {
        return node;
    }

    Assembly assembly() {
        return assembly;
    }

    /** The stage that this outlet feeds. */
    @SuppressWarnings("unchecked") // the plan was declared through typed methods
    public <T> Inlet<T> next(int outlet) {
        return (Inlet<T>) assembly.joining().inlet(assembly.out(node)[outlet]);
    }

    /** Gives the stage's inlet of this number. */
    public void inlet(int number, Inlet<?> inlet) {
        assembly.joining().inlet(node, number, inlet);
    }

    /** Gives a fused stage with one inlet and one outlet. */
    public void step(Step<?, ?> step) {
        inlet(0, step);
        next(0).fedBy(step);
    }

    /** How many inlets the stage has. */
    public int inlets() {
        return assembly.in(node).length;
    }

    /** How many outlets the stage has. */
    public int outlets() {
        return assembly.out(node).length;
    }

    /** The island the stage itself runs in. */
    public Island island() {
        return island;
    }

    /** The island that calls this inlet. */
    public Island before(int inlet) {
        return assembly.island(assembly.in(node)[inlet].island());
    }

    /**
     * The island that calls this inlet, if that is all it feeds; null if it was there before: one that feeds inner flows
     * goes on when one of them wants no more.
     */
    public @Nullable Island alone(int inlet) {
        Island before = before(inlet);
        return assembly.isHost(before) ? null : before;
    }

    /** What is woken when there is room behind this inlet, and stopped with it if that is all it feeds. */
    public Wake writer(int inlet) {
        Island alone = alone(inlet);
        return alone != null ? alone : before(inlet).onlyWoken();
    }

    /** Whether the stage's island was there before: what stops the stage does not stop the island. */
    public boolean isHosted() {
        return assembly.isHost(island);
    }

    /**
     * What is before this inlet begins now: its turn has come, or it has to learn that it will not. Repeated calls have
     * no effect.
     */
    public void due(int inlet) {
        assembly.due(node, inlet);
    }

    /** The island in which this outlet's items go on. */
    public Island after(int outlet) {
        return assembly.island(assembly.out(node)[outlet].island());
    }

    /** Where the stage stands in its island. */
    public int place() {
        return assembly.placeOf(node, island);
    }

    /** Adds a driver to an island. */
    public void drive(Island where, Driver driver) {
        where.add(driver, assembly.placeOf(node, where));
        Loops loops = assembly.loops();
        if (loops != null && node.operator().inlets() == 0 && !(driver instanceof Loops.Head)) {
            loops.source(driver);
        }
    }

    /** The stage can be changed while it runs. */
    public void dial(Dial dial) {
        assembly.register(node.name(), dial);
    }

    /** The stage can be told from outside to read on in another way. */
    public void diversion(Diversion divert) {
        assembly.register(node.name(), divert);
    }

    /** A circle begins here. */
    public void loop(Loops.Head head) {
        Objects.requireNonNull(assembly.loops(), "a stage that goes round must say so")
                .head(head);
    }

    /** While this holds, something outside may wake the island. */
    public void wokenFromOutside(BooleanSupplier mayWake) {
        Loops loops = assembly.loops();
        if (loops != null) {
            loops.outside(mayWake);
        }
    }

    /** What several stages of a run share: made by the first that asks. */
    @SuppressWarnings("unchecked") // a key stands for one type
    public <S> S shared(Object key, Supplier<S> make) {
        return (S) assembly.joining().shared(key, make);
    }

    /** The island of the stage with this operator. */
    public Island islandOf(Predicate<Operator> which) {
        return assembly.islandOf(which);
    }

    /** The island will block, or be suspended in the middle of an item. */
    public void blocks(Island where) {
        if (!node.operator().blocks()) {
            throw new IllegalStateException("a stage that blocks must declare it but '" + node.name() + "' does not");
        }
        where.block();
    }

    /** The place holds items: its reading belongs to the pressure. */
    public void gauge(Gauge gauge) {
        assembly.register(node.name(), gauge);
        Loops loops = assembly.loops();
        if (loops != null) {
            loops.gauge(gauge);
        }
    }

    /** The name of the stage's operator. */
    public String kind() {
        return node.operator().kind();
    }

    /** The stage's name. */
    public String name() {
        return node.name();
    }

    /** The engine that runs it. */
    public Engine engine() {
        return crew().engine();
    }

    /**
     * How the flow ends because user code threw this. Once it was cancelled, or interrupted because its work is not
     * wanted any more, that is only an echo.
     */
    public Ending failure(Throwable cause) {
        if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
            crew().interruptedIfCaller();
        }
        Ending cancelled = crew().cancelled();
        Ending echoed = cancelled != null ? cancelled : island.because();
        return echoed != null ? echoed : new Ending.Failed(node.name(), cause);
    }

    /** The run is not over before as many have left as have entered. */
    public void enter() {
        crew().enter();
    }

    /** The counterpart of {@link #enter}. */
    public void leave() {
        crew().leave();
    }

    /** Closes something of the user's. That it failed cannot change the ending any more, but is not kept quiet. */
    public void close(AutoCloseable resource) {
        close(node.name(), resource);
    }

    /** The same for the stage of this name. */
    static void close(String stage, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Throwable e) {
            unheard(stage, "could not close " + resource, e);
        }
    }

    /** Items of this type own something, anywhere in this run: this is done with one that is let go. */
    public <T> void releasing(Class<T> type, Action<? super T> release) {
        crew().rules().add(type, release);
    }

    /** Nobody will get this item: what it owns is released. Every item that is let go must come through here, once. */
    public void letGo(Object item) {
        Releases known = crew().releases();
        if (known != null) {
            known.release(item, this::close);
        }
    }

    /** Logs what user code has thrown where there is nobody who could be told otherwise. */
    public void unheard(String what, Throwable thrown) {
        unheard(node.name(), what, thrown);
    }

    /** The same for the stage of this name. */
    static void unheard(String stage, String what, Throwable thrown) {
        LOG.log(System.Logger.Level.WARNING, () -> "stage '" + stage + "' " + what, thrown);
    }

    /** When one sink of the run has failed, all of it is over. */
    public void tie() {
        crew().tie();
    }

    /** The terminal stage has ended, with this value if the ending is clean. */
    public void settle(Ending ending, @Nullable Object value) {
        if (outermost() || !(ending instanceof Ending.Done)) { // the number of an inner terminal is that of another one
            crew().settle(assembly.sink(node), ending, value);
        }
    }

    /** The stage is a sink, and has taken so many items. */
    public void taken(LongSupplier taken) {
        if (outermost()) {
            assembly.register(node.name(), taken);
        }
    }

    /** How much the steps behind this outlet are used; null: nothing can be written for them. */
    @Nullable
    Heat heat(int outlet) {
        return assembly.heat(node, outlet);
    }

    /** Whether items of some type own something in this run. */
    public boolean releases() {
        Releases known = crew().releases();
        return known != null && known.any();
    }

    Crew crew() {
        return island.crew();
    }

    /** Has the watch look at this, a little later. */
    public void watch(Watched what) {
        Watch.ALL.lookAt(what);
    }

    /** Registers something that the running pipeline is asked for by name. */
    public void door(Object door) {
        assembly.register(node.name(), door);
    }

    /** Puts an inner plan into this stage's island, in front of the given inlet. */
    public Inner inner(InnerFlow flow, Inlet<?> into, Allowance allowance, boolean drains) {
        return Assembly.inner(flow.layout(), crew(), new Host(island, place(), into, allowance, drains && drains()));
    }

    /** The same for one that is only a source: all that is needed of it is a driver. */
    public <T> Driver inner(InnerFlow flow, Pulled<T> only, Inlet<T> into, boolean drains) {
        Engines.check(engine(), false, flow::plan);
        Site there = new Site(flow.onlyNode(only), assembly, island);
        Driver head = PullHead.inner(only.opening(), into, there, drains && drains());
        island.add(head, place());
        if (drains && drains()) {
            crew().drainToo(island);
        }
        return head;
    }

    /** What an inner flow may hold, if this stands in one. */
    public @Nullable Allowance allowance() {
        return assembly.allowance();
    }

    /** Whether a drain is for this too: it is a source of the declared plan, or of one that stands for a source of it. */
    public boolean drains() {
        return assembly.drains();
    }

    /** Whether this belongs to the declared plan, and not to an inner one made for an item that is in already. */
    public boolean outermost() {
        return !assembly.isInner();
    }

    /** The inlet that an inner plan ends in. */
    public Inlet<?> relay() {
        return assembly.relay();
    }

    /** What was put together for an inner plan: the drivers it added to the island, and its readings. */
    public record Inner(List<Driver> drivers, List<Gauge> gauges, BooleanSupplier mayBeWoken) {
        Inner(Assembly assembly, List<Driver> drivers) {
            this(
                    drivers,
                    List.copyOf(assembly.all(Gauge.class)),
                    Objects.requireNonNull(assembly.loops(), "an inner flow is watched")::mayBeWoken);
        }
    }
}
