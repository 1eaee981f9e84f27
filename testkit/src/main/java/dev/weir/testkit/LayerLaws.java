package dev.weir.testkit;

import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.Layer;
import dev.weir.LayerRoom;
import dev.weir.LogicLayer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a layer must keep, tried together with the peer that undoes what it does: that what is said on top of the one is heard
 * on top of the other, in both directions; that each direction moves, is held back and ends by itself; that a failure or a
 * cancel ends both, once; that it holds no more than it declares, and leaves nothing. Each law is tried on all engines, with
 * links of 1, 2 and 3 places.
 *
 * <p>Arrays of bytes are compared byte by byte, wherever they are cut; other items with {@code equals}.
 *
 * @param <A> what is heard on top of the layer, and said on top of its peer
 * @param <B> what is said on top of the layer, and heard on top of its peer
 */
public final class LayerLaws<A, B> {
    /** What is said of the layer. */
    enum Trait {
        ENDS_BOTH,
        NEEDS_BOTH,
        VIRTUAL_TIME
    }

    /**
     * A layer on its peer, as one.
     *
     * @param <A> what is heard at both ends of it that way
     * @param <B> what is said at both ends of it that way
     */
    @FunctionalInterface
    public interface Stack<A, B> {
        /**
         * Puts the reverse of the peer on top of a conversation, and the layer on top of that.
         *
         * @param below what it stands on
         * @param room what each layer with state should be given to hold
         * @return the upper end
         */
        Duplex<A, B> over(Duplex<A, B> below, LayerRoom room);
    }

    /**
     * Makes the same stack with a layer that tells of its end.
     *
     * @param <A> what is heard
     * @param <B> what is said
     */
    @FunctionalInterface
    public interface Owning<A, B> {
        /**
         * Makes it.
         *
         * @param closed to be told when the logic of the layer is closed
         * @return the stack
         */
        Stack<A, B> telling(Consumer<Ending> closed);
    }

    private final Stack<A, B> stack;
    private final List<A> up;
    private final List<B> down;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private int inHand;
    private @Nullable Owning<A, B> owning;

    private LayerLaws(Stack<A, B> stack, List<A> up, List<B> down) {
        this.stack = Objects.requireNonNull(stack);
        this.up = List.copyOf(up);
        this.down = List.copyOf(down);
        if (up.isEmpty() || down.isEmpty()) {
            throw new IllegalArgumentException("laws need items to try in both directions but had " + up.size()
                    + " up and " + down.size() + " down");
        }
    }

    /**
     * The laws of a layer.
     *
     * @param layer what is tried
     * @param peer speaks with it: for a layer that seals one that opens, for many the same layer
     * @param up what is said on top of the peer, at least one item
     * @param down what is said on top of the layer, at least one item
     * @param <I> what the layer hears from the peer
     * @param <O> what the peer hears from the layer
     * @param <A> what is heard on top of the layer
     * @param <B> what is heard on top of the peer
     * @return the laws, to be narrowed down
     */
    public static <I, O, A, B> LayerLaws<A, B> of(
            Layer<I, O, A, B> layer, Layer<O, I, B, A> peer, List<A> up, List<B> down) {
        return ofStack(stack(layer, peer), up, down);
    }

    /**
     * The laws of what is not put up by one call, such as frames that are diverted.
     *
     * @param stack puts up the layer and its peer
     * @param up what is said below of the stack, at least one item
     * @param down what is said on top of it, at least one item
     * @param <A> what is heard on top of the layer
     * @param <B> what is heard on top of the peer
     * @return the laws, to be narrowed down
     */
    public static <A, B> LayerLaws<A, B> ofStack(Stack<A, B> stack, List<A> up, List<B> down) {
        return new LayerLaws<>(stack, up, down);
    }

    /**
     * A layer on its peer.
     *
     * @param layer the upper one
     * @param peer the lower one, which stands on its head
     * @param <I> what the layer hears from the peer
     * @param <O> what the peer hears from the layer
     * @param <A> what is heard on top of the layer
     * @param <B> what is heard on top of the peer
     * @return both; if they have state, they are given room when they are put up
     */
    public static <I, O, A, B> Stack<A, B> stack(Layer<I, O, A, B> layer, Layer<O, I, B, A> peer) {
        Objects.requireNonNull(layer);
        Layer<A, B, I, O> reverse = peer.reversed();
        return (below, room) -> roomy(layer, room).over(roomy(reverse, room).over(below));
    }

    private static <I, O, I2, O2> Layer<I, O, I2, O2> roomy(Layer<I, O, I2, O2> layer, LayerRoom room) {
        return layer instanceof LogicLayer<I, O, I2, O2> logic ? logic.room(room) : layer;
    }

