package dev.weir.testkit;

import static dev.weir.testkit.Given.assertThat;

import dev.weir.Capacity;
import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.LayerRoom;
import dev.weir.Pause;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.testkit.LayerLaws.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The laws of a layer, each as something to try on a stand. Above is the end on top of the layer, below that of its peer. */
final class LayerTrials<A, B> {
    /** More than all links of a stack hold, so that what is stuck is held back. */
    private static final int MANY = 150;

    private final LayerLaws.Stack<A, B> stack;
    private final List<A> up;
    private final List<B> down;
    private final Set<Trait> traits;
    private final int inHand;
    private final Stand.Where where;

    LayerTrials(LayerLaws.Stack<A, B> stack, List<A> up, List<B> down, Set<Trait> traits, int inHand) {
        this.stack = stack;
        this.up = up;
        this.down = down;
        this.traits = traits;
        this.inHand = inHand;
        this.where = is(Trait.VIRTUAL_TIME) ? Stand.Where.IN_VIRTUAL_TIME : Stand.Where.ON_ALL;
    }

    private boolean is(Trait trait) {
        return traits.contains(trait);
    }

    // ---- how it is put up

    /** Who says something at the one end, and who hears it at the other. */
    private record Way<T>(Source<T> said, Sink<T, ?> heard) {
        static <T> Way<T> of(Fed<T> fed, SinkProbe<T> heard) {
            return new Way<>(fed.source(), heard.sink());
        }
    }

    private Pipeline<?> pipeline(Way<A> upward, Way<B> downward, Stand stand) {
        Capacity each = Capacity.items(stand.places);
        Duplex<A, B> below = between(upward.said(), downward.heard(), stand);
        Duplex<B, A> above = between(downward.said(), upward.heard(), stand);
        LayerRoom room = LayerRoom.each(each).withControl(stand.places);
        return stack.over(below, room).join(above).links(each).on(stand.engine);
    }

    private static <I, O> Duplex<I, O> between(Source<I> said, Sink<O, ?> heard, Stand stand) {
        Pipe<O, O> places = items -> items.buffer(stand.places);
        return Duplex.of(said.buffer(stand.places), places.to(heard));
    }

    private Running<?> start(Way<A> upward, Way<B> downward, Stand stand) {
        return stand.watch(pipeline(upward, downward, stand).start());
    }

    private void letMove(Stand stand) {
        if (is(Trait.VIRTUAL_TIME)) {
            stand.aWhile(where);
        } else {
            stand.settle();
        }
    }

    private static void assertClean(@Nullable RuntimeException told) {
        assertThat(told == null, "it must end cleanly but ended with " + told);
    }

    private static <T> void assertDone(SinkProbe<T> heard) {
        Ending ending = heard.ending().orElse(null);
        assertThat(ending instanceof Ending.Done, "who hears must be told of the clean end but was told " + ending);
        assertThat(heard.endings() == 1, "who hears must be told once but was " + heard.endings() + " times");
    }

    // ---- data

