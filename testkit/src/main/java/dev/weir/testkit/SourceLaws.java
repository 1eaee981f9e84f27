package dev.weir.testkit;

import dev.weir.FlowCancelledException;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a source must keep, tried on all engines with links of 1, 2 and 3 places behind it.
 *
 * @param <T> the items
 */
public final class SourceLaws<T> {
    private static final int SEEDS = 3;

    private final Supplier<Source<T>> make;
    private final List<T> expected;
    private boolean anyOrder;
    private boolean virtualTime;

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
        virtualTime = true;
        return this;
    }

    /**
     * All laws.
     *
     * @return each with a name
     */
    public List<Law> laws() {
        return List.of(
                law("gives what it must", this::gives),
                law("waits for room", this::waitsForRoom),
                law("ends early when what follows has enough", this::endsEarly),
                law("is over after a cancel", this::isOverAfterCancel),
                law("is over after a drain", this::isOverAfterDrain));
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
        return new Law(name, () -> Stand.everywhere(SEEDS, virtualTime, trial));
    }

    private void gives(Stand stand) {
        assertGiven(stand.result(stand.watch(make.get()
                .buffer(stand.places)
                .to(Sink.toList())
                .on(stand.engine)
                .start())));
    }

    private void waitsForRoom(Stand stand) {
        SinkProbe<T> sink = SinkProbe.withRoomFor(1);
        Pipeline<List<T>> pipeline =
                make.get().buffer(stand.places).to(sink.sink()).on(stand.engine);
        Running<List<T>> run = stand.watch(pipeline.start());
        stand.settle();
        assertThat(sink.items().size() <= 1, "it must wait for room but gave " + sink.items());
        sink.makeRoom();
        assertGiven(stand.result(run));
    }

    private void endsEarly(Stand stand) {
        List<T> first = stand.result(stand.watch(
                make.get().limit(1).to(Sink.toList()).on(stand.engine).start()));
        assertThat(first.size() == Math.min(1, expected.size()), "one must come and no more but there came " + first);
    }

    private void isOverAfterCancel(Stand stand) {
        Running<List<T>> run = stand.watch(make.get()
                .buffer(stand.places)
                .to(SinkProbe.<T>withRoomFor(1).sink())
                .on(stand.engine)
                .start());
        stand.settle();
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(
                told == null || told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
    }

    private void isOverAfterDrain(Stand stand) {
        Running<Long> run = stand.watch(make.get()
                .buffer(stand.places)
                .to(Sink.count())
                .on(stand.engine)
                .start());
        assertThat(run.drain(Duration.ofSeconds(20)).complete(), "it must drain");
    }

    private void assertGiven(List<T> given) {
        boolean same = anyOrder
                ? given.size() == expected.size() && new HashSet<>(given).equals(new HashSet<>(expected))
                : given.equals(expected);
        assertThat(same, "it must give " + expected + " but gave " + new ArrayList<>(given));
    }

    private static void assertThat(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
