package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two directions with something in between that concerns both. */
@Timeout(20)
class LayerTest {
    private final ManualEngine engine = new ManualEngine();

    private static <T> Sink<T, ?> into(List<T> list) {
        return Sink.forEach(list::add);
    }

    private static <T> List<T> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void layer_withOneDirectionStuck_movesTheOther() { // T67, T68
        Flows.Gate<Long> client = new Flows.Gate<>();
        Flows.Gate<Long> server = new Flows.Gate<>();
        Flows.Counted fromServer = new Flows.Counted();
        Duplex<Long, Long> below = Duplex.of(fromServer.source(1_000), server.sink());
        Duplex<Long, Long> above = Duplex.of(Source.range(0, 100), client.sink());
        Running<?> run = below.through(Layers.<Long, Long>passing("b"))
                .join(above)
                .on(engine)
                .start();
        engine.runAll();
        assertThat(client.items).hasSize(1);
        assertThat(server.items).hasSize(1);
        server.open();
        engine.runAll();
        assertThat(server.items).as("the other direction is stuck").isEqualTo(longs(0, 100));
        assertThat(client.items).hasSize(1);
        assertThat(fromServer.pulled.get()).as("two links, and what is in hand").isLessThanOrEqualTo(4 + 4 + 2);
        client.open();
        engine.runAll();
        result(run);
        assertThat(client.items).isEqualTo(longs(0, 1_000));
        assertQuiet(run);
    }

    @Test
    void halfClose_ofOneSide_isHeardAfterTheDataAndTheLateReplyComes() { // T69
        CompletableFuture<String> closed = new CompletableFuture<>();
        List<String> heardByC = list();
        List<String> heardByA = list();
        Source<String> late = Source.from(closed);
        Duplex<String, String> a = Duplex.of(Source.of("one", "two"), into(heardByA));
        Sink<String, ?> c = Sink.<String, String>reduce("", (all, next) -> {
            heardByC.add(next);
            return all + next;
        });
        Duplex<String, String> toC = Duplex.of(late, c);
        Running<?> run =
                a.through(Layers.<String, String>passing("b")).join(toC).start();
        Flows.awaitThat("C has heard all", () -> heardByC.size() == 2);
        assertThat(run.result()).isNotDone();
        closed.complete("reply");
        result(run);
        assertThat(heardByA).containsExactly("reply");
        assertQuiet(run);
    }

    @Test
    void pings_whileTheWayBackIsFull_areAnsweredWithinTheBoundAndThenNotRead() { // T72
        Flows.Gate<String> back = new Flows.Gate<>();
        Flows.Counted pings = new Flows.Counted();
        CompletableFuture<String> word = new CompletableFuture<>();
        Duplex<String, String> wire = Duplex.of(pings.source(1_000).map(n -> "ping"), back.sink());
        LayerRoom room = LayerRoom.each(Capacity.items(1)).withControl(3);
        Running<?> run = wire.through(Layers.answeringPings(room))
                .join(Duplex.of(Source.from(word), Sink.forEach(line -> {})))
                .on(engine)
                .start();
        engine.runAll();
        assertThat(back.items).hasSize(1);
        assertThat(pings.pulled.get())
                .as("in hand, link, lane, link, in hand")
                .isLessThanOrEqualTo(1 + 1 + 3 + 1 + 1 + 1);
        back.open();
        engine.runAll();
        assertThat(back.items).hasSize(1_000).containsOnly("pong");
        word.complete("bye");
        engine.runAll();
        result(run);
        assertQuiet(run);
    }

    @Test
    void pings_whileBulkFromAboveWaits_areAnsweredBeforeIt() { // T72, P53
        Flows.Gate<String> back = new Flows.Gate<>();
        Source<String> bulk = Source.range(0, 100).map(n -> "bulk");
        CompletableFuture<String> ping = new CompletableFuture<>();
        Duplex<String, String> wire = Duplex.of(Source.from(ping), back.sink());
        Running<?> run = wire.through(Layers.answeringPings(LayerRoom.each(Capacity.items(1))))
                .join(Duplex.of(bulk, Sink.forEach(line -> {})))
                .on(engine)
                .start();
        engine.runAll();
        ping.complete("ping");
        engine.runAll();
        back.open();
        engine.runAll();
        result(run);
        assertThat(back.items.indexOf("pong"))
                .as("behind what was sent down before")
                .isLessThanOrEqualTo(3);
        assertThat(back.items).hasSize(101);
    }

