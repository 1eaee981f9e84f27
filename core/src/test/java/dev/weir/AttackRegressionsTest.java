package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was wrong once: hubs, drains and readings. Each failed before it was mended. */
@Timeout(30)
class AttackRegressionsTest {
    private static final int ENDLESS = Integer.MAX_VALUE;

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Pipe<byte[], String> lines() {
        return Frames.of(() -> Frames.lines(100));
    }

    // A speaker that rests is told of the close, not only one that stands in line.
    @Test
    void close_ofAHubWhoseSpeakersRest_stopsThem() {
        Hub<Long> hub = Hub.live("hub");
        Running<Long> speaker = Source.<Long>entry("in", 4).to(hub.sink()).start();
        Flows.awaitThat("it speaks", () -> hub.reading().speakers() == 1);
        hub.close();
        assertThat(result(speaker)).isZero();
    }

    @Test
    void close_ofAHubAtAnyMoment_stopsItsSpeakers() {
        for (int round = 0; round < 300; round++) {
            Hub<Long> hub = Hub.live("hub");
            Running<Long> speaker = Source.range(0, ENDLESS).to(hub.sink()).start();
            for (int spin = 0; spin < round * 7; spin++) {
                Thread.onSpinWait();
            }
            hub.close();
            result(speaker);
            assertQuiet(speaker);
        }
    }

    // The release runs on the speaker's thread, but it belongs to the listener's run.
    @Test
    @Tag("blocks")
    void join_ofAListenerWhoseItemIsBeingReleased_waitsForThat() throws Exception {
        Hub<Long> hub = Hub.named("hub");
        CountDownLatch releasing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        AtomicBoolean released = new AtomicBoolean();
        var listener = hub.source(Capacity.items(1), Overflow.DROP_OLDEST)
                .releasing(Long.class, item -> {
                    releasing.countDown();
                    go.await();
                    released.set(true);
                })
                .to(Sink.<Long>forEach(item -> hold.await()))
                .start();
        var speaker = Source.range(0, 3).to(hub.sink()).start();
        Flows.await(releasing);
        listener.cancel("enough");
        hold.countDown();
        assertThat(listener.ended()).isFalse();
        go.countDown();
        Flows.failure(listener);
        assertThat(released).isTrue();
        hub.close();
        result(speaker);
    }

    // ---- drains

    private static void assertDrained(Source<byte[]> source, String... whole) throws InterruptedException {
        CountDownLatch some = new CountDownLatch(whole.length);
        Running<List<String>> run = source.through(lines())
                .peek(line -> some.countDown())
                .to(Sink.<String>toList())
                .start();
        Flows.await(some);
        assertThat(run.drain(Flows.LONG)).isEqualTo(new DrainReport(true, 0));
        assertThat(result(run)).containsExactly(whole);
    }

    private static Source<byte[]> halfALine() {
        return Source.generate(out -> {
            out.emit(bytes("one\ntwo\nthr"));
            while (true) {
                out.emit(bytes(""));
            }
        });
    }

    @Test
    void drain_beforeAJunction_isKnownBehindIt() throws Exception {
        Junction junction = Junction.named("j");
        var in = junction.in(halfALine());
        var out = junction.<byte[]>out();
        junction.runs(() -> ports -> ports.move(in, out));
        assertDrained(out.source(), "one", "two");
    }

    @Test
    void drain_ofALaterPartOfAConcat_isKnownBehindIt() throws Exception {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<String> gate = new Flows.Gate<>();
        Running<List<String>> run = Source.concat(
                        Source.of(bytes("one\n"), bytes("two\nth")).buffer(4),
                        Source.range(0, ENDLESS).map(n -> bytes("ree\n")))
                .buffer(1)
                .through(lines())
                .to(gate.sink())
                .on(engine)
                .start();
        Flows.awaitThat("one", () -> {
            engine.runAll();
            return run.pressure().taken() == 1;
        });
        Thread draining = Thread.ofVirtual().start(() -> run.drain(Flows.LONG));
        Flows.awaitThat("it drains", () -> draining.getState() == Thread.State.WAITING);
        gate.open();
        Flows.awaitThat("over", () -> {
            engine.runAll();
            return run.ended();
        });
        draining.join();
        assertThat(result(run)).containsExactly("one", "two");
    }

    // ---- frames

    /** Reads nothing, whatever comes. */
    private record Hold() implements Framing<String> {
        @Override
        public @Nullable String next(ByteBuffer in) {
            return null;
        }

        @Override
        public int longest() {
            return 1000;
        }
    }

