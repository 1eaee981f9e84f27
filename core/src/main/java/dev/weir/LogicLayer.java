package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Crossing;
import dev.weir.internal.stage.Layered;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose directions share state: a handshake, a heartbeat, a ping that must be answered. Both run in one island,
 * one step at a time, so that the state needs no locks; each of the four ends stands behind a link with credit of its own.
 * Declared by {@link Layer#stateful}.
 *
 * <p>If either end breaks, both directions are over and the other end is told why. If an end wants no more of what goes
 * there, the logic sees it and goes on with the other direction.
 *
 * @param <I> what comes up from below
 * @param <O> what it sends down
 * @param <I2> what it hands up
 * @param <O2> what comes down from above
 */
@CheckReturnValue
public final class LogicLayer<I, O, I2, O2> extends Layer<I, O, I2, O2> {
    private final String name;
    private final LayerRoom room;
    private final Make<? extends LayerLogic<?, ?, ?, ?>> make;
    private final boolean reversed;

    LogicLayer(String name, LayerRoom room, Make<? extends LayerLogic<?, ?, ?, ?>> make, boolean reversed) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank but was '" + name + "'");
        }
        this.name = name;
        this.room = room;
        this.make = make;
        this.reversed = reversed;
    }

    /**
     * The same under another name.
     *
     * @param other its name in plans and readings
     * @return another layer
     */
    public LogicLayer<I, O, I2, O2> named(String other) {
        return new LogicLayer<>(other, room, make, reversed);
    }

    /**
     * The same with other room.
     *
     * @param other what it may hold
     * @return another layer
     */
    public LogicLayer<I, O, I2, O2> room(LayerRoom other) {
        return new LogicLayer<>(name, other, make, reversed);
    }

    @Override
    public Duplex<I2, O2> over(Duplex<I, O> below) {
        Layered stage = new Layered(new Object(), name, room, make, reversed);
        Spec spec = Spec.of(stage, below.source().port()).named(name);
        Source<I2> up = new Source<>(spec.outlet(Layered.ONWARD));
        Source<O> down = new Source<>(spec.outlet(Layered.BACK));
        Sink<O2, ?> sink = Sink.to(source -> {
            Declared<@Nullable Object> across = Declared.one(Spec.of(new Crossing(stage), source.port()));
            return Declared.both(across, below.sink().declare(down), (crossed, result) -> result);
        });
        return new Duplex<>(up, sink, true, null);
    }

    @Override
    public LogicLayer<O2, I2, O, I> reversed() {
        return new LogicLayer<>(name, room, make, !reversed);
    }

    /** Makes the logic of a run, for a layer that runs this one inside of itself. */
    @SuppressWarnings("unchecked") // it was declared with logic of these types, unless it is reversed
    LayerLogic<I, O, I2, O2> logic() throws Exception {
        return (LayerLogic<I, O, I2, O2>) make.make();
    }

    boolean isReversed() {
        return reversed;
    }

    LayerRoom room() {
        return room;
    }

    @Override
    public String toString() {
        return name;
    }
}