    @Test
    @Tag("blocks")
    void oneSide_thatBreaks_endsBothWithTheReasonAndFreesTheLayerOnce() { // T74
        List<Ending> closed = list();
        Source<String> c = Source.generate(out -> {
            out.emit("hello");
            throw new IllegalStateException("C has died");
        });
        LogicLayer<String, String, String, String> layer =
                Layer.stateful("b", LayerRoom.DEFAULT, () -> new LayerLogic<>() {
                    @Override
                    public boolean step(Sides<String, String, String, String> sides) {
                        boolean up = Sides.move(sides.below(), sides.up());
                        return Sides.move(sides.above(), sides.down()) || up;
                    }

                    @Override
                    public void close(Ending how) {
                        closed.add(how);
                    }
                });
        List<String> heard = list();
        Source<String> fromA = Source.range(0, Long.MAX_VALUE).map(n -> "more");
        Running<?> run = Duplex.of(c, Sink.<String>forEach(line -> {}))
                .through(layer)
                .join(Duplex.of(fromA, into(heard)))
                .start();
        assertThat(failure(run)).hasRootCauseMessage("C has died");
        assertThat(closed).singleElement().isInstanceOf(Ending.Failed.class);
        assertThat(heard).containsExactly("hello");
        assertQuiet(run);
    }

    /** Else what was decided because there was none would be done to the one that comes meanwhile. */
    @Test
    @Tag("blocks")
    void side_thatIsEmpty_isSoForTheRestOfTheStep() {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch came = new CountDownLatch(1);
        Source<String> late = Source.generate(out -> {
            looked.await();
            out.emit("late");
            came.countDown();
        });
        List<String> seen = list();
        List<String> heard = list();
        LogicLayer<String, String, String, String> layer = Layer.stateful("b", LayerRoom.DEFAULT, () -> sides -> {
            if (looked.getCount() > 0 && !sides.below().ready()) {
                looked.countDown();
                boolean there = came.await(200, TimeUnit.MILLISECONDS);
                seen.add(there + " " + sides.below().ready());
            }
            boolean up = Sides.move(sides.below(), sides.up());
            return Sides.move(sides.above(), sides.down()) || up;
        });
        result(Duplex.of(late, Sink.<String>forEach(line -> {}))
                .through(layer)
                .join(Duplex.of(Source.from(List.<String>of()), into(heard)))
                .start());
        assertThat(seen).singleElement().asString().endsWith(" false");
        assertThat(heard).containsExactly("late");
    }

