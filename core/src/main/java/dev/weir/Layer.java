package dev.weir;

import java.util.Objects;

/**
 * A two-way stage, the B of A &lt;-&gt; B &lt;-&gt; C: what comes from below goes up through it, what comes from above goes
 * down. Each direction has its own credit, so that either may stand still while the other moves. Immutable; a value that
 * is put on top of any number of conversations.
 *
 * <p>One without state of its own is made of two pipes ({@link #of}) and costs nothing more than these. One whose
 * directions share state is a {@link LogicLayer}. One that cuts bytes into frames is a {@link FrameLayer}.
 *
 * @param <I> what comes up from below
 * @param <O> what it sends down
 * @param <I2> what it hands up
 * @param <O2> what comes down from above
 */
@CheckReturnValue
public abstract sealed class Layer<I, O, I2, O2> permits PipeLayer, LogicLayer, FrameLayer, StackedLayer {
    Layer() {}

    /**
     * A layer without state that both directions share.
     *
     * @param down from what is said above to what is said below
     * @param up from what is heard below to what is heard above
     * @param <I> what comes up from below
     * @param <O> what it sends down
     * @param <I2> what it hands up
     * @param <O2> what comes down from above
     * @return the layer
     */
    public static <I, O, I2, O2> Layer<I, O, I2, O2> of(Pipe<O2, O> down, Pipe<I, I2> up) {
        return new PipeLayer<>(Objects.requireNonNull(down), Objects.requireNonNull(up));
    }

    /**
     * A layer whose directions share state; see {@link LogicLayer}.
     *
     * @param name its name in plans and readings
     * @param room what it may hold
     * @param make makes the logic of a run
     * @param <I> what comes up from below
     * @param <O> what it sends down
     * @param <I2> what it hands up
     * @param <O2> what comes down from above
     * @return the layer
     */
    public static <I, O, I2, O2> LogicLayer<I, O, I2, O2> stateful(
            String name, LayerRoom room, Make<? extends LayerLogic<I, O, I2, O2>> make) {
        return new LogicLayer<>(name, Objects.requireNonNull(room), Objects.requireNonNull(make), false);
    }

    /**
     * Puts this on top of a conversation.
     *
     * @param below what it stands on
     * @return the upper end
     */
    public abstract Duplex<I2, O2> over(Duplex<I, O> below);

    /**
     * The same upside down: what was above is below. A stack of a layer and its reverse changes nothing, if the layer
     * loses nothing.
     *
     * @return the reverse
     */
    public abstract Layer<O2, I2, O, I> reversed();

    /**
     * This layer on top of another one.
     *
     * @param lower what it stands on
     * @param <I0> what comes up to that one
     * @param <O0> what that one sends down
     * @return both as one; what it may hold is what both may hold
     */
    public <I0, O0> Layer<I0, O0, I2, O2> atop(Layer<I0, O0, I, O> lower) {
        return new StackedLayer<>(lower, this);
    }
}