    // What stands behind it makes room, and it is told to go another way, while it reads its last frames.
    @Test
    void divert_whileTheLastFramesAreRead_letsNoneOvertake() {
        AtomicInteger seen = new AtomicInteger();
        Running<List<String>> run = Source.<byte[]>entry("in", 9)
                .through(Frames.<String>of(() -> Frames.lines(100).until("y"::equals, Hold::new)))
                .named("protocol")
                .peek(line -> seen.incrementAndGet())
                .throttle(Rate.of(50, Duration.ofSeconds(1)))
                .to(Sink.<String>toList())
                .start();
        assertThat(run.<byte[]>entry("in").offer(bytes("x\ny\na\nb\nc\nd")).accepted())
                .isTrue();
        Flows.awaitThat("both", () -> seen.get() == 2);
        run.divert("protocol", Frames.lines(100));
        run.entry("in").close();
        run.divert("protocol", Frames.lines(100).map(line -> line));
        assertThat(result(run)).containsExactly("x", "y", "a", "b", "c", "d");
    }

    // ---- readings

    // What comes after a silence is no older than the last reading in that silence.
    @Test
    @Tag("blocks")
    void oldest_afterABurstAndASilence_isNoOlderThanTheLastReading() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        AtomicBoolean stuck = new AtomicBoolean();
        Running<?> run = Source.<Long>generate(Capacity.items(64), out -> {
                    for (long n = 0; n < 10; n++) {
                        out.emit(n);
                    }
                    goOn.await();
                    out.emit(10L);
                    out.emit(11L);
                    done.countDown();
                    stop.await();
                })
                .to(Sink.<Long>forEach(n -> {
                    if (stuck.get()) {
                        stop.await();
                    }
                }))
                .start();
        Flows.awaitThat("the burst is out", () -> run.pressure().taken() == 10);
        stuck.set(true);
        long before = System.nanoTime();
        assertThat(run.pressure().held()).isZero();
        goOn.countDown();
        Flows.await(done);
        Flows.awaitThat("one is held", () -> run.pressure().held() == 1);
        Duration oldest = run.pressure().links().getFirst().oldest();
        assertThat(oldest).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
        stop.countDown();
        run.close();
    }

    @Test
    @Tag("blocks")
    void cancel_ofAWeightedLink_leavesNoWeight() {
        for (int round = 0; round < 50; round++) {
            CountDownLatch first = new CountDownLatch(1);
            Running<?> run = Source.range(0, 5)
                    .map(n -> {
                        if (n == 1) {
                            Flows.await(first);
                        }
                        return n;
                    })
                    .buffer(Capacity.items(4).<Long>weighing(40, 10, n -> 7))
                    .limit(1)
                    .to(Sink.<Long>forEach(n -> first.countDown()))
                    .start();
            result(run);
            assertThat(run.pressure().links().getFirst().weight()).isZero();
            assertQuiet(run);
        }
    }

    // ---- found by the races

    @Test
    void budget_whoseMemberThrows_stillServesTheOthers() {
        Budget budget = Budget.of(1);
        Budget.Member first = budget.join();
        assertThatThrownBy(() -> first.ask(1, () -> {
                    throw new IllegalStateException("it fails");
                }))
                .hasMessage("it fails");
        first.giveBack(1);
        AtomicBoolean granted = new AtomicBoolean();
        budget.join().ask(1, () -> granted.set(true));
        assertThat(granted).isTrue();
    }

    // The subscriber cancels after there was room for the item and before it is told.
    @Test
    void cancel_whileAnItemIsOnItsWayToTheSubscriber_releasesIt() {
        ManualEngine engine = new ManualEngine();
        AtomicInteger released = new AtomicInteger();
        Asker<Long> asker = new Asker<>();
        Source.range(0, 3)
                .releasing(Long.class, item -> released.incrementAndGet())
                .peek(item -> asker.subscription().cancel())
                .asPublisher(engine)
                .subscribe(asker);
        engine.runAll();
        asker.request(3);
        engine.runAll();
        assertThat(released).hasValue(1);
    }

    @Test
    void bound_ofVeryHeavyItems_doesNotOverflow() {
        Capacity heaviest = Capacity.items(4).<Long>weighing(Long.MAX_VALUE, Long.MAX_VALUE, n -> 1);
        var pipeline = Source.range(0, 9)
                .zipLatest(Source.range(0, 9), Long::sum)
                .to(Sink.<Long>count())
                .links(heaviest);
        assertThat(pipeline.bound().weight()).hasValue(Long.MAX_VALUE);
    }
}
