package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Junctions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any number of inlets and outlets with logic of your own: a switch, a two-way proxy, a scheduler. Declared once: inlets
 * and outlets first, then {@link #runs}, then its outlets are sources like any others.
 *
 * <p>The logic runs on its own, one step at a time, whenever an item has come or there is room again. Every inlet stands
 * behind a link and so does every outlet, each with a credit of its own: one outlet that is full holds back nothing but
 * what is to go there.
 */
public final class Junction {
    private final String name;
    private final List<In<?>> inlets = new ArrayList<>();
    private final List<Out<?>> outlets = new ArrayList<>();
    private @Nullable Spec spec;

    private Junction(String name) {
        this.name = name;
    }

    /**
     * Begins to declare one.
     *
     * @param name its name
     * @return a junction without inlets and outlets
     */
    public static Junction named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank but was '" + name + "'");
        }
        return new Junction(name);
    }

    /**
     * An inlet.
     *
     * @param <T> the items
     */
    public static final class In<T> {
        private final Source<? extends T> source;
        private final Capacity capacity;
        private final int number;

        private In(Source<? extends T> source, Capacity capacity, int number) {
            this.source = source;
            this.capacity = capacity;
            this.number = number;
        }

        /**
         * Which one it is.
         *
         * @return from 0
         */
        public int number() {
            return number;
        }
    }

    /**
     * An outlet.
     *
     * @param <T> the items
     */
    public static final class Out<T> {
        private final Junction junction;
        private final Capacity capacity;
        private final int number;

        private Out(Junction junction, Capacity capacity, int number) {
            this.junction = junction;
            this.capacity = capacity;
            this.number = number;
        }

        /**
         * What leaves here; to be used once.
         *
         * @return a source of it
         * @throws IllegalStateException if the junction has no logic yet
         */
        public Source<T> source() {
            Spec declared = junction.spec;
            if (declared == null) {
                throw new IllegalStateException("junction '" + junction.name
                        + "' must have logic before its outlets are used but has none; call runs(...) first");
            }
            return new Source<>(declared.outlet(number));
        }

        /**
         * Which one it is.
         *
         * @return from 0
         */
        public int number() {
            return number;
        }
    }

    /** What a junction does, made anew for each run. */
    @FunctionalInterface
    public interface Logic {
        /**
         * Moves what can be moved now, a few items at most.
         *
         * @param ports the inlets and outlets
         * @return whether anything was moved; it is called again then, else when something has changed
         * @throws Exception to fail all outlets with this cause
         */
        boolean step(Ports ports) throws Exception;
    }

    /** The inlets and outlets as the logic sees them. Only to be used in a step. */
    public interface Ports {
        /**
         * The next item of an inlet, which stays.
         *
         * @param in the inlet
         * @param <T> the items
         * @return null if there is none now
         */
        <T> @Nullable T peek(In<T> in);

        /**
         * Takes the next item of an inlet.
         *
         * @param in the inlet
         * @param <T> the items
         * @return the item
         * @throws IllegalStateException if there is none
         */
        <T> T take(In<T> in);

        /**
         * Whether an inlet has ended, cleanly or not, and its last item was taken, or it was stopped.
         *
         * @param in the inlet
         * @return whether nothing will come any more
         */
        boolean ended(In<?> in);

        /**
         * Whether an outlet has room; if not, there will be a step when it has.
         *
         * @param out the outlet
         * @return false also if it is not wanted any more
         */
        boolean room(Out<?> out);

        /**
         * Whether anybody wants what leaves here.
         *
         * @param out the outlet
         * @return false if what is behind it has stopped, or it was ended
         */
        boolean wanted(Out<?> out);

        /**
         * Hands on an item.
         *
         * @param out an outlet of which {@link #room} has just been true
         * @param item the item
         * @param <T> the items
         * @throws IllegalStateException if it has no room
         */
        <T> void put(Out<T> out, T item);

        /**
         * Ends an outlet cleanly; others go on.
         *
         * @param out the outlet
         */
        void end(Out<?> out);

        /**
         * Wants no more of an inlet; what waits there is discarded.
         *
         * @param in the inlet
         */
        void stop(In<?> in);

        /**
         * Whether an inlet has an item.
         *
         * @param in the inlet
         * @return whether {@link #take} may be called
         */
        default boolean ready(In<?> in) {
            return peek(in) != null;
        }

        /**
         * Moves one item if there is one and there is room for it.
         *
         * @param from the inlet
         * @param to the outlet
         * @param <T> the items
         * @return whether one was moved
         */
        default <T> boolean move(In<? extends T> from, Out<T> to) {
            boolean may = ready(from) && room(to);
            if (may) {
                put(to, take(from));
            }
            return may;
        }
    }

    /** Makes the logic of a run. */
    @FunctionalInterface
    public interface MakeLogic extends Serializable {
        /**
         * Makes it.
         *
         * @return a new one, with state of its own
         */
        Logic make();
    }

    /**
     * An inlet behind a link of {@link Capacity#DEFAULT}.
     *
     * @param source what comes in
     * @param <T> the items
     * @return the inlet
     */
    public <T> In<T> in(Source<? extends T> source) {
        return in(source, Capacity.DEFAULT);
    }

    /**
     * An inlet.
     *
     * @param source what comes in
     * @param capacity the most that may wait there
     * @param <T> the items
     * @return the inlet
     */
    public <T> In<T> in(Source<? extends T> source, Capacity capacity) {
        checkOpen();
        In<T> in = new In<>(Objects.requireNonNull(source), Objects.requireNonNull(capacity), inlets.size());
        inlets.add(in);
        return in;
    }

    /**
     * An outlet before a link of {@link Capacity#DEFAULT}.
     *
     * @param <T> the items
     * @return the outlet
     */
    public <T> Out<T> out() {
        return out(Capacity.DEFAULT);
    }

    /**
     * An outlet.
     *
     * @param capacity the most that may wait there
     * @param <T> the items
     * @return the outlet
     */
    public <T> Out<T> out(Capacity capacity) {
        checkOpen();
        Out<T> out = new Out<>(this, Objects.requireNonNull(capacity), outlets.size());
        outlets.add(out);
        return out;
    }

    /**
     * What it does. It ends, and so do its outlets, when all its inlets have ended and the logic has nothing more to move;
     * when one inlet fails, with that failure; when none of its outlets is wanted any more.
     *
     * @param logic makes the logic of a run
     */
    public void runs(MakeLogic logic) {
        checkOpen();
        if (inlets.isEmpty() || outlets.isEmpty()) {
            throw new IllegalStateException("a junction must have >= 1 inlet and >= 1 outlet but '" + name + "' has "
                    + inlets.size() + " and " + outlets.size());
        }
        var stage = new Junctions(
                inlets.stream().map(in -> in.capacity).toList(),
                outlets.stream().map(out -> out.capacity).toList(),
                Objects.requireNonNull(logic));
        Port[] ports = inlets.stream().map(in -> in.source.port()).toArray(Port[]::new);
        spec = Spec.of(stage, ports).named(name);
    }

    private void checkOpen() {
        if (spec != null) {
            throw new IllegalStateException("junction '" + name + "' has its logic already; declare another one");
        }
    }
}
