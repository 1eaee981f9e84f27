package dev.weir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each framing takes for a frame, and what fails the flow; the same wherever the bytes are cut. */
@Timeout(30)
class FramingsTest {
    private static final Make<Framing<String>> DELIMITED = () -> text(Frames.delimited("aab".getBytes(UTF_8), 4));
    private static final Make<Framing<String>> ASCII = () -> Frames.asciiLines(8);
    private static final Make<Framing<String>> FIXED = () -> text(Frames.fixed(3));
    private static final Make<Framing<String>> VARINT = () -> text(Frames.varintPrefixed(300));
    private static final Make<Framing<String>> LARGE_VARINT = () -> text(Frames.varintPrefixed(Integer.MAX_VALUE));
    private static final Make<Framing<String>> JSON = () -> text(Frames.jsonValues(12, 3));

    private static Framing<String> text(Framing<byte[]> framing) {
        return framing.map(bytes -> new String(bytes, UTF_8));
    }

    /** Each char up to 0xFF is a byte. */
    private static byte[] bytes(String wire) {
        return wire.getBytes(ISO_8859_1);
    }

    private static Source<String> read(Make<Framing<String>> framing, byte[] wire, int cut) {
        return Source.of(Arrays.copyOfRange(wire, 0, cut), Arrays.copyOfRange(wire, cut, wire.length))
                .through(Frames.<String>of(framing));
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(DELIMITED, "aaabxaabaabcccaaab", List.of("a", "x", "", "ccca")),
                Arguments.of(DELIMITED, "", List.of()),
                Arguments.of(ASCII, "abcd\r\n\na\0~\r\rabc", List.of("abcd", "", "a\0~\r\rabc")),
                Arguments.of(FIXED, "abc\r\n.", List.of("abc", "\r\n.")),
                Arguments.of(VARINT, "\2ab\0\1c", List.of("ab", "", "c")),
                Arguments.of(VARINT, "\u0080\1" + "x".repeat(128), List.of("x".repeat(128))),
                Arguments.of(JSON, "{}[]\"\"1", List.of("{}", "[]", "\"\"", "1")),
                Arguments.of(JSON, " \r\n\t1 \n\t2 ", List.of("1", "2")),
                Arguments.of(
                        JSON,
                        "1{}true\"a\"null[]-0.5e+7",
                        List.of("1", "{}", "true", "\"a\"", "null", "[]", "-0.5e+7")),
                Arguments.of(JSON, "[\"]\\\"]\"]{\"}\":0}", List.of("[\"]\\\"]\"]", "{\"}\":0}")),
                Arguments.of(JSON, "\"\\\\\"\"\\\"\"", List.of("\"\\\\\"", "\"\\\"\"")),
                Arguments.of(JSON, "[{\"a\":[ ]}]", List.of("[{\"a\":[ ]}]")),
                Arguments.of(JSON, " ".repeat(99) + "\"1234567890\"", List.of("\"1234567890\"")),
                Arguments.of(JSON, "123456789012 1", List.of("123456789012", "1")),
                Arguments.of(JSON, "123456789012", List.of("123456789012")),
                Arguments.of(JSON, "", List.of()),
                Arguments.of(JSON, " \n", List.of()));
    }

    @ParameterizedTest
    @MethodSource("good")
    void frames_ofAFraming_areTheSameAtEveryCut(Make<Framing<String>> framing, String wire, List<String> frames) {
        byte[] all = bytes(wire);
        for (int cut = 0; cut <= all.length; cut++) {
            assertThat(read(framing, all, cut).toList()).as("cut at %d", cut).isEqualTo(frames);
        }
    }

    static Stream<Arguments> bad() {
        String tooLong = "a JSON value must have <= 12 bytes but one has more; raise the longest value";
        return Stream.of(
                Arguments.of(
                        DELIMITED,
                        "abcdeaab",
                        "a frame must have <= 4 bytes but one has more before its delimiter; raise the longest frame"),
                Arguments.of(
                        DELIMITED,
                        "abcdefghijk",
                        "a frame must have <= 4 bytes but one has more before its delimiter; raise the longest frame"),
                Arguments.of(DELIMITED, "aabab", "a frame must be whole but 2 bytes of one were left at the end"),
                Arguments.of(
                        ASCII,
                        "a\nb\u00E9\n",
                        "a line must be ASCII but line 2 is not from its byte 1, 0xE9; use lines for UTF-8"),
                Arguments.of(
                        ASCII,
                        "abcdefghi",
                        "a line must have <= 8 bytes but line 1 has more; raise the longest line, or take the bytes in"
                                + " chunks"),
                Arguments.of(FIXED, "abca", "a frame must be whole but 1 bytes of one were left at the end"),
                Arguments.of(VARINT, "\1", "a frame must be whole but 1 bytes of one were left at the end"),
                Arguments.of(
                        VARINT, "\u00AD\2", "a frame must have <= 300 bytes but one has 301; raise the longest frame"),
                Arguments.of(
                        LARGE_VARINT,
                        "\u0080\u0080\u0080\u0080\u0088",
                        "a frame must have <= 2147483647 bytes but one has at least 2147483648; raise the longest frame"),
                Arguments.of(VARINT, "\u0081\0", "a length must take as few bytes as it can but one of 1 takes 2"),
                Arguments.of(
                        VARINT,
                        "\u0080\u0080\u0080\u0080\u0080\1",
                        "a length must have <= 5 bytes but one goes on after them"),
                Arguments.of(JSON, "[1,2", "a frame must be whole but 4 bytes of one were left at the end"),
                Arguments.of(JSON, "\"ab\\\"", "a frame must be whole but 5 bytes of one were left at the end"),
                Arguments.of(JSON, "[\"12345678901", tooLong),
                Arguments.of(JSON, "\"12345678901\"", tooLong),
                Arguments.of(JSON, "1234567890123", tooLong),
                Arguments.of(JSON, "[[[[]]]]", "a JSON value must be <= 3 objects and arrays deep but one is deeper"),
                Arguments.of(JSON, "[}", "what is open in a JSON value must be closed by ] but was by }"),
                Arguments.of(JSON, "{]", "what is open in a JSON value must be closed by } but was by ]"),
                Arguments.of(
                        JSON,
                        "\"a\nb\"",
                        "a JSON string must have its control characters escaped but one has byte 0x0A"),
                Arguments.of(
                        JSON,
                        "{}]",
                        "a JSON value must begin with one of { [ \" or a letter, digit or sign but one begins with"
                                + " byte 0x5D"),
                Arguments.of(JSON, "{},{}", "but one begins with byte 0x2C"),
                Arguments.of(JSON, "\u00EF\u00BB\u00BF1", "but one begins with byte 0xEF"),
                Arguments.of(
                        JSON,
                        "tru {}",
                        "a JSON value must be an object, an array, a string, a number, true, false or null but one"
                                + " is tru"),
                Arguments.of(JSON, "1.", "true, false or null but one is 1."),
                Arguments.of(JSON, "truefalse", "true, false or null but one is truefalse"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void bytes_thatAreNoFrame_failTheFlowAtEveryCut(Make<Framing<String>> framing, String wire, String message) {
        byte[] all = bytes(wire);
        for (int cut = 0; cut <= all.length; cut++) {
            int at = cut;
            assertThatThrownBy(() -> read(framing, all, at).toList())
                    .as("cut at %d", cut)
                    .rootCause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void jsonValue_thatIsALongWord_isShownInPart() {
        assertThatThrownBy(() -> Source.of(bytes("x".repeat(99)))
                        .through(Frames.of(() -> Frames.jsonValues(99)))
                        .count())
                .rootCause()
                .hasMessageEndingWith("but one is " + "x".repeat(20) + "...");
    }

    @Test
    void jsonValues_withNothingSaid_areAThousandDeep() {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        assertThat(Source.of(bytes(deep))
                        .through(Frames.of(() -> Frames.jsonValues(9000)))
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> Source.of(bytes("[" + deep + "]"))
                        .through(Frames.of(() -> Frames.jsonValues(9000)))
                        .count())
                .rootCause()
                .hasMessageContaining("must be <= 1000 objects and arrays deep");
    }

    /** Two bytes, the lower one first; it looks no further, and leaves the buffer so. */
    private record Little() implements Framing<Integer> {
        @Override
        public @Nullable Integer next(ByteBuffer in) {
            if (in.remaining() < 2) {
                return null;
            }
            return (int)
                    in.order(ByteOrder.LITTLE_ENDIAN).limit(in.position() + 2).getShort();
        }

        @Override
        public int longest() {
            return 2;
        }
    }

    /** Two bytes, the higher one first. */
    private record Big() implements Framing<Integer> {
        @Override
        public @Nullable Integer next(ByteBuffer in) {
            return in.remaining() < 2 ? null : (int) in.getShort();
        }

        @Override
        public int longest() {
            return 2;
        }
    }

    @Test
    void next_afterAFramingThatChangesTheBuffer_isGivenAllInBigEndian() {
        assertThat(Source.of(bytes("\1\0\2\0\0\3\0\4"))
                        .through(Frames.<Integer>of(() -> new Little().until(n -> n == 2, Big::new)))
                        .toList())
                .containsExactly(1, 2, 3, 4);
    }

    // A few bytes that cross each chunk, with large ones between: the array grows, is moved to its beginning, and
    // shrinks.
    @Test
    void chunks_ofVeryDifferentSizes_areReadOnce() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<byte[]> frames = new ArrayList<>();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < 60; i++) {
                byte[] frame = new byte[random.nextInt(1 << random.nextInt(15))];
                random.nextBytes(frame);
                frames.add(frame);
                wire.writeBytes(new byte[] {(byte) (frame.length >> 8), (byte) frame.length});
                wire.writeBytes(frame);
            }
            List<byte[]> chunks = Wires.cut(wire.toByteArray(), random, 1 << random.nextInt(1, 16));
            assertThat(Source.from(chunks)
                            .through(Frames.of(() -> Frames.lengthPrefixed(2, 1 << 15)))
                            .map(Wires::text)
                            .toList())
                    .isEqualTo(frames.stream().map(Wires::text).toList());
        }
    }

    // A framing may be as long as an int, with what belongs to it.
    @Test
    void longest_ofTheLargestFraming_isNoLess() {
        int most = Integer.MAX_VALUE;
        assertThat(List.<Framing<?>>of(
                        Frames.lines(most),
                        Frames.netstrings(most),
                        Frames.lengthPrefixed(4, most),
                        Frames.varintPrefixed(most),
                        Frames.jsonValues(most),
                        Frames.fixed(most),
                        Frames.delimited(new byte[9], most)))
                .allSatisfy(framing -> assertThat(framing.longest()).isEqualTo(most));
        assertThat(Source.of(bytes("\0\0\0\1a"))
                        .through(Frames.of(() -> Frames.lengthPrefixed(4, most)))
                        .count())
                .isEqualTo(1);
    }
}
