package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no frames, or too long for one, fail the flow; the longest that is allowed does not. */
class LimitsTest {
    private static List<String> netstrings(int longest, String... chunks) {
        return Source.of(chunks)
                .map(chunk -> chunk.getBytes(StandardCharsets.US_ASCII))
                .through(Frames.of(() -> Frames.netstrings(longest)))
                .map(frame -> new String(frame, StandardCharsets.US_ASCII))
                .toList();
    }

    static Stream<Arguments> damaged() {
        return Stream.of(
                Arguments.of("3:abcd", "a netstring must end with ',' but one ended with byte 100"),
                Arguments.of(":,", "a netstring must begin with its length but one began with ':'"),
                Arguments.of("03:abc,", "a netstring must begin with its length in decimal but has byte 48 there"),
                Arguments.of("/:", "a netstring must begin with its length in decimal but has byte 47 there"),
                Arguments.of("1;a,", "a netstring must begin with its length in decimal but has byte 59 there"),
                Arguments.of("10:", "a netstring must have <= 9 bytes but one has at least 10"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void netstring_thatIsDamaged_failsWithItsByte(String text, String message) {
        assertThatThrownBy(() -> netstrings(9, text)).rootCause().hasMessageContaining(message);
    }

    // Cut at any byte, frames are the same.
    @Test
    void netstring_ofEachLength_isReadHoweverItIsCut() {
        String text = "0:,9:123456789,3:a,b,1:0,";
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(netstrings(9, text.substring(0, cut), text.substring(cut)))
                    .containsExactly("", "123456789", "a,b", "0");
        }
    }

    /** A framing that waits for a full stop and forgets to look how long it has waited. */
    private record Sentences(int longest) implements Framing<String> {
        @Override
        public @Nullable String next(ByteBuffer in) {
            String text = StandardCharsets.US_ASCII.decode(in.duplicate()).toString();
            int end = text.indexOf('.');
            if (end < 0) {
                return null;
            }
            in.position(in.position() + end + 1);
            return text.substring(0, end);
        }
    }

    // What a framing of one's own cannot use yet is bounded, whatever it does.
    @Test
    void frame_thatNeverEnds_failsAtTheLongest() {
        Source<byte[]> bytes = Source.of("ab.cd".getBytes(StandardCharsets.US_ASCII), new byte[] {'e', 'f'});
        assertThatThrownBy(
                        () -> bytes.through(Frames.of(() -> new Sentences(4))).count())
                .hasRootCauseMessage("a frame must have <= 4 bytes but one has more; raise the longest frame");
        Source<byte[]> ends = Source.concat(bytes, Source.of(new byte[] {'.'}));
        assertThat(ends.through(Frames.<String>of(() -> new Sentences(5))).toList())
                .containsExactly("ab", "cdef");
    }

    // A chunk belongs to whoever gave it, who may read it too: frames that begin in one and end in the next do not
    // change it.
    @Test
    void chunk_whoseRestIsKept_staysAsItIs() {
        byte[] first = "ab.cd".getBytes(StandardCharsets.US_ASCII);
        byte[] second = {'e', '.', 'f'};
        assertThat(Source.of(first, second, new byte[] {'.'})
                        .through(Frames.<String>of(() -> new Sentences(9)))
                        .toList())
                .containsExactly("ab", "cde", "f");
        assertThat(first).asString(StandardCharsets.US_ASCII).isEqualTo("ab.cd");
        assertThat(second).asString(StandardCharsets.US_ASCII).isEqualTo("e.f");
    }

    // The end of a line does not count, whichever it is; a line that is too long is named by its number.
    @Test
    void lines_ofAFile_mayBeAsLongAsAllowed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lines");
        for (String end : List.of("\n", "\r\n")) {
            Files.writeString(file, "1234" + end + end + "5678");
            assertThat(Source.lines(file, 4).toList()).containsExactly("1234", "", "5678");
            Files.writeString(file, "1" + end + "12345" + end);
            assertThatThrownBy(() -> Source.lines(file, 4).count())
                    .hasRootCauseMessage("a line must have <= 4 bytes but line 2 has more; raise the longest line,"
                            + " or read the file in chunks");
        }
        Files.writeString(file, "x".repeat(100_000));
        assertThatThrownBy(() -> Source.lines(file, 4).count()).rootCause().hasMessageContaining("line 1 has more");
    }
}
