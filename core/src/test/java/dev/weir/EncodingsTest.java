package dev.weir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each encoding writes, and what it refuses because it could not be read back. */
@Timeout(20)
class EncodingsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] delimiter() {
        return bytes("aab");
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(Encodings.lines(9), "hé", "hé\n"),
                Arguments.of(Encodings.lines(9, LineEnd.CR_LF), "a\r", "a\r\r\n"),
                Arguments.of(Encodings.asciiLines(9, LineEnd.CR_LF), "", "\r\n"),
                Arguments.of(text(Encodings.delimited(delimiter(), 9)), "ab", "abaab"),
                Arguments.of(text(Encodings.fixed(3)), "abc", "abc"),
                Arguments.of(text(Encodings.netstrings(9)), "hello", "5:hello,"),
                Arguments.of(text(Encodings.netstrings(9)), "", "0:,"),
                Arguments.of(text(Encodings.lengthPrefixed(2, 9)), "ab", "\0\2ab"),
                Arguments.of(text(Encodings.varintPrefixed(9)), "ab", "\2ab"),
                Arguments.of(text(Encodings.jsonValues(9)), "{\"a\":1}", "{\"a\":1}"),
                Arguments.of(text(Encodings.jsonValues(9)), "-1.5", "-1.5\n"),
                Arguments.of(text(Encodings.raw()), "abc", "abc"));
    }

    private static Encoding<String> text(Encoding<byte[]> encoding) {
        return encoding.from(EncodingsTest::bytes);
    }

    @ParameterizedTest
    @MethodSource("written")
    void encode_ofAFrame_isWhatTheProtocolSays(Encoding<String> encoding, String frame, String wire) throws Exception {
        assertThat(encoding.encode(frame)).asString(UTF_8).isEqualTo(wire);
        assertThat(Source.of(frame).map(encoding::encode).toList()).containsExactly(bytes(wire));
    }

    static Stream<Arguments> refused() {
        Encoding<String> json = text(Encodings.jsonValues(20, 3));
        return Stream.of(
                Arguments.of(
                        Encodings.lines(9),
                        "a\nb",
                        "a line must not have a LF in it to be sent but one has at its index 1; split it, or use"
                                + " lengthPrefixed for any text"),
                Arguments.of(
                        Encodings.lines(9),
                        "a\r",
                        "a line must not end with a CR to be sent but one does; end lines with CR LF, or leave it out"),
                Arguments.of(
                        Encodings.lines(3),
                        "é€",
                        "a line must have <= 3 bytes to be sent but one has 5; raise the longest line at both ends, or"
                                + " split it"),
                Arguments.of(
                        Encodings.lines(9),
                        "a\uD83D",
                        "a line must be of whole characters to be sent but one has half of a surrogate pair at its"
                                + " index 1"),
                Arguments.of(
                        Encodings.lines(9),
                        "\uDE00\uD83D",
                        "a line must be of whole characters to be sent but one has half of a surrogate pair at its"
                                + " index 0"),
                Arguments.of(
                        Encodings.asciiLines(9),
                        "aé",
                        "a line must be ASCII to be sent but one is not at its index 1; use lines for UTF-8"),
                Arguments.of(
                        text(Encodings.netstrings(2)),
                        "abc",
                        "a frame must have <= 2 bytes to be sent but one has 3; raise the longest frame at both ends,"
                                + " or split it"),
                Arguments.of(
                        text(Encodings.delimited(delimiter(), 9)),
                        "caaabc",
                        "a frame must not have its delimiter in it, nor make one with that behind it, but one does at"
                                + " byte 2 of 6; use lengthPrefixed for any bytes"),
                Arguments.of(
                        text(Encodings.fixed(3)),
                        "ab",
                        "a frame must have 3 bytes to be sent but one has 2; use lengthPrefixed where sizes differ"),
                Arguments.of(
                        text(Encodings.lengthPrefixed(1, 999)),
                        "x".repeat(256),
                        "a length of 1 bytes must be < 256 but that of a frame is 256; give it more bytes at both ends"),
                Arguments.of(
                        text(Encodings.varintPrefixed(2)),
                        "abc",
                        "a frame must have <= 2 bytes to be sent but one has 3; raise the longest frame at both ends,"
                                + " or split it"),
                notJson(json, "", "its end is missing"),
                notJson(json, "{\"a\":[]", "its end is missing"),
                notJson(json, "[] ", "after 2 bytes it is over, and more follows"),
                notJson(json, "1 ", "after 1 bytes it is over, and more follows"),
                notJson(json, "1\"\"", "after 1 bytes it is over, and more follows"),
                notJson(
                        json,
                        " 1",
                        "a JSON value must begin with one of { [ \" or a letter, digit or sign but one begins with"
                                + " byte 0x20"),
                notJson(
                        json,
                        "01",
                        "a JSON value must be an object, an array, a string, a number, true, false or null but one"
                                + " is 01"),
                notJson(
                        json,
                        "[[[[]]]]",
                        "a JSON value must be <= 3 objects and arrays deep but one is deeper; raise the deepest"));
    }

    private static Arguments notJson(Encoding<String> json, String frame, String why) {
        return Arguments.of(json, frame, "a frame must be one JSON value to be sent but is not: " + why);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void encode_ofWhatCouldNotBeReadBack_isRefused(Encoding<String> encoding, String frame, String message) {
        assertThatThrownBy(() -> encoding.encode(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Source.of(frame).map(encoding::encode).toList())
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    // By brute force: what is refused is what a search would see too early, no more and no less.
    @Test
    void delimited_ofAllShortFrames_refusesThoseThatAreReadOtherwise() throws Exception {
        for (String delimiter : List.of("a", "aa", "ab", "aab", "aba", "abab", "aabaaa")) {
            Encoding<byte[]> encoding = Encodings.delimited(delimiter.getBytes(US_ASCII), 8);
            for (int length = 0; length <= 8; length++) {
                for (int bits = 0; bits < 1 << length; bits++) {
                    String frame = frame(length, bits);
                    if ((frame + delimiter).indexOf(delimiter) == length) {
                        assertThat(encoding.encode(bytes(frame)))
                                .asString(UTF_8)
                                .isEqualTo(frame + delimiter);
                    } else {
                        assertThatThrownBy(() -> encoding.encode(bytes(frame)))
                                .hasMessageContaining("nor make one with that behind it");
                    }
                }
            }
        }
    }

    private static String frame(int length, int bits) {
        StringBuilder frame = new StringBuilder();
        for (int i = 0; i < length; i++) {
            frame.append((bits >> i & 1) == 0 ? 'a' : 'b');
        }
        return frame.toString();
    }

    // The longest that is allowed is written, and read.
    @Test
    void encode_ofTheLongestFrame_isWritten() throws Exception {
        for (int most : new int[] {127, 128, 16_383, 16_384, 65_535, 2_097_152}) {
            byte[] frame = new byte[most];
            for (Encoding<byte[]> encoding :
                    List.of(Encodings.varintPrefixed(most), Encodings.lengthPrefixed(3, most), Encodings.raw())) {
                assertThat(encoding.encode(frame)).hasSizeLessThanOrEqualTo(encoding.longest());
            }
            assertThat(Source.of(Encodings.varintPrefixed(most).encode(frame))
                            .through(Frames.of(() -> Frames.varintPrefixed(most)))
                            .toList())
                    .containsExactly(frame);
        }
        assertThat(Encodings.lengthPrefixed(1, 999).encode(new byte[255])).startsWith(255);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // null is of any type
    private static <T> T nothing() {
        return null;
    }

    @Test
    void from_thatAnswersNull_isNamed() {
        Encoding<String> encoding = Encodings.raw().from(text -> nothing());
        assertThatThrownBy(() -> encoding.encode("a"))
                .hasMessage("a frame must be made to be encoded but its function answered null");
    }

    // A declared flow may be sent to another machine, with the encodings in it.
    @Test
    void encodings_thatAreSerialized_writeTheSame() throws Exception {
        for (Wires wires : Wires.all()) {
            var out = new ByteArrayOutputStream();
            new ObjectOutputStream(out).writeObject(wires.encoding());
            try (var in = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
                @SuppressWarnings("unchecked") // as it was written
                Encoding<byte[]> read = (Encoding<byte[]>) in.readObject();
                assertThat(read.encode(wires.back())).isEqualTo(wires.encoding().encode(wires.back()));
            }
        }
    }
}
