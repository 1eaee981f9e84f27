package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flow as an InputStream: driven by whoever reads, failed for its reasons, cancelled when it is closed. */
@Timeout(30)
class AsInputStreamTest {
    private static byte[] bytes(int many) {
        byte[] bytes = new byte[many];
        new Random(many).nextBytes(bytes);
        return bytes;
    }

    private static Source<byte[]> chunks(byte[] bytes, int each) {
        return Bytes.read(() -> new ByteArrayInputStream(bytes), each);
    }

    @Test
    void asInputStream_readInAnyWay_givesAllBytes() throws IOException {
        byte[] all = bytes(1000);
        Source<byte[]> source = Source.concat(Source.of(new byte[0]), chunks(all, 7), Source.of(new byte[0]));
        try (InputStream in = Bytes.asInputStream(source)) {
            assertThat(in.readAllBytes()).isEqualTo(all);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[3])).isEqualTo(-1);
        }
        try (InputStream in = Bytes.asInputStream(source.buffer(2))) {
            assertThat(in.available()).isZero();
            assertThat(in.read()).isEqualTo(all[0] & 0xFF);
            assertThat(in.available()).isEqualTo(6);
            assertThat(in.readNBytes(99)).isEqualTo(Arrays.copyOfRange(all, 1, 100));
            assertThat(in.skip(900)).isEqualTo(900);
            assertThat(in.read(new byte[0])).isZero();
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void asInputStream_ofAFlowThatFails_throwsItsCause() throws IOException {
        Source<byte[]> failing = Source.concat(
                Source.of(bytes(2)), Source.of(0).map(n -> new byte[1 / n]).named("divide"));
        try (InputStream in = Bytes.asInputStream(failing)) {
            assertThat(in.readNBytes(2)).isEqualTo(bytes(2));
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("stage 'divide' failed")
                        .hasCauseInstanceOf(ArithmeticException.class);
            }
        }
    }

    @Test
    void asInputStream_closed_cancelsTheFlow() throws IOException {
        Flows.Counted source = new Flows.Counted();
        InputStream in =
                Bytes.asInputStream(source.source(100).map(n -> bytes(3)).buffer(2));
        assertThat(source.pulled).hasValue(0);
        assertThat(in.read()).isNotNegative();
        in.close();
        in.close();
        assertThat(source.closed).hasValue(1);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("was closed");
        AtomicInteger opened = new AtomicInteger();
        Source<byte[]> never = Bytes.read(
                () -> {
                    opened.incrementAndGet();
                    return InputStream.nullInputStream();
                },
                3);
        Bytes.asInputStream(never).close();
        assertThat(opened).hasValue(0);
    }

    @Test
    void asInputStream_interrupted_cancelsTheFlow() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        InputStream in = Bytes.asInputStream(Source.<byte[]>generate(out -> Flows.blockForEver(0)));
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                in.read();
            } catch (IOException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        Flows.awaitWaiting(reader);
        reader.interrupt();
        reader.join();
        assertThat(thrown.get()).hasCauseInstanceOf(FlowCancelledException.class);
        assertThat(flag).hasValue(true);
        in.close();
    }
}
