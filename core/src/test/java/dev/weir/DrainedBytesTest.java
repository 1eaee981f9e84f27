package dev.weir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Bytes that a drain has stopped in the middle of a frame are neither a frame nor a failure. */
@Timeout(20)
class DrainedBytesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Pipe<byte[], String> lines() {
        return Frames.of(() -> Frames.lines(100));
    }

    /** Sources that give these bytes and then do not end by themselves, each with what happens to it besides. */
    private static Map<String, Source<byte[]>> sources(String text) {
        Map<String, Source<byte[]>> all = new LinkedHashMap<>();
        all.put("generate", Source.generate(out -> {
            out.emit(bytes(text));
            while (true) {
                out.emit(bytes("")); // nothing, but for ever
            }
        }));
        all.put("iterate", Source.concat(Source.of(bytes(text)), endless()));
        AtomicReference<Receiver<byte[]>> api = new AtomicReference<>();
        all.put(
                "pausable",
                Source.pausable(
                        out -> {
                            api.set(out);
                            out.accept(bytes(text));
                        },
                        () -> {},
                        () -> {}));
        BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(4, false, List.of(bytes(text)));
        all.put("queue", Source.from(queue));
        Hub<byte[]> hub = Hub.replaying("hub", 1);
        Source.of(bytes(text)).run(hub.sink());
        all.put("hub", hub.source());
        all.put("merge", Source.merge(Source.concat(Source.of(bytes(text)), endless())));
        all.put(
                "restart",
                Source.concat(Source.of(bytes(text)), endless()).restart(Restart.backoff(Flows.LONG, Flows.LONG)));
        return all;
    }

    private static Source<byte[]> endless() {
        return Source.range(0, Long.MAX_VALUE).map(n -> bytes(""));
    }

    @TestFactory
    List<DynamicTest> drain_inTheMiddleOfALine_givesTheWholeOnesOnly() {
        List<DynamicTest> tests = new ArrayList<>();
        sources("one\ntwo\nthr")
                .forEach((name, source) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    CountDownLatch two = new CountDownLatch(2);
                    var run = source.through(lines())
                            .peek(line -> two.countDown())
                            .to(Sink.<String>toList())
                            .start();
                    Flows.await(two);
                    assertThat(run.drain(Flows.LONG).complete()).isTrue();
                    assertThat(Flows.result(run)).containsExactly("one", "two");
                })));
        return tests;
    }

    @Test
    void drain_ofAnEntryInTheMiddleOfANetstring_isNoFailure() throws Exception {
        ManualEngine engine = new ManualEngine();
        var run = Source.<byte[]>entry("in", 4)
                .through(Frames.<byte[]>of(() -> Frames.netstrings(100)))
                .map(frame -> new String(frame, US_ASCII))
                .to(Sink.<String>toList())
                .on(engine)
                .start();
        assertThat(run.<byte[]>entry("in").offer(bytes("3:one,5:th")).accepted())
                .isTrue();
        Thread draining = Thread.ofVirtual().start(() -> {
            DrainReport report = run.drain(Flows.LONG);
            assertThat(report).isEqualTo(new DrainReport(true, 0));
        });
        while (!run.ended()) {
            engine.runAll();
        }
        draining.join();
        assertThat(Flows.result(run)).containsExactly("one");
    }

    // A close is the end of what there was: what comes after the last line end is a line.
    @Test
    void close_inTheMiddleOfALine_givesThatToo() {
        var run = Source.<byte[]>entry("in", 4)
                .through(lines())
                .to(Sink.<String>toList())
                .start();
        assertThat(run.<byte[]>entry("in").offer(bytes("one\ntwo")).accepted()).isTrue();
        run.entry("in").close();
        assertThat(Flows.result(run)).containsExactly("one", "two");
    }

    // The order is left to chance: in some rounds the end is there before the new framing has looked at the bytes.
    @Test
    void divert_followedByTheEnd_readsWhatIsThere() {
        for (int round = 0; round < 500; round++) {
            Running<List<String>> run = Source.<byte[]>entry("in", 9)
                    .through(Frames.<String>of(() -> Frames.lines(100)))
                    .named("protocol")
                    .to(Sink.<String>toList())
                    .start();
            Entry<byte[]> in = run.entry("in");
            assertThat(in.offer(bytes("3:one,")).accepted()).isTrue();
            Flows.awaitThat("taken", () -> run.pressure().link("in").out() == 1);
            run.divert("protocol", Frames.netstrings(100).map(frame -> new String(frame, US_ASCII)));
            in.close();
            assertThat(Flows.result(run)).containsExactly("one");
        }
    }
}
