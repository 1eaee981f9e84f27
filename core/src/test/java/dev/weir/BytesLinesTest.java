package dev.weir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines out of chunks: the same wherever those are split, and never longer or other than said. */
@Timeout(30)
class BytesLinesTest {
    private static Source<byte[]> chunks(byte[] bytes, int each) {
        return Bytes.read(() -> new ByteArrayInputStream(bytes), each);
    }

    private static List<String> lines(String text, int each) {
        return chunks(text.getBytes(UTF_8), each).through(Bytes.lines(64)).toList();
    }

    @Test
    void lines_splitAnywhere_areTheSame() {
        String text = "a\r\n\n\r\nüé€\uD83D\uDE00\rx\nlast €";
        for (int each = 1; each <= 40; each++) {
            assertThat(lines(text, each))
                    .as("chunks of %d", each)
                    .containsExactly("a", "", "", "üé€\uD83D\uDE00\rx", "last €");
        }
        assertThat(lines("", 3)).isEmpty();
        assertThat(lines("\n", 3)).containsExactly("");
        assertThat(lines("a\n", 3)).containsExactly("a");
        assertThat(lines("a\r", 3)).containsExactly("a");
    }

    @Test
    void lines_ofRandomText_areThoseOfAFile(@TempDir Path folder) throws IOException {
        Random random = new Random(1);
        String alphabet = "ab€é\n\r\uD83D\uDE00";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(16); i > 0; i--) {
                alphabet.codePoints().skip(random.nextInt(7)).limit(1).forEach(text::appendCodePoint);
            }
            Path file = Files.writeString(folder.resolve("text"), text);
            assertThat(lines(text.toString(), 1 + random.nextInt(5)))
                    .isEqualTo(Source.lines(file, 64).toList());
        }
    }

    @Test
    void lines_ofAFile_closeIt(@TempDir Path folder) throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open), "the system must tell what is open");
        Path file = Files.writeString(folder.resolve("a text that is closed"), "a\nb\n");
        assertThat(Source.lines(file, 64).toList()).containsExactly("a", "b");
        assertThat(Source.lines(file, 64).limit(1).toList()).containsExactly("a");
        try (Stream<Path> all = Files.list(open)) {
            assertThat(all.filter(Files::isSymbolicLink)
                            .map(BytesLinesTest::target)
                            .filter(target -> target.endsWith("a text that is closed")))
                    .isEmpty();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    // Rule 2: a line that does not end is not gathered without end.
    @Test
    void lines_longerThanMayBe_fail() {
        for (int each : new int[] {1, 2, 3, 100}) {
            Pipe<byte[], String> four = Bytes.lines(4);
            assertThat(chunks("abcd\r\nabcd\nabcd".getBytes(US_ASCII), each)
                            .through(four)
                            .toList())
                    .containsExactly("abcd", "abcd", "abcd");
            for (String text :
                    List.of("ok\nabcde\n", "ok\nabcde", "ok\nabcd\rx\n", "ok\nabcd\r\r\n", "ok\nabcdefghijk")) {
                List<String> before = Collections.synchronizedList(new ArrayList<>());
                assertThatThrownBy(() -> chunks(text.getBytes(US_ASCII), each)
                                .through(four)
                                .forEach(before::add))
                        .hasCauseInstanceOf(IOException.class)
                        .hasMessageContaining("a line must have <= 4 bytes but line 2 has more; raise");
                assertThat(before).containsExactly("ok");
            }
        }
        assertThatThrownBy(() -> Bytes.lines(0)).hasMessageContaining("longest must be >= 1 but was 0");
    }

    @Test
    void lines_thatAreNotUtf8_fail() {
        byte[] latin = {'o', 'k', '\n', 'c', 'a', 'f', (byte) 0xE9, '\n'};
        byte[] cut = {'o', 'k', '\n', 'c', (byte) 0xE2, (byte) 0x82};
        for (int each = 1; each < 9; each++) {
            int size = each;
            assertThatThrownBy(
                            () -> chunks(latin, size).through(Bytes.lines(64)).toList())
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("a line must be UTF-8 but line 2 is not from its byte 3, 0xE9; read text of");
            assertThatThrownBy(() -> chunks(cut, size).through(Bytes.lines(64)).toList())
                    .hasMessageContaining("line 2 is not from its byte 1, 0xE2");
        }
    }

    // Rule 4: what is not complete at a failure is no line.
    @Test
    void lines_beforeAFailure_areWhole() {
        List<String> before = new ArrayList<>();
        Source<byte[]> failing = Source.concat(
                chunks("one\ntwo\nthr".getBytes(US_ASCII), 2), Source.of(0).map(n -> new byte[1 / n]));
        assertThatThrownBy(() -> failing.through(Bytes.lines(64)).forEach(before::add))
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(before).containsExactly("one", "two");
    }

    @Test
    void lines_behindAFullSink_waitInTheirChunk() throws Exception {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        AtomicInteger read = new AtomicInteger();
        AtomicReference<Thread> putter = new AtomicReference<>();
        CountDownLatch second = new CountDownLatch(2);
        var run = chunks("a\nb\nc\nd\ne\nf\n".getBytes(US_ASCII), 6)
                .peek(chunk -> read.incrementAndGet())
                .through(Bytes.lines(64))
                .peek(line -> {
                    putter.set(Thread.currentThread());
                    second.countDown();
                })
                .to(Sink.putting(queue))
                .start();
        Flows.await(second);
        Flows.awaitWaiting(putter.get());
        assertThat(read).hasValue(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add(queue.take());
        }
        assertThat(lines).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(Flows.result(run)).isEqualTo(6);
    }
}