    private LayerLaws<A, B> with(Trait trait) {
        traits.add(trait);
        return this;
    }

    /**
     * The end of one direction is the end of the other too.
     *
     * @return this
     */
    public LayerLaws<A, B> endsBothAtOnce() {
        return with(Trait.ENDS_BOTH);
    }

    /**
     * One direction needs the other to move, such as where each thing that is heard has to be answered: it is not tried
     * whether one moves while the other is stuck.
     *
     * @return this
     */
    public LayerLaws<A, B> needsBothDirections() {
        return with(Trait.NEEDS_BOTH);
    }

    /**
     * What it does takes so long that it is tried in virtual time only.
     *
     * @return this
     */
    public LayerLaws<A, B> inVirtualTime() {
        return with(Trait.VIRTUAL_TIME);
    }

    /**
     * Its logic, or that of its peer, keeps items in its hands, beyond one in each direction and what the plan tells.
     *
     * @param items how many both keep at most, in both directions
     * @return this
     */
    public LayerLaws<A, B> holdingInHand(int items) {
        inHand = items;
        return this;
    }

    /**
     * Its logic owns something: it must be closed exactly once, however the conversation ends.
     *
     * @param made makes the same stack with logic that tells when it is closed
     * @return this
     */
    public LayerLaws<A, B> owning(Owning<A, B> made) {
        owning = made;
        return this;
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>(List.of(
                law("passes what is said in both directions", LayerTrials::passes),
                law("passes the same in two runs at once", LayerTrials::passesTwice),
                law("ends without items", LayerTrials::endsWithoutItems),
                law("moves down by itself", LayerTrials::movesDownAlone),
                law("moves up by itself", LayerTrials::movesUpAlone),
                law("ends down by itself, after the data", LayerTrials::endsDownAlone),
                law("ends up by itself, after the data", LayerTrials::endsUpAlone),
                law("tells a failure of what is above", LayerTrials::tellsFailureAbove),
                law("tells a failure of what is below", LayerTrials::tellsFailureBelow),
                law("tells a failure of who hears above", LayerTrials::tellsFailureOfHearerAbove),
                law("tells a failure of who hears below", LayerTrials::tellsFailureOfHearerBelow),
                law("is over after a cancel", LayerTrials::isOverAfterCancel),
                law("goes on when who is above has heard enough", LayerTrials::hasHeardEnoughAbove),
                law("goes on when who is below has heard enough", LayerTrials::hasHeardEnoughBelow),
                law("is over when both have heard enough", LayerTrials::bothHaveHeardEnough),
                law("holds no more than it declares, and goes on", LayerTrials::holdsBack),
                law("keeps still while paused", LayerTrials::keepsStill),
                law("is over after a drain", LayerTrials::isOverAfterDrain)));
        Owning<A, B> made = owning;
        if (made != null) {
            laws.add(closing("closes once, after an end", made, LayerTrials::passes));
            laws.add(closing("closes once, after a failure of what is above", made, LayerTrials::tellsFailureAbove));
            laws.add(closing(
                    "closes once, after a failure of who hears below", made, LayerTrials::tellsFailureOfHearerBelow));
            laws.add(closing("closes once, after a cancel", made, LayerTrials::isOverAfterCancel));
            laws.add(closing("closes once, after an early end", made, LayerTrials::bothHaveHeardEnough));
        }
        return laws;
    }

    /**
     * Checks all laws.
     *
     * @throws Exception if one could not be tried
     * @throws AssertionError if one does not hold
     */
    public void check() throws Exception {
        for (Law law : laws()) {
            law.run();
        }
    }

    /** Tries something with a layer that is put up on a stand. */
    @FunctionalInterface
    private interface Trial<A, B> {
        void run(LayerTrials<A, B> trials, Stand stand);
    }

    private Law law(String name, Trial<A, B> trial) {
        return new Law(name, () -> Stand.everywhere(where(), stand -> trial.run(trials(stack), stand)));
    }

    private Law closing(String name, Owning<A, B> made, Trial<A, B> trial) {
        return new Law(
                name,
                () -> Stand.everywhere(where(), stand -> {
                    List<Ending> closed = new CopyOnWriteArrayList<>();
                    trial.run(trials(made.telling(closed::add)), stand);
                    Given.assertThat(closed.size() == 1, "its logic must be closed once but was told " + closed);
                }));
    }

    private LayerTrials<A, B> trials(Stack<A, B> tried) {
        return new LayerTrials<>(tried, up, down, traits, inHand);
    }

    private Stand.Where where() {
        return traits.contains(Trait.VIRTUAL_TIME) ? Stand.Where.IN_VIRTUAL_TIME : Stand.Where.ON_ALL;
    }
}