    void passes(Stand stand) {
        Fed<A> fromBelow = Fed.of(up);
        Fed<B> fromAbove = Fed.of(down);
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        assertClean(stand.failure(start(Way.of(fromBelow, above), Way.of(fromAbove, below), stand)));
        assertAll(up, above);
        assertAll(down, below);
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    private <T> void assertAll(List<T> said, SinkProbe<T> heard) {
        assertDone(heard);
        if (is(Trait.ENDS_BOTH)) { // the end of the other direction may have come first
            Said.assertNoMore(said, heard.items());
        } else {
            Said.assertAll(said, heard.items());
        }
    }

    void passesTwice(Stand stand) {
        Pipeline<?> pipeline =
                pipeline(new Way<>(Source.from(up), Sink.toList()), new Way<>(Source.from(down), Sink.toList()), stand);
        Running<?> one = stand.watch(pipeline.start());
        Running<?> other = stand.watch(pipeline.start());
        assertClean(stand.failure(one));
        assertClean(stand.failure(other));
    }

    void endsWithoutItems(Stand stand) {
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Way<A> upward = new Way<>(Source.from(List.of()), above.sink());
        Way<B> downward = new Way<>(Source.from(List.of()), below.sink());
        assertClean(stand.failure(start(upward, downward, stand)));
        Said.assertAll(List.of(), above.items());
        Said.assertAll(List.of(), below.items());
    }

    void movesDownAlone(Stand stand) {
        SinkProbe<A> stuck = SinkProbe.withRoomFor(1);
        SinkProbe<B> heard = SinkProbe.open();
        List<A> much = Said.repeated(up, MANY);
        List<B> all = Said.repeated(down, MANY);
        Running<?> run = start(Way.of(Fed.of(much), stuck), Way.of(Fed.of(all), heard), stand);
        movesAlone(run, all, heard, much, stuck, stand);
    }

    void movesUpAlone(Stand stand) {
        SinkProbe<B> stuck = SinkProbe.withRoomFor(1);
        SinkProbe<A> heard = SinkProbe.open();
        List<B> much = Said.repeated(down, MANY);
        List<A> all = Said.repeated(up, MANY);
        Running<?> run = start(Way.of(Fed.of(all), heard), Way.of(Fed.of(much), stuck), stand);
        movesAlone(run, all, heard, much, stuck, stand);
    }

    private <T, U> void movesAlone(
            Running<?> run, List<T> all, SinkProbe<T> heard, List<U> much, SinkProbe<U> stuck, Stand stand) {
        if (!is(Trait.NEEDS_BOTH)) {
            stand.await(
                    "all is heard while the other direction is stuck",
                    () -> run.ended() || Said.size(heard.items()) >= Said.size(all));
            assertThat(stuck.items().size() <= 1, "one may be heard where it is stuck but was " + stuck.items());
        }
        stuck.makeRoom();
        assertClean(stand.failure(run));
        assertAll(all, heard);
        assertAll(much, stuck);
    }

    // ---- ends

    void endsDownAlone(Stand stand) {
        CompletableFuture<List<A>> later = new CompletableFuture<>();
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Running<?> run = start(new Way<>(later(later), above.sink()), Way.of(Fed.of(down), below), stand);
        endsAlone(run, down, below, () -> later.complete(up), up, above, stand);
    }

    void endsUpAlone(Stand stand) {
        CompletableFuture<List<B>> later = new CompletableFuture<>();
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Running<?> run = start(Way.of(Fed.of(up), above), new Way<>(later(later), below.sink()), stand);
        endsAlone(run, up, above, () -> later.complete(down), down, below, stand);
    }

    private static <T> Source<T> later(CompletableFuture<List<T>> items) {
        return Source.from(items).flatMap(Source::from);
    }

    private <T, U> void endsAlone(
            Running<?> run,
            List<T> first,
            SinkProbe<T> heardFirst,
            Runnable sayRest,
            List<U> rest,
            SinkProbe<U> heardRest,
            Stand stand) {
        if (is(Trait.NEEDS_BOTH)) {
            sayRest.run();
        }
        stand.await(
                "the end of one direction is heard",
                () -> run.ended() || heardFirst.ending().isPresent());
        Said.assertAll(first, heardFirst.items());
        if (is(Trait.ENDS_BOTH)) {
            assertClean(stand.failure(run));
            return;
        }
        boolean open = !run.ended() && heardRest.ending().isEmpty();
        assertThat(open || is(Trait.NEEDS_BOTH), "the other direction must stay open but is over: " + run);
        sayRest.run();
        assertClean(stand.failure(run));
        assertAll(first, heardFirst);
        assertAll(rest, heardRest);
    }

    // ---- failures and cancels

    private static <T> Source<T> failing(Fed<T> fed, RuntimeException cause) {
        return Source.concat(fed.source(), Source.from(CompletableFuture.<T>failedFuture(cause)));
    }

    void tellsFailureAbove(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Fed<A> other = Fed.endlessly(up);
        Fed<B> failing = Fed.of(down);
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Way<B> downward = new Way<>(failing(failing, cause), below.sink());
        tellsFailure(start(Way.of(other, above), downward, stand), cause, stand);
        assertFailed(up, above);
        assertFailed(down, below);
        other.assertClosedOnce();
    }

    void tellsFailureBelow(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Fed<A> failing = Fed.of(up);
        Fed<B> other = Fed.endlessly(down);
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Way<A> upward = new Way<>(failing(failing, cause), above.sink());
        tellsFailure(start(upward, Way.of(other, below), stand), cause, stand);
        assertFailed(up, above);
        assertFailed(down, below);
        other.assertClosedOnce();
    }

    private static <T> Sink<T, ?> breaking(RuntimeException cause) {
        return Sink.<T>forEach(item -> {
            throw cause;
        });
    }

    void tellsFailureOfHearerAbove(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Fed<A> fromBelow = Fed.endlessly(up);
        Fed<B> fromAbove = Fed.endlessly(down);
        SinkProbe<B> below = SinkProbe.open();
        Way<A> upward = new Way<>(fromBelow.source(), breaking(cause));
        tellsFailure(start(upward, Way.of(fromAbove, below), stand), cause, stand);
        assertFailed(down, below);
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    void tellsFailureOfHearerBelow(Stand stand) {
        IllegalStateException cause = new IllegalStateException("laws");
        Fed<A> fromBelow = Fed.endlessly(up);
        Fed<B> fromAbove = Fed.endlessly(down);
        SinkProbe<A> above = SinkProbe.open();
        Way<B> downward = new Way<>(fromAbove.source(), breaking(cause));
        tellsFailure(start(Way.of(fromBelow, above), downward, stand), cause, stand);
        assertFailed(up, above);
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    private static void tellsFailure(Running<?> run, Throwable cause, Stand stand) {
        RuntimeException told = stand.failure(run);
        assertThat(
                told instanceof FlowFailedException && Objects.equals(told.getCause(), cause),
                "it must fail with " + cause + " but ended with " + told);
    }

    /** Who hears must have heard nothing else, and be told of the failure, once. */
    private static <T> void assertFailed(List<T> said, SinkProbe<T> heard) {
        Said.assertNoMore(Said.repeated(said, Said.size(heard.items()) + said.size()), heard.items());
        Ending ending = heard.ending().orElse(null);
        assertThat(
                ending instanceof Ending.Failed || heard.items().isEmpty(),
                "who hears must be told of the failure but was told " + ending);
        assertThat(heard.endings() <= 1, "who hears must be told once but was " + heard.endings() + " times");
    }

    void isOverAfterCancel(Stand stand) {
        Fed<A> fromBelow = Fed.endlessly(up);
        Fed<B> fromAbove = Fed.endlessly(down);
        SinkProbe<A> above = SinkProbe.withRoomFor(1);
        SinkProbe<B> below = SinkProbe.withRoomFor(1);
        Running<?> run = start(Way.of(fromBelow, above), Way.of(fromAbove, below), stand);
        letMove(stand);
        run.cancel("laws");
        RuntimeException told = stand.failure(run);
        assertThat(told instanceof FlowCancelledException, "it must be cancelled but ended with " + told);
        assertCancelled(above);
        assertCancelled(below);
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    private static void assertCancelled(SinkProbe<?> heard) {
        Ending ending = heard.ending().orElse(null);
        assertThat(
                ending instanceof Ending.Cancelled || heard.items().isEmpty(),
                "who hears must be told of the cancel but was told " + ending);
    }

    // ---- enough

    private static <T> Sink<T, ?> one(SinkProbe<T> heard) {
        Pipe<T, T> limited = items -> items.limit(1);
        return limited.to(heard.sink());
    }

    void hasHeardEnoughAbove(Stand stand) {
        Fed<A> endless = Fed.endlessly(up);
        Fed<B> all = Fed.of(down);
        SinkProbe<A> enough = SinkProbe.open();
        SinkProbe<B> heard = SinkProbe.open();
        Way<A> upward = new Way<>(endless.source(), one(enough));
        assertClean(stand.failure(start(upward, Way.of(all, heard), stand)));
        hasHeardEnough(endless, enough, down, heard);
    }

    void hasHeardEnoughBelow(Stand stand) {
        Fed<A> all = Fed.of(up);
        Fed<B> endless = Fed.endlessly(down);
        SinkProbe<A> heard = SinkProbe.open();
        SinkProbe<B> enough = SinkProbe.open();
        Way<B> downward = new Way<>(endless.source(), one(enough));
        assertClean(stand.failure(start(Way.of(all, heard), downward, stand)));
        hasHeardEnough(endless, enough, up, heard);
    }

    private <T, U> void hasHeardEnough(Fed<T> endless, SinkProbe<T> enough, List<U> all, SinkProbe<U> heard) {
        assertThat(enough.items().size() <= 1, "one must be heard and no more but was " + enough.items());
        if (is(Trait.ENDS_BOTH)) {
            Said.assertNoMore(all, heard.items());
        } else {
            assertThat(enough.items().size() == 1, "one must be heard but was " + enough.items());
            assertAll(all, heard);
        }
        endless.assertClosedOnce();
    }

    void bothHaveHeardEnough(Stand stand) {
        Fed<A> fromBelow = Fed.endlessly(up);
        Fed<B> fromAbove = Fed.endlessly(down);
        Way<A> upward = new Way<>(fromBelow.source(), one(SinkProbe.open()));
        Way<B> downward = new Way<>(fromAbove.source(), one(SinkProbe.open()));
        assertClean(stand.failure(start(upward, downward, stand)));
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    // ---- holding back

    void holdsBack(Stand stand) {
        List<A> allUp = Said.repeated(up, MANY);
        List<B> allDown = Said.repeated(down, MANY);
        Fed<A> fromBelow = Fed.of(allUp);
        Fed<B> fromAbove = Fed.of(allDown);
        SinkProbe<A> above = SinkProbe.withRoomFor(1);
        SinkProbe<B> below = SinkProbe.withRoomFor(1);
        Pipeline<?> pipeline = pipeline(Way.of(fromBelow, above), Way.of(fromAbove, below), stand);
        long bound = pipeline.bound().items().orElse(Integer.MAX_VALUE);
        Running<?> run = stand.watch(pipeline.start());
        letMove(stand);
        long held = run.pressure().held();
        assertThat(held <= bound, "it must hold at most " + bound + " but holds " + run.pressure());
        long most = bound + above.items().size() + below.items().size() + inHand;
        long taken = (long) fromBelow.taken() + fromAbove.taken();
        assertThat(taken <= most, "it must take at most " + most + " when nobody takes its items but took " + taken);
        above.makeRoom();
        below.makeRoom();
        assertClean(stand.failure(run));
        assertAll(allUp, above);
        assertAll(allDown, below);
        fromBelow.assertClosedOnce();
        fromAbove.assertClosedOnce();
    }

    void keepsStill(Stand stand) {
        Fed<A> fromBelow = Fed.of(Said.repeated(up, MANY));
        Fed<B> fromAbove = Fed.of(Said.repeated(down, MANY));
        SinkProbe<A> above = SinkProbe.withRoomFor(1);
        SinkProbe<B> below = SinkProbe.withRoomFor(1);
        Running<?> run = start(Way.of(fromBelow, above), Way.of(fromAbove, below), stand);
        stand.settle();
        try (Pause pause = run.pause("laws")) {
            stand.settle();
            List<Integer> before = List.of(
                    fromBelow.taken(),
                    fromAbove.taken(),
                    above.items().size(),
                    below.items().size());
            above.makeRoom();
            below.makeRoom();
            stand.aWhile(where);
            List<Integer> after = List.of(
                    fromBelow.taken(),
                    fromAbove.taken(),
                    above.items().size(),
                    below.items().size());
            assertThat(
                    after.equals(before),
                    "nothing must be taken or arrive while " + pause.holder() + " pauses but " + before + " became "
                            + after);
        }
        assertClean(stand.failure(run));
        assertDone(above);
        assertDone(below);
    }

    /** What was said before is heard. */
    void isOverAfterDrain(Stand stand) {
        Fed<A> fromBelow = Fed.endlessly(up);
        Fed<B> fromAbove = Fed.endlessly(down);
        SinkProbe<A> above = SinkProbe.open();
        SinkProbe<B> below = SinkProbe.open();
        Duration each = is(Trait.VIRTUAL_TIME) ? Duration.ofMillis(10) : Duration.ofNanos(100_000);
        Way<A> upward = new Way<>(fromBelow.source().throttle(1, each), above.sink());
        Way<B> downward = new Way<>(fromAbove.source().throttle(1, each), below.sink());
        Running<?> run = start(upward, downward, stand);
        stand.aWhile(where);
        boolean complete = run.drain(Duration.ofSeconds(20)).complete();
        RuntimeException told = stand.failure(run);
        assertThat(complete && told == null, "it must drain but ended with " + told);
        assertDrained(fromBelow, above);
        assertDrained(fromAbove, below);
    }

    /** One may be in the hands of the throttle. */
    private <T> void assertDrained(Fed<T> fed, SinkProbe<T> heard) {
        fed.assertClosedOnce();
        List<T> said = fed.all();
        Said.assertNoMore(said, heard.items());
        if (!is(Trait.ENDS_BOTH) && !said.isEmpty()) {
            List<T> least = said.subList(0, said.size() - 1);
            assertThat(
                    Said.size(heard.items()) >= Said.size(least),
                    "what was said must be heard, " + said + ", but heard was " + heard.items());
        }
    }
}