    /** Else it would be told above as a clean end, and the other direction would go on. */
    @Test
    @Tag("blocks")
    void side_thatFailsInTheMiddleOfAStep_hasNotEnded() {
        CountDownLatch looked = new CountDownLatch(1);
        Source<String> failing = Source.generate(out -> {
            looked.await();
            throw new IllegalStateException("broken");
        });
        List<Boolean> ended = list();
        LogicLayer<String, String, String, String> layer = Layer.stateful("b", LayerRoom.DEFAULT, () -> sides -> {
            looked.countDown();
            for (int i = 0; i < 200 && ended.isEmpty() && !sides.below().ended(); i++) {
                assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
            ended.add(sides.below().ended());
            boolean up = Sides.move(sides.below(), sides.up());
            return Sides.move(sides.above(), sides.down()) || up;
        });
        CompletableFuture<String> never = new CompletableFuture<>();
        Running<?> run = Duplex.of(failing, Sink.<String>forEach(line -> {}))
                .through(layer)
                .join(Duplex.of(Source.from(never), Sink.<String>forEach(line -> {})))
                .start();
        assertThat(failure(run)).hasRootCauseMessage("broken");
        assertThat(ended).containsOnly(false);
    }

    /** What it has to say when all has ended is said, whenever that is seen and whenever there is room. */
    @Test
    void layer_withALastWord_saysItInEachRun() {
        LogicLayer<String, String, String, String> layer =
                Layer.stateful("b", LayerRoom.each(Capacity.items(1)), () -> new LayerLogic<>() {
                    private int words = 3;

                    @Override
                    public boolean step(Sides<String, String, String, String> sides) {
                        boolean up = Sides.move(sides.below(), sides.up());
                        if (!sides.down().room()) {
                            return up;
                        }
                        if (sides.above().ready()) {
                            sides.down().put(sides.above().take());
                            return true;
                        }
                        boolean last = sides.above().ended() && words > 0;
                        if (last) {
                            sides.down().put("bye " + words--);
                        }
                        return up || last;
                    }
                });
        for (int i = 0; i < 300; i++) {
            List<String> said = list();
            result(Duplex.of(Source.of("a", "b"), into(said))
                    .through(layer)
                    .answer(heard -> heard)
                    .start());
            assertThat(said).containsExactly("a", "b", "bye 3", "bye 2", "bye 1");
        }
    }

    @Test
    void layer_thatFailsWhenAllItSaidIsOut_failsTheRun() {
        LogicLayer<String, String, String, String> layer = Layer.stateful("b", LayerRoom.DEFAULT, () -> sides -> {
            if (sides.below().ended()) {
                throw new IllegalStateException("it was not well");
            }
            boolean more = sides.below().ready() && sides.down().room();
            if (more) {
                sides.below().take();
                sides.down().put("bye");
                sides.down().end();
            }
            return more;
        });
        List<String> said = list();
        Running<?> run = Duplex.of(Source.of("x"), into(said))
                .through(layer)
                .answer(heard -> heard)
                .start();
        assertThat(failure(run)).hasRootCauseMessage("it was not well");
    }

    @Test
    void drain_ofWhatComesFromBelow_isSeenAsOne() {
        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        LogicLayer<String, String, String, String> layer = Layer.stateful("b", LayerRoom.DEFAULT, () -> sides -> {
            if (sides.below().ended()) {
                drained.complete(sides.below().drained());
            }
            boolean up = Sides.move(sides.below(), sides.up());
            return Sides.move(sides.above(), sides.down()) || up;
        });
        Running<?> run = Duplex.of(Source.from(new CompletableFuture<String>()), Sink.<String>forEach(line -> {}))
                .through(layer)
                .answer(heard -> heard)
                .start();
        assertThat(run.drain(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void layer_whoseLogicFails_endsBoth() {
        LogicLayer<String, String, String, String> layer = Layer.stateful("b", LayerRoom.DEFAULT, () -> sides -> {
            throw new IllegalStateException("no such state");
        });
        Running<?> run = Duplex.of(Source.of("x"), Sink.<String>forEach(line -> {}))
                .through(layer)
                .join(Duplex.of(Source.range(0, Long.MAX_VALUE).map(n -> "more"), Sink.forEach(line -> {})))
                .start();
        assertThat(failure(run)).hasRootCauseMessage("no such state");
    }

    @Test
    void answer_thatWantsNoMore_closesItsDirection() {
        List<Long> said = list();
        Duplex<Long, Long> below = Duplex.of(Source.range(0, Long.MAX_VALUE), into(said));
        Running<?> run = below.through(Layers.<Long, Long>passing("b"))
                .answer(asked -> asked.limit(5))
                .start();
        result(run);
        assertThat(said).isEqualTo(longs(0, 5));
        assertQuiet(run);
    }

    @Test
    void otherSide_thatWantsNoMore_stopsWhatIsSaid() {
        Duplex<String, Long> below = Duplex.of(Source.of("only"), Sink.behind(in -> in.limit(3), Sink.<Long>count()));
        List<String> heard = list();
        Running<?> run = below.through(Layers.<String, Long>passing("b"))
                .join(Duplex.of(Source.range(0, Long.MAX_VALUE), into(heard)))
                .start();
        result(run);
        assertThat(heard).containsExactly("only");
        assertQuiet(run);
    }

    @Test
    void stackOfFour_withItsTopBlocked_holdsWhatItDeclares() { // T75
        Flows.Gate<Long> top = new Flows.Gate<>();
        Flows.Counted bottom = new Flows.Counted();
        Duplex<Long, Long> stack = Duplex.of(bottom.source(10_000), Sink.<Long>forEach(n -> {}));
        LayerRoom bytes = LayerRoom.each(Capacity.items(1_000).weighing(64, 8, n -> 8));
        for (String name : List.of("tcp", "tls", "frames", "messages")) {
            stack = stack.through(Layers.<Long, Long>passing(name).room(bytes));
        }
        Pipeline<?> pipeline = stack.join(Duplex.of(Source.<Long>of(), top.sink()));
        Running<?> run = pipeline.on(engine).start();
        engine.runAll();
        long held =
                run.pressure().links().stream().mapToLong(LinkPressure::weight).sum();
        long declared = 4 * 2 * 64; // each layer, on the way up: below and up
        assertThat(held).isEqualTo(declared);
        assertThat(bottom.pulled.get() * 8L).isBetween(declared, declared + 2 * 8);
        assertThat(pipeline.bound().weight().getAsLong()).as("both ways").isGreaterThanOrEqualTo(2 * declared);
        top.open();
        engine.runAll();
        result(run);
        assertThat(top.items).isEqualTo(longs(0, 10_000));
    }

    @Test
    void stack_ofALayerAndItsReverse_changesNothing() {
        LogicLayer<byte[], byte[], byte[], byte[]> shift = Layers.shifting(3);
        Layer<byte[], byte[], byte[], byte[]> both = shift.reversed().atop(shift);
        List<String> said = list();
        Duplex<byte[], byte[]> below = Duplex.of(
                Source.of("hello".getBytes(UTF_8)), Sink.<byte[]>forEach(bytes -> said.add(new String(bytes, UTF_8))));
        result(below.through(both).answer(asked -> asked).start());
        assertThat(said).containsExactly("hello");
    }

    @Test
    void reversed_ofStatelessLayers_turnsThemUpsideDown() {
        Layer<String, String, Integer, Integer> numbers =
                Layer.of(down -> down.map(String::valueOf), up -> up.map(Integer::parseInt));
        List<Integer> said = list();
        Duplex<Integer, Integer> below = Duplex.of(Source.of(1, 2), into(said));
        result(below.through(numbers.reversed().atop(Layers.<Integer, Integer>passing("b")))
                .answer(lines -> lines.map(line -> line + "0"))
                .start());
        assertThat(said).containsExactly(10, 20);
    }

    @Test
    @Tag("blocks")
    void frames_atopAndReversed_areReadAsTheyWereWritten() {
        List<byte[]> said = list();
        Duplex<byte[], byte[]> below = Duplex.of(Source.of("a\nb".getBytes(UTF_8), "c\nd".getBytes(UTF_8)), into(said));
        result(below.through(Layers.lines())
                .answer(lines -> lines.map(String::toUpperCase))
                .start());
        assertThat(said).extracting(bytes -> new String(bytes, UTF_8)).containsExactly("A\n", "BC\n", "D\n");
        List<String> back = list();
        Duplex<String, String> lines = Duplex.of(Source.of("x", "y"), into(back));
        result(lines.through(Layers.lines().reversed()).answer(bytes -> bytes).start());
        assertThat(back).containsExactly("x", "y");
    }

    @Test
    void join_ofLayersWithoutState_thatBreaksOnOneSide_endsBoth() {
        Layer<Long, Long, Long, Long> plus = Layer.of(down -> down.map(n -> n + 1), up -> up.map(n -> n - 1));
        List<Long> heard = list();
        Source<Long> breaks = Source.generate(out -> {
            out.emit(1L);
            throw new IllegalStateException("one side has died");
        });
        Running<?> run = Duplex.of(breaks, Sink.<Long>forEach(n -> {}))
                .through(plus)
                .join(Duplex.of(Source.from(new CompletableFuture<Long>()), into(heard)))
                .start();
        assertThat(failure(run)).hasRootCauseMessage("one side has died");
        assertThat(heard).containsExactly(0L);
        assertQuiet(run);
    }

    @Test
    void join_whoseHearerBreaks_endsTheOtherDirection() {
        Running<?> run = Duplex.of(Source.from(new CompletableFuture<Long>()), Sink.<Long>forEach(n -> {
                    throw new IllegalStateException("who hears has died");
                }))
                .join(Duplex.of(Source.of(1L), Sink.forEach(n -> {})))
                .start();
        assertThat(failure(run)).hasRootCauseMessage("who hears has died");
        assertQuiet(run);
    }

    @Test
    void conversation_usedTwice_isRefused() {
        Duplex<String, String> upper =
                Duplex.of(Source.of("x"), Sink.<String>forEach(s -> {})).through(Layers.<String, String>passing("b"));
        assertThatThrownBy(() ->
                        Source.<String>merge(upper.source(), upper.source()).to(upper.sink()))
                .isInstanceOf(IllegalPlanException.class);
        assertThatThrownBy(() -> upper.source().toList()).isInstanceOf(IllegalPlanException.class);
    }

    @Test
    void layers_thatMakeNoSense_areRefusedWithAWayOut() {
        assertThatThrownBy(() -> LayerRoom.DEFAULT.withControl(0))
                .hasMessage("a control lane must have room for >= 1 item but had 0; leave it at the default");
        assertThatThrownBy(() -> Layers.passing(" ")).hasMessage("a name must not be blank but was ' '");
        assertThatThrownBy(() ->
                        Duplex.of(Source.of("x"), Sink.<String>forEach(s -> {})).divert(s -> true, Layers.shifting(1)))
                .hasMessage("what is diverted must be frames over bytes but this is not;"
                        + " put a FrameLayer such as Lines.ascii(...) on top before that");
        assertThatThrownBy(() -> Duplex.of(Source.<byte[]>of(), Sink.<byte[]>forEach(s -> {}))
                        .through(Layers.lines())
                        .divert(s -> true, Layers.shifting(1).reversed()))
                .hasMessage("a layer must stand upright to be put in beneath frames but 'shift 1' is reversed;"
                        + " declare it the other way round");
    }

    @Test
    void drawing_ofALayer_showsWhereTheWayBackGoes() {
        Pipeline<?> pipeline = Duplex.of(Source.of("x"), Sink.<String>forEach(s -> {}))
                .through(Layers.<String, String>passing("b"))
                .answer(all -> all);
        assertThat(pipeline.plan().toMermaid()).contains("layer").contains("-.->");
    }
}
