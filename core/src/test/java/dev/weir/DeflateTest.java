package dev.weir;

import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that are deflated on the way: read whole whatever the chunks, and no bomb. */
@Timeout(20)
class DeflateTest {
    private static <T> Sink<T, ?> into(List<T> list) {
        return Sink.forEach(list::add);
    }

    private static <T> List<T> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void deflate_ofBothSides_isRead_whateverTheChunks() {
        byte[] text =
                "the same words, the same words, the same words".repeat(500).getBytes(UTF_8);
        List<byte[]> sealed = list();
        Duplex<byte[], byte[]> out = Duplex.of(Source.<byte[]>of(), into(sealed));
        result(out.through(Deflate.limitedTo(1 << 20))
                .join(Duplex.of(Source.of(text, "end".getBytes(UTF_8)), into(list())))
                .start());
        assertThat(sealed.stream().mapToInt(bytes -> bytes.length).sum()).isLessThan(text.length / 10);
        for (int size : new int[] {1, 3, 1_000}) {
            List<byte[]> heard = list();
            Source<byte[]> wire = Source.from(sealed).flatMap(bytes -> Source.from(pieces(bytes, size)));
            result(Duplex.of(wire, Sink.<byte[]>forEach(bytes -> {}))
                    .through(Deflate.limitedTo(1 << 20))
                    .answer(all -> all.peek(heard::add).filter(bytes -> false))
                    .start());
            assertThat(String.join(
                            "",
                            heard.stream()
                                    .map(bytes -> new String(bytes, UTF_8))
                                    .toList()))
                    .isEqualTo(new String(text, UTF_8) + "end");
        }
    }

    private static List<byte[]> pieces(byte[] bytes, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            pieces.add(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return pieces;
    }

    @Test
    void deflate_thatExpandsTooFar_fails() {
        List<byte[]> bomb = list();
        result(Duplex.of(Source.<byte[]>of(), into(bomb))
                .through(Deflate.limitedTo(1 << 20))
                .join(Duplex.of(Source.of(new byte[10 << 20]), into(list())))
                .start());
        java.util.concurrent.atomic.AtomicLong seen = new java.util.concurrent.atomic.AtomicLong();
        Running<?> run = Duplex.of(Source.from(bomb), Sink.<byte[]>forEach(bytes -> {}))
                .through(Deflate.limitedTo(64 * 1024))
                .answer(all -> all.peek(bytes -> seen.addAndGet(bytes.length)).filter(bytes -> false))
                .start();
        assertThat(failure(run))
                .rootCause()
                .hasMessageStartingWith(
                        "what is inflated must be <= 65536 bytes beyond 20 times what came but was more");
        assertThat(seen.get()).isLessThan(1 << 20);
    }
}
