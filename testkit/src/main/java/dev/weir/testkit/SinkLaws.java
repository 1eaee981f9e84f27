package dev.weir.testkit;

import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
    private static final int SEEDS = 3;

    private final Supplier<Sink<I, R>> make;
    private final List<I> input;
    private final R expected;

    private SinkLaws(Supplier<Sink<I, R>> make, List<I> input, R expected) {
        this.make = make;
        this.input = List.copyOf(input);
        this.expected = expected;
    }

    /**
     * The laws of a sink.
     *
     * @param make makes one, for one run
     * @param input what it is given
     * @param expected its result then
     * @param <I> what it takes
     * @param <R> its result
     * @return the laws
     */
    public static <I, R extends @Nullable Object> SinkLaws<I, R> of(
            Supplier<Sink<I, R>> make, List<I> input, R expected) {
        return new SinkLaws<>(make, input, expected);
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        return List.of(
                law("gives its result after a clean end", this::givesResult),
                law("gives none after a failure", this::givesNoneAfterFailure),
                law("gives none after a cancel", this::givesNoneAfterCancel),
                law("ends without items", this::endsWithoutItems));
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

    private static Law law(String name, Stand.Trial trial) {
        return new Law(name, () -> Stand.everywhere(SEEDS, false, trial));
    }

    private Running<R> start(Source<I> source, Stand stand) {
        return stand.watch(
                source.buffer(stand.places).to(make.get()).on(stand.engine).start());
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
        SourceProbe<I> probe = SourceProbe.create();
        Running<R> run = start(probe.source(), stand);
        stand.settle();
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
    }

    private void endsWithoutItems(Stand stand) {
        var _ = stand.result(start(Source.from(List.of()), stand));
    }

    private static void assertThat(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
