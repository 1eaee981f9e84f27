package dev.weir.testkit;

import static dev.weir.testkit.Given.assertThat;

import dev.weir.Action;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Pause;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a sink must keep, tried on all engines with links of 1, 2 and 3 places before it: above all, that it takes no failure
 * for a clean end.
 *
 * @param <I> what it takes
 * @param <R> its result
 */
public final class SinkLaws<I, R extends @Nullable Object> {
    private final Function<Source<I>, Pipeline<R>> shape;
    private final List<I> input;
    private final R expected;
    private IntSupplier open = () -> 0;
    private Stand.Where where = Stand.Where.ON_ALL;
    private String stage = "";
    private @Nullable Function<Action<Object>, Sink<I, R>> calling;

    private SinkLaws(Function<Source<I>, Pipeline<R>> shape, List<I> input, R expected) {
        this.shape = shape;
        this.input = List.copyOf(input);
        this.expected = expected;
        if (input.isEmpty()) {
            throw new IllegalArgumentException("laws need items to try but the input was empty");
        }
    }

    /**
     * The laws of a sink.
     *
     * @param make makes one, for one run
     * @param input what it is given, at least one item
     * @param expected its result then
     * @param <I> what it takes
     * @param <R> its result
     * @return the laws, to be narrowed down
     */
    public static <I, R extends @Nullable Object> SinkLaws<I, R> of(
            Supplier<Sink<I, R>> make, List<I> input, R expected) {
        return ofShape(source -> source.to(make.get()), input, expected);
    }

    /**
     * The laws of all that is behind a source, such as a {@link dev.weir.Graph}.
     *
     * @param make makes it, for one run
     * @param input what the source gives, at least one item
     * @param expected the result then
     * @param <I> what the source gives
     * @param <R> the result
     * @return the laws, to be narrowed down
     */
    public static <I, R extends @Nullable Object> SinkLaws<I, R> ofShape(
            Function<Source<I>, Pipeline<R>> make, List<I> input, R expected) {
        return new SinkLaws<>(make, input, expected);
    }

    /**
     * It opens something: however it ends, none of it may be open afterwards.
     *
     * @param left how many were opened and not closed, over all that were made
     * @return this
     */
    public SinkLaws<I, R> opening(IntSupplier left) {
        open = left;
        return this;
    }

    /**
     * What it does takes so long that it is tried in virtual time only.
     *
     * @return this
     */
    public SinkLaws<I, R> inVirtualTime() {
        where = Stand.Where.IN_VIRTUAL_TIME;
        return this;
    }

