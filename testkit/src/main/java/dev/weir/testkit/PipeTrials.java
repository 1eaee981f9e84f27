package dev.weir.testkit;

import static dev.weir.testkit.Given.assertThat;

import dev.weir.Attempt;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.OverflowException;
import dev.weir.Pause;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.testkit.PipeLaws.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The laws of a piece, each as something to try on a stand. */
final class PipeTrials<I, O> {
    private static final int INSIDE_HOLDS = 4096;

    private final Pipe<I, O> pipe;
    private final List<I> input;
    private final List<O> expected;
    private final Set<Trait> traits;
    private final Stand.Where where;

    PipeTrials(Pipe<I, O> pipe, List<I> input, List<O> expected, Set<Trait> traits) {
        this.pipe = pipe;
        this.input = input;
        this.expected = expected;
        this.traits = traits;
        this.where = is(Trait.VIRTUAL_TIME) ? Stand.Where.IN_VIRTUAL_TIME : Stand.Where.ON_ALL;
    }

    private boolean is(Trait trait) {
        return traits.contains(trait);
    }

    // ---- how it is put up

    private Source<O> piece(Source<I> source, Stand stand) {
        return source.buffer(stand.places).through(pipe).buffer(stand.places);
    }

    private <R extends @Nullable Object> Running<R> start(Source<I> source, Sink<O, R> sink, Stand stand) {
        return stand.watch(piece(source, stand).to(sink).on(stand.engine).start());
    }

    /** Endless items: what does not hold back, or needs time, is fed in steps, or would never be at rest. */
    private Source<I> endless(Fed<I> fed) {
        if (is(Trait.VIRTUAL_TIME)) {
            return fed.source().throttle(1, Duration.ofMillis(10));
        }
        return is(Trait.MAY_LOSE) ? fed.source().throttle(1, Duration.ofNanos(100_000)) : fed.source();
    }

    private void letMove(Stand stand) {
        if (is(Trait.MAY_LOSE) || is(Trait.VIRTUAL_TIME)) {
            stand.aWhile(where);
        } else {
            stand.settle();
        }
    }

    private Given<O> must(List<O> items) {
        return new Given<>(items, is(Trait.IN_ANY_ORDER), is(Trait.MAY_LOSE));
    }

    private static <I> Source<I> failing(RuntimeException cause) {
        return Source.<I>from(CompletableFuture.<I>failedFuture(cause));
    }

    /** How it ended; null if cleanly, or as a piece may that has overflown. */
    private @Nullable RuntimeException failure(Running<?> run, Stand stand) {
        RuntimeException told = stand.failure(run);
        return told != null && is(Trait.MAY_OVERFLOW) && told.getCause() instanceof OverflowException ? null : told;
    }

    // ---- the laws

    void gives(Stand stand) {
        Fed<I> fed = Fed.of(input);
        must(expected).assertAll(stand.result(start(fed.source(), Sink.toList(), stand)));
        fed.assertClosedOnce();
    }

    void givesTwice(Stand stand) {
        var pipeline = piece(Source.from(input), stand).to(Sink.toList()).on(stand.engine);
        Running<List<O>> one = stand.watch(pipeline.start());
        Running<List<O>> other = stand.watch(pipeline.start());
        must(expected).assertAll(stand.result(one));
        must(expected).assertAll(stand.result(other));
    }

    void givesInside(Stand stand) {
        Source<O> inside =
                Source.of(1).flatMap(INSIDE_HOLDS, n -> Source.from(input).through(pipe));
        must(expected)
                .assertAll(stand.result(stand.watch(inside.buffer(stand.places)
                        .to(Sink.toList())
                        .on(stand.engine)
                        .start())));
    }

    void endsWithoutItems(Stand stand) {
        List<O> given = stand.result(start(Source.from(List.of()), Sink.toList(), stand));
        assertThat(
                is(Trait.ADDS) || is(Trait.MAY_END_OTHERWISE) || given.isEmpty(),
                "it must give nothing when nothing comes but gave " + given);
    }

