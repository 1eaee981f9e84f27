package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers and writers: no character is torn apart, and each is closed once, however the flow ends. */
@Timeout(30)
class TextsTest {
    private static final String TEXT = "a\uD83D\uDE00b€\uD83D\uDE01\uD83D\uDE02\r\n";

    private final AtomicInteger closed = new AtomicInteger();

    private Reader reader(String text) {
        return new StringReader(text) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private class Out extends StringWriter {
        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
        }
    }

    @Test
    void read_inChunksOfAnySize_tearsNoPairApart() {
        for (int size = 2; size <= 12; size++) {
            int most = size;
            List<String> chunks = Texts.read(() -> reader(TEXT), most).toList();
            assertThat(String.join("", chunks)).isEqualTo(TEXT);
            assertThat(chunks).allSatisfy(chunk -> {
                assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(most);
                assertThat(Character.isHighSurrogate(chunk.charAt(chunk.length() - 1)))
                        .isFalse();
            });
        }
        assertThat(closed).hasValue(11);
        assertThat(Texts.read(() -> reader(""), 2).toList()).isEmpty();
        assertThat(Texts.read(() -> reader("x\uD83D"), 2).toList()).containsExactly("x", "\uD83D");
        assertThat(Texts.read(() -> reader("\uD83D\uD83Dx"), 2).toList()).containsExactly("\uD83D", "\uD83Dx");
        assertThatThrownBy(() -> Texts.read(() -> reader(""), 1)).hasMessageContaining("chunk must be >= 2 but was 1");
    }

    @Test
    void read_thatFailsOrIsLeft_isClosedOnce() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] into, int from, int most) throws IOException {
                throw new IOException("read");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        assertThatThrownBy(() -> Texts.read(() -> broken, 2).toList())
                .hasMessageContaining("stage 'read-0' failed")
                .hasRootCauseMessage("read");
        assertThat(closed).hasValue(1);
        assertThat(Texts.read(() -> reader(TEXT), 2).limit(1).toList()).containsExactly("a");
        assertThat(closed).hasValue(2);
        assertThat(Texts.read(() -> reader(TEXT), 2).limit(0).toList()).isEmpty();
        assertThat(closed).hasValue(2);
        Reader nothing = new Reader() {
            @Override
            public int read(char[] into, int from, int most) {
                return 0;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> Texts.read(() -> nothing, 2).toList())
                .hasMessageContaining("must block until there are >= 1 characters")
                .hasMessageContaining("answered 0");
    }

    @Test
    void read_cancelledWhileItBlocks_isClosedOnce() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Reader blocking = new Reader() {
            @Override
            public int read(char[] into, int from, int most) throws IOException {
                blocked.countDown();
                try {
                    return Flows.blockForEver(0);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        var run = Texts.read(() -> blocking, 2).to(Sink.count()).start();
        Flows.await(blocked);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void write_ofChunks_writesAndCountsThem() {
        Out out = new Out();
        assertThat(Texts.read(() -> reader(TEXT), 3).run(Texts.write(() -> out)))
                .isEqualTo(TEXT.length());
        assertThat(out).hasToString(TEXT);
        assertThat(closed).hasValue(2);
        Out builders = new Out();
        assertThat(Source.of(new StringBuilder("ab"), new StringBuilder("c")).run(Texts.write(() -> builders)))
                .isEqualTo(3);
        assertThat(builders).hasToString("abc");
    }

    @Test
    void write_ofAFlowThatFails_isClosedOnce() {
        Out out = new Out();
        assertThatThrownBy(() -> Source.of(1, 0).map(n -> "" + 1 / n).run(Texts.write(() -> out)))
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(closed).hasValue(1);
        assertThat(out).hasToString("1");
        Out broken = new Out() {
            @Override
            public StringWriter append(CharSequence text) {
                throw new IllegalStateException("write");
            }
        };
        assertThatThrownBy(() -> Source.of("a").run(Texts.write(() -> broken))).hasRootCauseMessage("write");
        assertThat(closed).hasValue(2);
    }
}
