package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is encoded is decoded to the same frames, wherever the bytes are cut and whatever is spoken before and after. */
@Timeout(60)
class EncodingLawsTest {
    static Stream<Named<Wires>> all() {
        return Wires.all().stream().map(wires -> Named.of(wires.name(), wires));
    }

    private static List<String> read(Make<Framing<String>> framing, List<byte[]> chunks) {
        return Source.from(chunks).through(Frames.<String>of(framing)).toList();
    }

    private static List<String> texts(List<byte[]> frames) {
        return frames.stream().map(Wires::text).toList();
    }

    private static List<byte[]> cutAt(byte[] wire, int at) {
        return List.of(Arrays.copyOfRange(wire, 0, at), Arrays.copyOfRange(wire, at, wire.length));
    }

    @ParameterizedTest
    @MethodSource("all")
    void decode_ofWhatWasEncoded_isTheSameHoweverItIsCut(Wires wires) throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<byte[]> frames = wires.frames(random, 1 + random.nextInt(8));
            var out = new ByteArrayOutputStream();
            wires.write(frames, out);
            byte[] wire = out.toByteArray();
            for (int at = 0; at <= wire.length; at++) {
                assertThat(read(wires::texts, cutAt(wire, at)))
                        .as("seed %d, cut at %d", seed, at)
                        .isEqualTo(texts(frames));
            }
            for (int step = 1; step < 20; step++) {
                assertThat(read(wires::texts, Wires.cut(wire, random, step)))
                        .as("seed %d, pieces of at most %d", seed, step)
                        .isEqualTo(texts(frames));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void encode_ofAFrame_isNoLongerThanSaid(Wires wires) throws Exception {
        Random random = new Random(1);
        for (byte[] frame : wires.frames(random, 200)) {
            byte[] before = frame.clone();
            byte[] bytes = wires.encoding().encode(frame);
            assertThat(bytes).hasSizeLessThanOrEqualTo(wires.encoding().longest());
            Arrays.fill(bytes, (byte) 0); // it belongs to the caller
            assertThat(frame).isEqualTo(before);
        }
    }

    /** Netstrings until "GO", then these frames until the one that leads back, and so on. */
    private static Framing<String> thereAndBack(Wires wires) {
        return Frames.netstrings(9)
                .map(Wires::text)
                .until(
                        "GO"::equals,
                        () -> wires.texts().until(Wires.text(wires.back())::equals, () -> thereAndBack(wires)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void divert_thereAndBackTwice_readsEachByteOnceAtEveryCut(Wires wires) throws Exception { // T45
        Random random = new Random(wires.name().hashCode());
        List<byte[]> frames = new ArrayList<>();
        var out = new ByteArrayOutputStream();
        for (int round = 0; round < 2; round++) {
            byte[] go = {'G', 'O'};
            List<byte[]> inner = new ArrayList<>(wires.frames(random, 4));
            inner.add(wires.back());
            out.write(Encodings.netstrings(9).encode(go));
            wires.write(inner, out);
            frames.add(go);
            frames.addAll(inner);
        }
        byte[] wire = out.toByteArray();
        for (int at = 0; at <= wire.length; at++) {
            assertThat(read(() -> thereAndBack(wires), cutAt(wire, at)))
                    .as("cut at %d", at)
                    .isEqualTo(texts(frames));
        }
        for (int step = 1; step < 50; step++) {
            assertThat(read(() -> thereAndBack(wires), Wires.cut(wire, random, step)))
                    .as("pieces of at most %d", step)
                    .isEqualTo(texts(frames));
        }
    }

    /** A reader told from outside, in the middle of a frame, reads that frame in the new way. */
    @ParameterizedTest
    @MethodSource("all")
    void divert_fromOutside_readsWhatIsNoFrameYet(Wires wires) throws Exception { // T44
        byte[] wire = wires.encoding().encode(wires.back());
        for (int at = 1; at < wire.length; at++) {
            Running<List<String>> run = Source.<byte[]>entry("in", 9)
                    .through(Frames.<String>of(() -> Frames.fixed(99).map(Wires::text)))
                    .named("protocol")
                    .to(Sink.<String>toList())
                    .start();
            Entry<byte[]> in = run.entry("in");
            for (byte[] piece : cutAt(wire, at)) {
                assertThat(in.offer(piece).accepted()).isTrue();
                run.divert("protocol", wires.texts()); // a new one for the same bytes and what comes
            }
            in.close();
            assertThat(Flows.result(run)).containsExactly(Wires.text(wires.back()));
        }
    }
}
