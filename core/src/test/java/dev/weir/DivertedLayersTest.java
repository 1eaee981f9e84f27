package dev.weir;

import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another layer beneath the frames from here on, as STARTTLS puts one in. */
@Timeout(60)
class DivertedLayersTest {
    private record Said(List<String> heard, List<Byte> bytes) {}

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> all = new ArrayList<>();
        for (byte each : bytes) {
            all.add(each);
        }
        return all;
    }

    private static List<byte[]> cut(byte[] all, int... at) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int to : at) {
            pieces.add(java.util.Arrays.copyOfRange(all, from, to));
            from = to;
        }
        pieces.add(java.util.Arrays.copyOfRange(all, from, all.length));
        return pieces.stream().filter(piece -> piece.length > 0).toList();
    }

    private static Said converse(List<byte[]> chunks, Engine engine) {
        List<String> heard = new ArrayList<>();
        var said = new ByteArrayOutputStream();
        Duplex<byte[], byte[]> wire = Duplex.of(Source.from(chunks), Sink.<byte[]>forEach(said::writeBytes));
        Duplex<String, String> lines = wire.through(Layers.lines())
                .divert(line -> line.equals("SHIFT"), Layers.shifting(1))
                .divert(line -> line.equals("AGAIN"), Layers.shifting(10));
        result(lines.answer(asked -> asked.peek(heard::add).map(line -> "re " + line))
                .on(engine)
                .start());
        return new Said(heard, boxed(said.toByteArray()));
    }

    private static final byte[] HEARD = join(
            "hello\nSHIFT\n".getBytes(UTF_8),
            Layers.shifted("secret\nAGAIN\n".getBytes(UTF_8), 1),
            Layers.shifted("deep\ndeeper\n".getBytes(UTF_8), 11));

    private static final byte[] ANSWERED = join(
            "re hello\nre SHIFT\n".getBytes(UTF_8),
            Layers.shifted("re secret\nre AGAIN\n".getBytes(UTF_8), 1),
            Layers.shifted("re deep\nre deeper\n".getBytes(UTF_8), 11));

    private static void check(Said said) {
        assertThat(said.heard()).containsExactly("hello", "SHIFT", "secret", "AGAIN", "deep", "deeper");
        assertThat(said.bytes()).isEqualTo(boxed(ANSWERED));
    }

    @Test
    void layer_putInAtAFrame_whereverTheBytesAreCut_readsEachOnce() { // T40, T41, T48
        for (int at = 0; at <= HEARD.length; at++) {
            check(converse(cut(HEARD, at), Engine.current()));
        }
    }

    @Test
    void layer_putInAtAFrame_withTheBytesOneByOne_readsEachOnce() { // T40
        check(converse(
                cut(HEARD, java.util.stream.IntStream.range(1, HEARD.length).toArray()), Engine.current()));
    }

    @Test
    void layer_putInWhileNothingMayMove_losesNothing() { // T48, P52
        ManualEngine engine = new ManualEngine();
        Flows.Gate<byte[]> back = new Flows.Gate<>();
        Duplex<byte[], byte[]> wire = Duplex.of(Source.from(cut(HEARD, 3, 8, 12, 20)), back.sink());
        Running<?> run = wire.through(Layers.lines())
                .divert(line -> line.equals("SHIFT"), Layers.shifting(1))
                .divert(line -> line.equals("AGAIN"), Layers.shifting(10))
                .answer(asked -> asked.map(line -> "re " + line))
                .on(engine)
                .start();
        engine.runAll();
        try (Pause _ = run.pause("a test")) {
            back.open();
            engine.runAll();
        }
        engine.runAll();
        result(run);
        assertThat(join(back.items.toArray(byte[][]::new))).isEqualTo(ANSWERED);
    }

    @Test
    void conversation_thatEndsBeforeTheAnswer_putsNothingIn() {
        List<byte[]> said = new ArrayList<>();
        Duplex<byte[], byte[]> wire = Duplex.of(Source.of("SHIFT\n".getBytes(UTF_8)), Sink.<byte[]>forEach(said::add));
        Duplex<String, String> lines =
                wire.through(Layers.lines()).divert(line -> line.equals("SHIFT"), Layers.shifting(1));
        result(lines.answer(asked -> asked.filter(line -> false)).start());
        assertThat(said).isEmpty();
    }

    private static final List<FrameLayer<byte[], byte[]>> ALL = List.of(
            FrameLayers.delimited("||".getBytes(UTF_8), 80),
            FrameLayers.fixed(4),
            FrameLayers.netstrings(80),
            FrameLayers.lengthPrefixed(1, 80),
            FrameLayers.lengthPrefixed(2, 80),
            FrameLayers.lengthPrefixed(3, 80),
            FrameLayers.lengthPrefixed(4, 80),
            FrameLayers.varintPrefixed(80),
            FrameLayers.jsonValues(80));

    /** What both sides of a conversation say when it goes over to another layer after its first frame, in any framing. */
    @Test
    @Tag("blocks")
    void everyFraming_canHaveALayerPutInBeneathIt() { // T45
        for (FrameLayer<byte[], byte[]> frames : ALL) {
            List<byte[]> plain = encoded(frames, "\"ab\"");
            List<byte[]> shifted = encoded(frames, "\"cd\"", "[12]").stream()
                    .map(bytes -> Layers.shifted(bytes, 5))
                    .toList();
            byte[] heard = join(join(plain.toArray(byte[][]::new)), join(shifted.toArray(byte[][]::new)));
            for (int at = 0; at <= heard.length; at++) {
                var said = new ByteArrayOutputStream();
                Duplex<byte[], byte[]> wire =
                        Duplex.of(Source.from(cut(heard, at)), Sink.<byte[]>forEach(said::writeBytes));
                result(wire.through(frames)
                        .divert(frame -> true, Layers.shifting(5))
                        .answer(asked -> asked)
                        .start());
                assertThat(said.toByteArray()).as(frames + " cut at " + at).isEqualTo(heard);
            }
        }
    }

    private static List<byte[]> encoded(FrameLayer<byte[], byte[]> frames, String... all) {
        List<byte[]> said = new ArrayList<>();
        Duplex<byte[], byte[]> wire = Duplex.of(Source.<byte[]>of(), Sink.<byte[]>forEach(said::add));
        Source<byte[]> asked = Source.of(all).map(text -> text.getBytes(UTF_8));
        result(wire.through(frames)
                .join(Duplex.of(asked, Sink.forEach(frame -> {})))
                .start());
        return said;
    }

    @Test
    void answer_thatCannotBeSaidAnyMore_endsWhatIsHeard() {
        List<String> heard = new ArrayList<>();
        Duplex<byte[], byte[]> deaf = Duplex.of(
                Source.of("SHIFT\nmore\n".getBytes(UTF_8)),
                Sink.behind(in -> in.limit(1), Sink.<byte[]>forEach(bytes -> {})));
        result(deaf.through(Layers.lines())
                .divert(line -> line.equals("SHIFT"), answer -> answer.equals("never"), Layers.shifting(1))
                .join(Duplex.of(Source.range(0, Long.MAX_VALUE).map(n -> "n" + n), Sink.forEach(heard::add)))
                .start());
        assertThat(heard).containsExactly("SHIFT");
    }

    @Test
    void answer_ofWhoHasSaidAllBefore_endsWhatIsHeard() {
        var late = new java.util.concurrent.CompletableFuture<byte[]>();
        List<String> heard = new ArrayList<>();
        ManualEngine engine = new ManualEngine();
        Running<?> run = Duplex.of(Source.from(late), Sink.<byte[]>forEach(bytes -> {}))
                .through(Layers.lines())
                .divert(line -> line.equals("SHIFT"), Layers.shifting(1))
                .join(Duplex.of(Source.<String>of("bye"), Sink.forEach(heard::add)))
                .on(engine)
                .start();
        engine.runAll();
        late.complete("SHIFT\nmore\n".getBytes(UTF_8));
        engine.runAll();
        result(run);
        assertThat(heard).containsExactly("SHIFT");
    }

    /** Half a frame that a drain has stopped is let go: nobody knows whether it would have been one. */
    @Test
    void drain_inTheMiddleOfAFrame_letsItGo() {
        assertThat(heardUntilADrain("one\ntw".getBytes(UTF_8))).containsExactly("one");
    }

    /** A drain is known above a layer that was put in, as it is above one that was there. */
    @Test
    void drain_inTheMiddleOfAFrameAboveLayersThatWerePutIn_letsItGo() {
        byte[] above = Layers.shifted("two\nth".getBytes(UTF_8), 1);
        assertThat(heardUntilADrain(join("SHIFT\n".getBytes(UTF_8), above))).containsExactly("SHIFT", "two");
    }

    @Test
    void drain_inTheMiddleOfAFrameAboveTwoLayersThatWerePutIn_letsItGo() {
        byte[] above = Layers.shifted("AGAIN\n".getBytes(UTF_8), 1);
        byte[] on = Layers.shifted("two\nth".getBytes(UTF_8), 11);
        assertThat(heardUntilADrain(join("SHIFT\n".getBytes(UTF_8), above, on)))
                .containsExactly("SHIFT", "AGAIN", "two");
    }

    private static List<String> heardUntilADrain(byte[] said) {
        ManualEngine engine = new ManualEngine();
        List<String> heard = new ArrayList<>();
        Source<byte[]> wire =
                Source.concat(Source.of(said), Source.from(new java.util.concurrent.CompletableFuture<byte[]>()));
        Running<?> run = Duplex.of(wire, Sink.<byte[]>forEach(bytes -> {}))
                .through(Layers.lines())
                .divert(line -> line.equals("SHIFT"), Layers.shifting(1))
                .divert(line -> line.equals("AGAIN"), Layers.shifting(10))
                .answer(lines -> lines.peek(heard::add))
                .on(engine)
                .start();
        engine.runAll();
        var _ = Thread.startVirtualThread(() -> run.drain(java.time.Duration.ofSeconds(10)));
        Flows.awaitThat("it is drained", () -> {
            engine.runAll();
            return run.result().toCompletableFuture().isDone();
        });
        result(run);
        return heard;
    }
}
