package dev.weir.testkit;

import dev.weir.Action;
import dev.weir.Pipe;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of a flow must keep: that it gives what it must on each engine, tells endings as they are, takes no more than it
 * declares, and leaves nothing. Each law is tried on all engines, with links of 1, 2 and 3 places around the piece.
 *
 * @param <I> what it takes
 * @param <O> what it gives
 */
public final class PipeLaws<I, O> {
    /** What is said of the piece. */
    enum Trait {
        IN_ANY_ORDER,
        MAY_LOSE,
        MAY_OVERFLOW,
        MAY_END,
        MAY_END_OTHERWISE,
        ADDS,
        HALVES,
        PASSES_ITEMS,
        QUICK,
        VIRTUAL_TIME
    }

    private final Pipe<I, O> pipe;
    private final List<I> input;
    private final List<O> expected;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private String stage = "";
    private @Nullable Function<Action<Object>, Pipe<I, O>> calling;

    private PipeLaws(Pipe<I, O> pipe, List<I> input, List<O> expected) {
        this.pipe = pipe;
        this.input = List.copyOf(input);
        this.expected = List.copyOf(expected);
        if (input.isEmpty()) {
            throw new IllegalArgumentException("laws need items to try but the input was empty");
        }
    }

    /**
     * The laws of a piece.
     *
     * @param pipe what is tried
     * @param input what it is given, at least one item
     * @param expected what it must give then
     * @param <I> what it takes
     * @param <O> what it gives
     * @return the laws, to be narrowed down
     */
    public static <I, O> PipeLaws<I, O> of(Pipe<I, O> pipe, List<I> input, List<O> expected) {
        return new PipeLaws<>(pipe, input, expected);
    }

    private PipeLaws<I, O> with(Trait trait) {
        traits.add(trait);
        return this;
    }

    /**
     * It promises no order.
     *
     * @return this
     */
    public PipeLaws<I, O> inAnyOrder() {
        return with(Trait.IN_ANY_ORDER);
    }

    /**
     * It may drop some of the items, and so does not hold back either.
     *
     * @return this
     */
    public PipeLaws<I, O> mayLose() {
        return with(Trait.MAY_LOSE);
    }

    /**
     * It may fail with an {@link dev.weir.OverflowException} when what follows is slower, and so does not hold back either.
     *
     * @return this
     */
    public PipeLaws<I, O> mayOverflow() {
        return with(Trait.MAY_OVERFLOW).with(Trait.MAY_LOSE);
    }

    /**
     * It may end before what feeds it does.
     *
     * @return this
     */
    public PipeLaws<I, O> mayEnd() {
        return with(Trait.MAY_END);
    }

    /**
     * It answers a failure before it by something else than that failure, as {@code recover} does.
     *
     * @return this
     */
    public PipeLaws<I, O> mayEndOtherwise() {
        return with(Trait.MAY_END_OTHERWISE);
    }

    /**
     * It gives items of its own too, from another source.
     *
     * @return this
     */
    public PipeLaws<I, O> addsItems() {
        return with(Trait.ADDS);
    }

    /**
     * A failure in one of its parts ends all of them: items that the others have are lost then.
     *
     * @return this
     */
    public PipeLaws<I, O> hasPartsThatFailAlone() {
        return with(Trait.HALVES);
    }

    /**
     * What it gives are items that it has taken, or lists or attempts of them: so one that it does not give must be let go
     * as {@link dev.weir.Source#releasing} says.
     *
     * @return this
     */
    public PipeLaws<I, O> passesItems() {
        return with(Trait.PASSES_ITEMS);
    }

    /**
     * What it does takes so long that it is tried in virtual time only.
     *
     * @return this
     */
    public PipeLaws<I, O> inVirtualTime() {
        return with(Trait.VIRTUAL_TIME);
    }

    /**
     * It calls a function: what that throws must end the flow, and if it blocks, a cancel must end it.
     *
     * @param name the name of the stage that calls it
     * @param made makes the same piece, in which the function first does this with the item, or with anything
     * @return this
     */
    public PipeLaws<I, O> calling(String name, Function<Action<Object>, Pipe<I, O>> made) {
        stage = name;
        calling = made;
        return this;
    }

    /**
     * The same for a function that must be quick: it is not tried whether it may block.
     *
     * @param name the name of the stage that calls it
     * @param made makes the same piece, in which the function first does this with the item, or with anything
     * @return this
     */
    public PipeLaws<I, O> callingQuickly(String name, Function<Action<Object>, Pipe<I, O>> made) {
        return calling(name, made).with(Trait.QUICK);
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>(List.of(
                law("gives what it must", PipeTrials::gives),
                law("gives the same in two runs at once", PipeTrials::givesTwice),
                law("gives the same inside of a flatMap", PipeTrials::givesInside),
                law("ends without items", PipeTrials::endsWithoutItems),
                law("keeps still while paused", PipeTrials::keepsStill),
                law("goes on when there is room again", PipeTrials::goesOn),
                law("tells a failure before it", PipeTrials::tellsFailure),
                law("ends early when what follows has enough", PipeTrials::endsEarly),
                law("is over after a cancel", PipeTrials::isOverAfterCancel),
                law("is over after a drain", PipeTrials::isOverAfterDrain)));
        if (!traits.contains(Trait.MAY_LOSE)) {
            laws.add(law("holds back what is before it", PipeTrials::holdsBack));
        }
        if (traits.contains(Trait.PASSES_ITEMS)) {
            laws.add(law("lets go of each item once, after an end", PipeTrials::letsGoAfterAnEnd));
            laws.add(law("lets go of each item once, after a failure", PipeTrials::letsGoAfterAFailure));
            laws.add(law("lets go of each item once, after a cancel", PipeTrials::letsGoAfterACancel));
        }
        Function<Action<Object>, Pipe<I, O>> made = calling;
        if (made != null) {
            addLawsOfItsFunction(made, laws);
        }
        return laws;
    }

    private void addLawsOfItsFunction(Function<Action<Object>, Pipe<I, O>> made, List<Law> laws) {
        for (Throwable cause : List.of(new Exception("laws"), new AssertionError("laws"))) {
            laws.add(new Law(
                    "fails with its stage's name when its function throws an "
                            + cause.getClass().getSimpleName(),
                    () -> Stand.everywhere(
                            where(),
                            stand -> trials(made.apply(Called.failing(cause).action()))
                                    .tellsItsFunctionsFailure(stage, cause, stand))));
        }
        if (!traits.contains(Trait.QUICK)) {
            laws.add(new Law(
                    "is over after a cancel while its function blocks",
                    () -> Stand.everywhere(Stand.Where.WHERE_CODE_MAY_BLOCK, stand -> {
                        Called called = Called.blocking();
                        trials(made.apply(called.action())).isOverWhileItsFunctionBlocks(called, stand);
                    })));
        }
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

    private Law law(String name, BiConsumer<PipeTrials<I, O>, Stand> trial) {
        return new Law(name, () -> Stand.everywhere(where(), stand -> trial.accept(trials(pipe), stand)));
    }

    private PipeTrials<I, O> trials(Pipe<I, O> piece) {
        return new PipeTrials<>(piece, input, expected, traits);
    }

    private Stand.Where where() {
        return traits.contains(Trait.VIRTUAL_TIME) ? Stand.Where.IN_VIRTUAL_TIME : Stand.Where.ON_ALL;
    }
}
