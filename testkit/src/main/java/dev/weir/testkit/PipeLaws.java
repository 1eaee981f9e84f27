package dev.weir.testkit;

import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Pause;
import dev.weir.Pipe;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What a piece of a flow must keep: that it gives what it must on each engine, tells endings as they are, holds no more than it
 * declares, and leaves nothing. Each law is tried on all engines, with links of 1, 2 and 3 places around the piece.
 *
 * @param <I> what it takes
 * @param <O> what it gives
 */
public final class PipeLaws<I, O> {
    private static final int SEEDS = 3;

    /** What is said of the piece. */
    private enum Trait {
        IN_ANY_ORDER,
        MAY_LOSE,
        MAY_END,
        MAY_END_OTHERWISE,
        VIRTUAL_TIME
    }

    private final Pipe<I, O> pipe;
    private final List<I> input;
    private final List<O> expected;
    private final Set<Trait> traits = new HashSet<>();

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
     * What it does takes so long that it is tried in virtual time only.
     *
     * @return this
     */
    public PipeLaws<I, O> inVirtualTime() {
        return with(Trait.VIRTUAL_TIME);
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>(List.of(
                law("gives what it must", this::gives),
                law("gives the same in two runs at once", this::givesTwice),
                law("gives the same inside of a flatMap", this::givesInside),
                law("ends without items", this::endsWithoutItems),
                law("keeps still while paused", this::keepsStill),
                law("tells a failure before it", this::tellsFailure),
                law("ends early when what follows has enough", this::endsEarly),
                law("is over after a cancel", this::isOverAfterCancel),
                law("is over after a drain", this::isOverAfterDrain)));
        if (!traits.contains(Trait.MAY_LOSE)) {
            laws.add(law("holds back what is before it", this::holdsBack));
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
        return new Law(name, () -> Stand.everywhere(SEEDS, traits.contains(Trait.VIRTUAL_TIME), trial));
    }

    private Source<O> piece(Source<I> source, Stand stand) {
        return source.buffer(stand.places).through(pipe).buffer(stand.places);
    }

    private Running<List<O>> start(Source<I> source, Stand stand) {
        return stand.watch(
                piece(source, stand).to(Sink.toList()).on(stand.engine).start());
    }

    private void gives(Stand stand) {
        Fed<I> fed = Fed.of(input);
        assertGiven(stand.result(start(fed.source(), stand)));
        fed.assertClosedOnce();
    }

    private void givesTwice(Stand stand) {
        var pipeline = piece(Source.from(input), stand).to(Sink.toList()).on(stand.engine);
        Running<List<O>> one = stand.watch(pipeline.start());
        Running<List<O>> other = stand.watch(pipeline.start());
        assertGiven(stand.result(one));
        assertGiven(stand.result(other));
    }

    private void givesInside(Stand stand) {
        Source<O> inside = Source.of(1).flatMap(n -> Source.from(input).through(pipe));
        assertGiven(stand.result(stand.watch(
                inside.buffer(stand.places).to(Sink.toList()).on(stand.engine).start())));
    }

    private void endsWithoutItems(Stand stand) {
        var _ = stand.result(start(Source.from(List.of()), stand));
    }

    private void keepsStill(Stand stand) {
        Fed<I> fed = Fed.of(input);
        SinkProbe<O> sink = SinkProbe.open();
        Running<List<O>> run = stand.watch(
                piece(fed.source(), stand).to(sink.sink()).on(stand.engine).start());
        try (Pause pause = run.pause("laws")) {
            stand.settle();
            int before = sink.items().size();
            stand.settle();
            assertThat(sink.items().size() == before, "nothing must arrive while " + pause.holder() + " pauses");
        }
        assertGiven(stand.result(run));
    }

    private void tellsFailure(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Source<I> failing = Source.concat(Source.from(input), failing(cause));
        RuntimeException told = stand.failure(start(failing, stand));
        boolean ended = traits.contains(Trait.MAY_END) && told == null;
        boolean toldCause = told instanceof FlowFailedException && Objects.equals(told.getCause(), cause);
        assertThat(
                toldCause || ended || traits.contains(Trait.MAY_END_OTHERWISE),
                "it must fail with what failed before it but ended with " + told);
    }

    private static <I> Source<I> failing(RuntimeException cause) {
        return Source.<I>from(CompletableFuture.<I>failedFuture(cause));
    }

    private void endsEarly(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        List<O> first = stand.result(stand.watch(piece(fed.source(), stand)
                .limit(1)
                .to(Sink.toList())
                .on(stand.engine)
                .start()));
        assertThat(first.size() == (expected.isEmpty() ? 0 : 1), "one must come and no more but there came " + first);
        fed.assertClosedOnce();
    }

    private void isOverAfterCancel(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        Running<List<O>> run = stand.watch(
                piece(fed.source(), stand).to(sink.sink()).on(stand.engine).start());
        stand.settle();
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(
                told instanceof FlowCancelledException || (told == null && traits.contains(Trait.MAY_END)),
                "it must be cancelled but ended with " + told);
        assertThat(
                fed.taken() == 0
                        || told == null
                        || sink.ending().isPresent()
                        || sink.items().isEmpty(),
                "the sink must be told");
        fed.assertClosedOnce();
    }

    private void isOverAfterDrain(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        Running<Long> run = stand.watch(piece(fed.source().throttle(1, Duration.ofNanos(100_000)), stand)
                .to(Sink.count())
                .on(stand.engine)
                .start());
        stand.aWhile();
        assertThat(run.drain(Duration.ofSeconds(20)).complete(), "it must drain");
        fed.assertClosedOnce();
    }

    private void holdsBack(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        var pipeline = piece(fed.source(), stand).to(sink.sink()).on(stand.engine);
        OptionalLong bound = pipeline.bound().items();
        Running<List<O>> run = stand.watch(pipeline.start());
        stand.settle();
        long most = bound.orElse(Long.MAX_VALUE / 2);
        assertThat(run.pressure().held() <= most, "it must hold at most " + most + " but holds " + run.pressure());
        run.cancel("laws");
        var _ = stand.failure(run);
    }

    private void assertGiven(List<O> given) {
        if (traits.contains(Trait.MAY_LOSE)) {
            List<O> left = new ArrayList<>(expected);
            given.forEach(item ->
                    assertThat(left.remove(item), "it must give no more than " + expected + " but gave " + given));
        } else if (traits.contains(Trait.IN_ANY_ORDER)) {
            List<O> left = new ArrayList<>(expected);
            boolean all = given.stream().allMatch(left::remove);
            assertThat(all && left.isEmpty(), "it must give " + expected + " in some order but gave " + given);
        } else {
            assertThat(given.equals(expected), "it must give " + expected + " but gave " + given);
        }
    }

    private static void assertThat(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
