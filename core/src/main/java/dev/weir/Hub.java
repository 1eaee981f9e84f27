package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Listening;
import dev.weir.internal.stage.Room;
import dev.weir.internal.stage.Speaking;
import java.util.Objects;

/**
 * Many to many while running: pipelines that end in {@link #sink} give it items, and every pipeline that begins with
 * {@link #source} gets each item that is given while it runs, in one order for all. A member joins when its pipeline is
 * started and leaves when that ends. What a listener that is full does is its own {@link Overflow}; those who wait hold
 * back all speakers, who are then served in turn, one item each. Any thread may use it.
 *
 * @param <T> the items
 */
public final class Hub<T> implements AutoCloseable {
    private final Room<T> room;

    private Hub(Room<T> room) {
        this.room = room;
    }

    /**
     * A hub that loses nothing: speakers wait while nobody listens.
     *
     * @param name its name, for drawings and readings
     * @param <T> the items
     * @return a hub without members
     */
    public static <T> Hub<T> named(String name) {
        return new Hub<>(new Room<>(Objects.requireNonNull(name), true, 0));
    }

    /**
     * A hub for what matters now: what is said while nobody listens is let go, and counted.
     *
     * @param name its name
     * @param <T> the items
     * @return a hub without members
     */
    public static <T> Hub<T> live(String name) {
        return replaying(name, 0);
    }

    /**
     * A hub for what matters now, which gives the last items to those who come later.
     *
     * @param name its name
     * @param items how many are kept for them, at least 0; a listener gets as many of them as it may hold, and none once the
     *     hub is closed
     * @param <T> the items
     * @return a hub without members
     */
    public static <T> Hub<T> replaying(String name, int items) {
        if (items < 0) {
            throw new IllegalArgumentException("a hub must keep >= 0 items but was to keep " + items);
        }
        return new Hub<>(new Room<>(Objects.requireNonNull(name), false, items));
    }

    /**
     * A listener that all speakers wait for when it is full. Holds {@link Capacity#DEFAULT}.
     *
     * @return a source of what is said while it runs; it ends when the hub is closed
     */
    public Source<T> source() {
        return source(Capacity.DEFAULT, Overflow.WAIT);
    }

    /**
     * A listener.
     *
     * @param capacity what it may hold
     * @param overflow what it does when it is full; one that is detached fails with {@link OverflowException}, and nobody
     *     else is concerned
     * @return a source of what is said while it runs; it ends when the hub is closed
     */
    public Source<T> source(Capacity capacity, Overflow overflow) {
        if (overflow == Overflow.FAIL) {
            throw new IllegalArgumentException("a listener must not fail a hub but its overflow was FAIL; use DETACH");
        }
        var stage = new Listening<>(room, Objects.requireNonNull(capacity), overflow);
        return new Source<>(Spec.of(stage).outlet(0));
    }

    /**
     * A speaker. It holds the item that cannot be given yet.
     *
     * @return a sink whose result is how many items it gave
     */
    public Sink<T, Long> sink() {
        return Sink.to(source -> Declared.one(Spec.of(new Speaking<>(room), source.port())));
    }

    /**
     * Its members and its book.
     *
     * @return a reading
     */
    public HubReading reading() {
        return room.reading();
    }

    /** Ends it: speakers are stopped as if enough were had, listeners get what they hold and a clean end. */
    @Override
    public void close() {
        room.close();
    }
}