    void keepsStill(Stand stand) {
        Fed<I> fed = Fed.of(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        Running<List<O>> run = start(fed.source(), sink.sink(), stand);
        stand.settle();
        try (Pause pause = run.pause("laws")) {
            stand.settle();
            int before = sink.items().size();
            int taken = fed.taken();
            sink.makeRoom();
            stand.aWhile(where);
            assertThat(
                    sink.items().size() == before && fed.taken() == taken,
                    "nothing must be taken or arrive while " + pause.holder() + " pauses but there came "
                            + sink.items());
        }
        if (failure(run, stand) == null) {
            must(expected).assertAll(sink.items());
        }
    }

    /** Room comes for one, then for one more, then for all. */
    void goesOn(Stand stand) {
        Fed<I> fed = Fed.of(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        Running<List<O>> run = start(fed.source(), sink.sink(), stand);
        stand.settle();
        sink.makeRoom(1);
        stand.settle();
        assertThat(sink.items().size() <= 2, "two must come at most but there came " + sink.items());
        sink.makeRoom();
        if (failure(run, stand) == null) {
            must(expected).assertAll(sink.items());
        }
        fed.assertClosedOnce();
    }

    void tellsFailure(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        SinkProbe<O> sink = SinkProbe.open();
        Running<List<O>> run = start(Source.concat(Source.from(input), failing(cause)), sink.sink(), stand);
        RuntimeException told = stand.failure(run);
        boolean ended = is(Trait.MAY_END) && told == null;
        boolean toldCause = told instanceof FlowFailedException && Objects.equals(told.getCause(), cause);
        assertThat(
                toldCause || ended || is(Trait.MAY_END_OTHERWISE),
                "it must fail with what failed before it but ended with " + told);
        if (is(Trait.ADDS) || is(Trait.HALVES)) {
            must(expected).assertNoMore(sink.items());
        } else if (!is(Trait.MAY_END_OTHERWISE)) {
            must(expected).assertAllBut(1, sink.items());
        }
    }

    void endsEarly(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        SinkProbe<O> first = SinkProbe.open();
        Running<List<O>> run = stand.watch(piece(endless(fed), stand)
                .limit(1)
                .to(first.sink())
                .on(stand.engine)
                .start());
        RuntimeException told = failure(run, stand);
        int most = expected.isEmpty() ? 0 : 1;
        assertThat(
                told == null && (first.items().size() == most || is(Trait.MAY_OVERFLOW)),
                "one must come and no more but there came " + first.items() + ", and it ended with " + told);
        fed.assertClosedOnce();
    }

    void isOverAfterCancel(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        Running<List<O>> run = start(endless(fed), sink.sink(), stand);
        letMove(stand);
        boolean over = run.ended();
        run.cancel("laws");
        RuntimeException told = failure(run, stand);
        boolean endedBefore = over && (is(Trait.MAY_END) || is(Trait.MAY_OVERFLOW));
        assertThat(
                told instanceof FlowCancelledException || (told == null && (endedBefore || is(Trait.MAY_OVERFLOW))),
                "it must be cancelled but ended with " + told);
        Ending ending = sink.ending().orElse(null);
        assertThat(
                told == null
                        || ending instanceof Ending.Cancelled
                        || sink.items().isEmpty(),
                "the sink must be told of the cancel but was told " + ending);
        fed.assertClosedOnce();
    }

    /** What was taken before comes out as if no more had ever been there. */
    void isOverAfterDrain(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        Duration each = is(Trait.VIRTUAL_TIME) ? Duration.ofMillis(10) : Duration.ofNanos(100_000);
        SinkProbe<O> given = SinkProbe.open();
        Running<List<O>> run = start(fed.source().throttle(1, each), given.sink(), stand);
        stand.aWhile(where);
        boolean complete = run.drain(Duration.ofSeconds(20)).complete();
        RuntimeException told = failure(run, stand);
        assertThat(told == null && (complete || is(Trait.MAY_OVERFLOW)), "it must drain but ended with " + told);
        fed.assertClosedOnce();
        if (!is(Trait.ADDS) && !is(Trait.MAY_LOSE) && !is(Trait.VIRTUAL_TIME)) {
            SinkProbe<O> sink = SinkProbe.open();
            var _ = stand.failure(start(Source.from(fed.all()), sink.sink(), stand));
            must(sink.items()).assertAllBut(1, given.items());
        }
    }

    /** No more is taken than what the places hold, and what one result is made of. */
    void holdsBack(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        SinkProbe<O> sink = SinkProbe.withRoomFor(1);
        Pipeline<List<O>> pipeline = piece(endless(fed), stand).to(sink.sink()).on(stand.engine);
        long bound = pipeline.bound().items().orElse(Integer.MAX_VALUE);
        Running<List<O>> run = stand.watch(pipeline.start());
        letMove(stand);
        assertThat(run.pressure().held() <= bound, "it must hold at most " + bound + " but holds " + run.pressure());
        if (!expected.isEmpty()) {
            long each = Math.ceilDiv(input.size(), expected.size());
            long most = (bound + sink.items().size()) * each;
            assertThat(
                    fed.taken() <= most,
                    "it must take at most " + most + " when nobody takes its items but took " + fed.taken());
        }
        run.cancel("laws");
        var _ = stand.failure(run);
    }

    // ---- what owns something

    void letsGoAfterAnEnd(Stand stand) {
        Fed<I> fed = Fed.of(input);
        letsGo(fed, fed.source(), SinkProbe.open(), stand, run -> {});
    }

    void letsGoAfterAFailure(Stand stand) {
        Fed<I> fed = Fed.of(input);
        Source<I> source = Source.concat(fed.source(), failing(new IllegalStateException("laws")));
        letsGo(fed, source, SinkProbe.open(), stand, run -> {});
    }

    void letsGoAfterACancel(Stand stand) {
        Fed<I> fed = Fed.endlessly(input);
        letsGo(fed, endless(fed), SinkProbe.withRoomFor(1), stand, run -> {
            letMove(stand);
            run.cancel("laws");
        });
    }

    private void letsGo(Fed<I> fed, Source<I> source, SinkProbe<O> sink, Stand stand, Consumer<Running<?>> then) {
        Queue<Object> released = new ConcurrentLinkedQueue<>();
        Running<List<O>> run = start(source.releasing(input.getFirst().getClass(), released::add), sink.sink(), stand);
        then.accept(run);
        var _ = stand.failure(run);
        List<Object> given = new ArrayList<>();
        sink.items().forEach(item -> addParts(item, given));
        given.retainAll(input); // not what came from elsewhere
        List<Object> accounted = new ArrayList<>(given);
        released.stream().filter(input::contains).forEach(accounted::add);
        List<Object> left = new ArrayList<>(fed.all());
        assertThat(
                accounted.size() == left.size() && accounted.stream().allMatch(left::remove),
                "each item taken must be given or let go once, but taken were " + fed.all() + ", given " + given
                        + ", let go " + released);
    }

    private static void addParts(Object item, List<Object> to) {
        switch (item) {
            case List<?> list -> list.forEach(part -> addParts(part, to));
            case Attempt<?, ?> attempt -> addParts(attempt.item(), to);
            default -> to.add(item);
        }
    }

    // ---- its function

    void tellsItsFunctionsFailure(String stage, Throwable cause, Stand stand) {
        Fed<I> fed = Fed.of(input);
        SinkProbe<O> sink = SinkProbe.open();
        RuntimeException told = stand.failure(start(fed.source(), sink.sink(), stand));
        assertThat(
                told instanceof FlowFailedException failed
                        && failed.stage().equals(stage)
                        && Objects.equals(failed.getCause(), cause),
                "it must fail with '" + stage + "' and " + cause + " but ended with " + told);
        must(expected).assertNoMore(sink.items());
        fed.assertClosedOnce();
    }

    void isOverWhileItsFunctionBlocks(Called called, Stand stand) {
        Fed<I> fed = Fed.of(input);
        Running<List<O>> run = start(fed.source(), Sink.toList(), stand);
        stand.await("its function is called", () -> called.inside() > 0 || run.ended());
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
        assertThat(called.inside() == 0, "no call may be under way after the end but there are " + called.inside());
        fed.assertClosedOnce();
    }
}