    /**
     * It calls a function: what that throws must end the flow, and if it blocks, a cancel must end it.
     *
     * @param name how the name of the stage that calls it begins, for a sink is named by its kind and a number
     * @param made makes the same sink, in which the function first does this with the item
     * @return this
     */
    public SinkLaws<I, R> calling(String name, Function<Action<Object>, Sink<I, R>> made) {
        stage = name;
        calling = made;
        return this;
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>(List.of(
                law("gives its result after a clean end", this::givesResult),
                law("gives none after a failure", this::givesNoneAfterFailure),
                law("gives none after a cancel", this::givesNoneAfterCancel),
                law("gives none after a cancel before it had an item", this::givesNoneAfterCancelWithoutItems),
                law("keeps still while paused", this::keepsStill),
                law("gives its result after a drain", this::isOverAfterDrain),
                law("ends without items", this::endsWithoutItems)));
        Function<Action<Object>, Sink<I, R>> made = calling;
        if (made != null) {
            IllegalStateException cause = new IllegalStateException("laws");
            laws.add(law(
                    "fails with its stage's name when its function throws",
                    stand -> tellsItsFunctionsFailure(made, cause, stand)));
            laws.add(new Law(
                    "is over after a cancel while its function blocks",
                    () -> Stand.everywhere(
                            Stand.Where.WHERE_CODE_MAY_BLOCK, stand -> isOverWhileItsFunctionBlocks(made, stand))));
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

    private Law law(String name, Stand.Trial trial) {
        return new Law(
                name,
                () -> Stand.everywhere(where, stand -> {
                    trial.run(stand);
                    assertThat(
                            open.getAsInt() == 0,
                            "what was opened must be closed once it is over but " + open.getAsInt() + " are open");
                }));
    }

    private Running<R> start(Source<I> source, Stand stand) {
        return stand.watch(
                shape.apply(source.buffer(stand.places)).on(stand.engine).start());
    }

    /** Endless items, one after the other: a sink need not hold back. */
    private static <I> Source<I> slowly(Fed<I> fed) {
        return fed.source().throttle(1, Duration.ofNanos(100_000));
    }

    private void givesResult(Stand stand) {
        Fed<I> fed = Fed.of(input);
        R result = stand.result(start(fed.source(), stand));
        assertThat(Objects.equals(result, expected), "its result must be " + expected + " but was " + result);
        fed.assertClosedOnce();
    }

    private void givesNoneAfterFailure(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Source<I> failing = Source.concat(Source.from(input), Source.<I>from(CompletableFuture.<I>failedFuture(cause)));
        RuntimeException told = stand.failure(start(failing, stand));
        assertThat(
                told instanceof FlowFailedException && Objects.equals(told.getCause(), cause),
                "it must fail with what failed before it but ended with " + told);
    }

    private void givesNoneAfterCancel(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        Running<R> run = start(slowly(fed), stand);
        stand.await("items are taken", () -> fed.taken() > 1 || run.ended());
        run.cancel("laws");
        assertCancelled(run, stand);
        fed.assertClosedOnce();
    }

    private void givesNoneAfterCancelWithoutItems(Stand stand) {
        Running<R> run = start(SourceProbe.<I>create().source(), stand);
        stand.settle();
        run.cancel("laws");
        assertCancelled(run, stand);
    }

    private static void assertCancelled(Running<?> run, Stand stand) {
        RuntimeException told = stand.failure(run);
        assertThat(told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
    }

    private void keepsStill(Stand stand) {
        Fed<I> fed = Fed.of(input);
        Running<R> run = start(fed.source(), stand);
        try (Pause pause = run.pause("laws")) {
            stand.settle();
            long before = run.pressure().taken();
            stand.aWhile(where);
            assertThat(
                    run.pressure().taken() == before,
                    "it must take nothing while " + pause.holder() + " pauses but took " + run.pressure());
        }
        R result = stand.result(run);
        assertThat(Objects.equals(result, expected), "its result must be " + expected + " but was " + result);
    }

    private void isOverAfterDrain(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        Running<R> run = start(slowly(fed), stand);
        stand.aWhile(Stand.Where.ON_ALL);
        assertThat(run.drain(Duration.ofSeconds(20)).complete(), "it must drain");
        R drained = stand.result(run);
        R same = stand.result(start(Source.from(fed.all()), stand));
        assertThat(
                Objects.equals(drained, same),
                "its result must be that of all it was given, " + same + ", but was " + drained);
        fed.assertClosedOnce();
    }

    private void endsWithoutItems(Stand stand) {
        var _ = stand.result(start(Source.from(List.of()), stand));
    }

    private void tellsItsFunctionsFailure(
            Function<Action<Object>, Sink<I, R>> made, RuntimeException cause, Stand stand) {
        Fed<I> fed = Fed.of(input);
        RuntimeException told = stand.failure(stand.watch(fed.source()
                .buffer(stand.places)
                .to(made.apply(Called.failing(cause).action()))
                .on(stand.engine)
                .start()));
        assertThat(
                told instanceof FlowFailedException failed
                        && failed.stage().startsWith(stage)
                        && Objects.equals(failed.getCause(), cause),
                "it must fail with a stage '" + stage + "...' and " + cause + " but ended with " + told);
        fed.assertClosedOnce();
    }

    private void isOverWhileItsFunctionBlocks(Function<Action<Object>, Sink<I, R>> made, Stand stand) {
        Called called = Called.blocking();
        Fed<I> fed = Fed.of(input);
        Running<R> run = stand.watch(fed.source()
                .buffer(stand.places)
                .to(made.apply(called.action()))
                .on(stand.engine)
                .start());
        stand.await("its function is called", () -> called.inside() > 0 || run.ended());
        run.cancel("laws");
        assertCancelled(run, stand);
        assertThat(called.inside() == 0, "no call may be under way after the end but there are " + called.inside());
        fed.assertClosedOnce();
    }
}
