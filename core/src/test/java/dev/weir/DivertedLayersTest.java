package dev.weir;

import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
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
}
