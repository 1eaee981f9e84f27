package dev.weir.testkit;

import static dev.weir.testkit.Given.assertThat;

import dev.weir.Action;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Pause;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a source must keep, tried on all engines with links of 1, 2 and 3 places behind it.
 *
 * @param <T> the items
 */
public final class SourceLaws<T> {
    private static final int INSIDE_HOLDS = 4096;

    private final Supplier<Source<T>> make;
    private final List<T> expected;
    private boolean anyOrder;
    private Stand.Where where = Stand.Where.ON_ALL;
    private IntSupplier open = () -> 0;
    private @Nullable Consumer<Running<?>> started;
    private String stage = "";
    private @Nullable Function<Action<Object>, Source<T>> calling;

    private SourceLaws(Supplier<Source<T>> make, List<T> expected) {
        this.make = make;
        this.expected = List.copyOf(expected);
    }

    /**
     * The laws of a source.
     *
     * @param make makes one, for one run
     * @param expected what it must give
     * @param <T> the items
     * @return the laws, to be narrowed down
     */
    public static <T> SourceLaws<T> of(Supplier<Source<T>> make, List<T> expected) {
        return new SourceLaws<>(make, expected);
    }

    /**
     * It promises no order.
     *
     * @return this
     */
    public SourceLaws<T> inAnyOrder() {
        anyOrder = true;
        return this;
    }

    /**
     * What it does takes so long that it is tried in virtual time only.
     *
     * @return this
     */
    public SourceLaws<T> inVirtualTime() {
        where = Stand.Where.IN_VIRTUAL_TIME;
        return this;
    }

    /**
     * It opens something: however it ends, none of it may be open afterwards.
     *
     * @param left how many were opened and not closed, over all that were made
     * @return this
     */
    public SourceLaws<T> opening(IntSupplier left) {
        open = left;
        return this;
    }

    /**
     * It needs something once it runs, such as items that are put into its entry. It is not tried inside of other sources then.
     *
     * @param done what is done with each run; must not wait
     * @return this
     */
    public SourceLaws<T> started(Consumer<Running<?>> done) {
        started = done;
        return this;
    }

    /**
     * It calls a function: what that throws must end the flow, and if it blocks, a cancel must end it.
     *
     * @param name the name of the stage that calls it
     * @param made makes the same source, in which the function first does this, with anything, for each item
     * @return this
     */
    public SourceLaws<T> calling(String name, Function<Action<Object>, Source<T>> made) {
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
                law("gives what it must", this::gives),
                law("waits for room", this::waitsForRoom),
                law("keeps still while paused", this::keepsStill),
                law("ends early when what follows has enough", this::endsEarly),
                law("is over after a cancel", this::isOverAfterCancel),
                law("is over after a drain", this::isOverAfterDrain)));
        if (started == null) {
            laws.add(law("gives the same inside of a flatMap", this::givesInside));
        }
        Function<Action<Object>, Source<T>> made = calling;
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

    private Pipeline<List<T>> into(Sink<T, List<T>> sink, Stand stand) {
        return make.get().buffer(stand.places).to(sink).on(stand.engine);
    }

    private Running<List<T>> start(Pipeline<List<T>> pipeline, Stand stand) {
        Running<List<T>> run = stand.watch(pipeline.start());
        if (started != null) {
            started.accept(run);
        }
        return run;
    }

    private Given<T> must() {
        return new Given<>(expected, anyOrder, false);
    }

    private void gives(Stand stand) {
        must().assertAll(stand.result(start(into(Sink.toList(), stand), stand)));
    }

    private void givesInside(Stand stand) {
        Source<T> inside = Source.of(1).flatMap(INSIDE_HOLDS, n -> make.get());
        must().assertAll(stand.result(stand.watch(
                inside.buffer(stand.places).to(Sink.toList()).on(stand.engine).start())));
    }

    private void waitsForRoom(Stand stand) {
        SinkProbe<T> sink = SinkProbe.withRoomFor(1);
        Pipeline<List<T>> pipeline = into(sink.sink(), stand);
        Running<List<T>> run = start(pipeline, stand);
        stand.settle();
        assertThat(sink.items().size() <= 1, "it must wait for room but gave " + sink.items());
        long most = pipeline.bound().items().orElse(Long.MAX_VALUE);
        assertThat(run.pressure().held() <= most, "it must hold at most " + most + " but holds " + run.pressure());
        sink.makeRoom(1);
        stand.settle();
        assertThat(sink.items().size() <= 2, "two must come at most but there came " + sink.items());
        sink.makeRoom();
        must().assertAll(stand.result(run));
    }

    private void keepsStill(Stand stand) {
        SinkProbe<T> sink = SinkProbe.withRoomFor(1);
        Running<List<T>> run = start(into(sink.sink(), stand), stand);
        stand.settle();
        try (Pause pause = run.pause("laws")) {
            stand.settle();
            int before = sink.items().size();
            sink.makeRoom();
            stand.aWhile(where);
            assertThat(
                    sink.items().size() == before,
                    "nothing must arrive while " + pause.holder() + " pauses but there came " + sink.items());
        }
        must().assertAll(stand.result(run));
    }

    private void endsEarly(Stand stand) {
        List<T> first = stand.result(start(make.get().limit(1).to(Sink.toList()).on(stand.engine), stand));
        assertThat(first.size() == Math.min(1, expected.size()), "one must come and no more but there came " + first);
    }

    private void isOverAfterCancel(Stand stand) {
        Running<List<T>> run = start(into(SinkProbe.<T>withRoomFor(1).sink(), stand), stand);
        stand.settle();
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        boolean mayEnd = expected.size() < 2; // otherwise the sink had no room for all
        assertThat(
                told instanceof FlowCancelledException || (told == null && mayEnd),
                "it must be cancelled but ended with " + told);
    }

    private void isOverAfterDrain(Stand stand) {
        Duration each = where == Stand.Where.IN_VIRTUAL_TIME ? Duration.ofMillis(10) : Duration.ofNanos(100_000);
        Pipe<T, T> slowly = source -> source.throttle(1, each);
        Running<List<T>> run = start(into(slowly.to(Sink.toList()), stand), stand);
        stand.aWhile(where);
        assertThat(run.drain(Duration.ofSeconds(20)).complete(), "it must drain");
        must().assertNoMore(stand.result(run));
    }

    private void tellsItsFunctionsFailure(
            Function<Action<Object>, Source<T>> made, RuntimeException cause, Stand stand) {
        SinkProbe<T> sink = SinkProbe.open();
        RuntimeException told =
                stand.failure(stand.watch(made.apply(Called.failing(cause).action())
                        .buffer(stand.places)
                        .to(sink.sink())
                        .on(stand.engine)
                        .start()));
        assertThat(
                told instanceof FlowFailedException failed
                        && failed.stage().equals(stage)
                        && Objects.equals(failed.getCause(), cause),
                "it must fail with '" + stage + "' and " + cause + " but ended with " + told);
        must().assertNoMore(sink.items());
    }

    private void isOverWhileItsFunctionBlocks(Function<Action<Object>, Source<T>> made, Stand stand) {
        Called called = Called.blocking();
        Running<List<T>> run = stand.watch(made.apply(called.action())
                .buffer(stand.places)
                .to(Sink.toList())
                .on(stand.engine)
                .start());
        stand.await("its function is called", () -> called.inside() > 0 || run.ended());
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
        assertThat(called.inside() == 0, "no call may be under way after the end but there are " + called.inside());
    }
}
