package dev.weir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each byte of a frame is looked at, and moved, a few times at most: anything else would take minutes here. */
@Timeout(20)
class FrameWorkTest {
    private static final int LONG = 1 << 21;
    private static final int SMALL_FRAMES = 20_000;

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] json(int size) {
        byte[] value = filled(size, '[');
        for (int i = 1; i < size - 1; i += 2) {
            value[i] = '{';
            value[i + 1] = '}';
        }
        value[size - 1] = ']';
        return value;
    }

    /** Each with one long frame. */
    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of(
                        "lines",
                        (Make<Framing<?>>) () -> Frames.lines(LONG),
                        Encodings.lines(LONG).<byte[]>from(String::new),
                        filled(LONG, 'x')),
                Arguments.of(
                        "json",
                        (Make<Framing<?>>) () -> Frames.jsonValues(LONG),
                        Encodings.jsonValues(LONG),
                        json(LONG)),
                Arguments.of(
                        "json string",
                        (Make<Framing<?>>) () -> Frames.jsonValues(LONG),
                        Encodings.jsonValues(LONG),
                        ("\"" + "a".repeat(LONG - 2) + "\"").getBytes(US_ASCII)),
                Arguments.of(
                        "varint",
                        (Make<Framing<?>>) () -> Frames.varintPrefixed(LONG),
                        Encodings.varintPrefixed(LONG),
                        filled(LONG, 'x')),
                Arguments.of(
                        "netstring",
                        (Make<Framing<?>>) () -> Frames.netstrings(LONG),
                        Encodings.netstrings(LONG),
                        filled(LONG, 'x')),
                Arguments.of(
                        "delimited",
                        (Make<Framing<?>>) () -> Frames.delimited(almost(), LONG),
                        Encodings.delimited(almost(), LONG),
                        filled(LONG, 'x')));
    }

    private static byte[] almost() {
        byte[] delimiter = filled(1000, 'x');
        delimiter[999] = 'y';
        return delimiter;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void frame_thatIsLong_isReadInTinyChunksInLinearTime(
            String name, Make<Framing<?>> framing, Encoding<byte[]> encoding, byte[] frame) throws Exception {
        byte[] wire = encoding.encode(frame);
        Source<byte[]> bytes = Source.range(0, wire.length).map(i -> new byte[] {wire[i.intValue()]});
        assertThat(bytes.through(Frames.<Object>of(framing)).count()).isEqualTo(1);
    }

    // A delimiter of which nearly all matches at each byte.
    @Test
    void delimiter_thatNearlyMatchesEverywhere_isSearchedForInLinearTime() throws Exception {
        byte[] delimiter = filled(100_000, 'x');
        delimiter[99_999] = 'y';
        byte[] wire = Encodings.delimited(delimiter, LONG).encode(filled(LONG, 'x'));
        assertThat(Source.from(Wires.cut(wire, new Random(1), 5000))
                        .through(Frames.of(() -> Frames.delimited(delimiter, LONG)))
                        .map(frame -> frame.length)
                        .toList())
                .containsExactly(LONG);
    }

    @Test
    void frames_thatAreLargerThanAMebibyte_areReadInLinearTime() throws Exception {
        int size = 1 << 25;
        byte[] chunk = new byte[1 << 10];
        Source<byte[]> body = Source.range(0, size / chunk.length).map(i -> chunk);
        assertThat(Source.concat(Source.of(ByteBuffer.allocate(4).putInt(size).array()), body)
                        .through(Frames.of(() -> Frames.lengthPrefixed(4, size)))
                        .map(frame -> frame.length)
                        .toList())
                .containsExactly(size);
    }

    @Test
    void frames_manyInAChunk_areReadInLinearTime() {
        byte[] chunk = filled(1 << 23, '\n');
        assertThat(Source.of(chunk).through(Frames.of(() -> Frames.lines(9))).count())
                .isEqualTo(1 << 23);
    }

    static Stream<Arguments> small() {
        return Wires.all().stream().map(wires -> Arguments.of(wires.name(), wires));
    }

    // A frame is made once: what is allocated for it is itself, and a few words.
    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void frames_thatAreSmall_costLittleBesidesThemselves(String name, Wires wires) throws Exception {
        byte[] one = wires.encoding().encode(wires.back());
        byte[] wire = new byte[one.length * SMALL_FRAMES];
        for (int i = 0; i < SMALL_FRAMES; i++) {
            System.arraycopy(one, 0, wire, i * one.length, one.length);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Long> costs =
                Stream.generate(() -> cost(threads, wires, wire)).limit(3).toList();
        assertThat(costs.getLast()).as("bytes for each frame, %s", costs).isLessThan(400);
    }

    private static long cost(com.sun.management.ThreadMXBean threads, Wires wires, byte[] wire) {
        try {
            Framing<byte[]> framing = wires.framing().make();
            ByteBuffer in = ByteBuffer.wrap(wire);
            long before = threads.getCurrentThreadAllocatedBytes();
            int frames = 0;
            while (framing.next(in) != null) {
                frames++;
            }
            assertThat(frames).isGreaterThanOrEqualTo(SMALL_FRAMES - 1);
            return (threads.getCurrentThreadAllocatedBytes() - before) / SMALL_FRAMES;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
