package dev.weir;

import static dev.weir.Sizes.KIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams, files and pipes of processes: pressure, end, failure and cancel pass, and each is closed once. */
@Timeout(30)
class BytesTest {
    private static byte[] bytes(int many) {
        byte[] bytes = new byte[many];
        new Random(many).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(List<byte[]> chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        chunks.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Counts how often it is opened and closed; answers at most three bytes a read. */
    private static class In extends InputStream {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        private final InputStream bytes;

        In(int many) {
            bytes = new ByteArrayInputStream(bytes(many));
        }

        In open() {
            opened.incrementAndGet();
            return this;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return bytes.read(into, from, Math.min(most, 3));
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Counts what is done to it. */
    private static class Out extends OutputStream {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger flushed = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Out open() {
            opened.incrementAndGet();
            return this;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int at, int many) throws IOException {
            bytes.write(from, at, many);
        }

        @Override
        public void flush() throws IOException {
            flushed.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
        }
    }

    // ---- read

    @Test
    void read_aStream_givesWhatEachReadReturned() {
        In in = new In(10);
        List<byte[]> chunks = Bytes.read(in::open, 4).toList();
        assertThat(chunks).extracting(chunk -> chunk.length).containsExactly(3, 3, 3, 1);
        assertThat(joined(chunks)).isEqualTo(bytes(10));
        assertThat(in.closed).hasValue(1);
        List<byte[]> small = Bytes.read(() -> new In(5), 2).toList();
        assertThat(small).extracting(chunk -> chunk.length).containsExactly(2, 2, 1);
    }

    @Test
    void read_chunks_belongToTheirReceivers() {
        List<byte[]> chunks = Bytes.read(() -> new In(9), 3)
                .map(chunk -> {
                    byte[] copy = chunk.clone();
                    java.util.Arrays.fill(chunk, (byte) 0);
                    return copy;
                })
                .toList();
        assertThat(joined(chunks)).isEqualTo(bytes(9));
    }

    @Test
    void read_withoutDemand_isNotOpened() {
        In in = new In(9);
        assertThat(Bytes.read(in::open, 3).limit(0).toList()).isEmpty();
        assertThat(in.opened).hasValue(0);
        assertThat(in.closed).hasValue(0);
    }

    // Rule 4: however it ends, it is closed once.
    @Test
    void read_endedEarlyOrFailed_isClosedOnce() {
        In early = new In(9);
        assertThat(Bytes.read(early::open, 1).limit(2).toList()).hasSize(2);
        assertThat(early.closed).hasValue(1);
        In failed = new In(9);
        assertThatThrownBy(() -> Bytes.read(failed::open, 1).forEach(chunk -> {
                    throw new IOException("sink");
                }))
                .hasRootCauseMessage("sink");
        assertThat(failed.closed).hasValue(1);
        In broken = new In(9) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("read");
            }
        };
        assertThatThrownBy(() -> Bytes.read(broken::open, 1).toList())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("stage 'read-0' failed")
                .hasRootCauseMessage("read");
        assertThat(broken.closed).hasValue(1);
        assertThatThrownBy(() -> Bytes.read(
                                () -> {
                                    throw new IOException("open");
                                },
                                1)
                        .toList())
                .hasRootCauseMessage("open");
    }

    @Test
    void read_thatAnswersNothing_failsWithTheRule() {
        In none = new In(9) {
            @Override
            public int read(byte[] into, int from, int most) {
                return 0;
            }
        };
        assertThatThrownBy(() -> Bytes.read(none::open, 1).toList())
                .hasMessageContaining("must block until there are >= 1 bytes")
                .hasMessageContaining("answered 0");
        assertThatThrownBy(() -> Bytes.read(none::open, 0)).hasMessageContaining("chunk must be >= 1 but was 0");
    }

    // Rule 1: a stuck consumer holds back the reads.
    @Test
    @Tag("blocks")
    void read_behindAStuckSink_stops() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        In in = new In(100_000) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                reads.incrementAndGet();
                return super.read(into, from, most);
            }
        };
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicReference<Thread> sink = new AtomicReference<>();
        Pipeline<?> pipeline = Bytes.read(in::open, 3).buffer(2).to(Sink.forEach(chunk -> {
            sink.set(Thread.currentThread());
            stuck.countDown();
            Flows.blockForEver(chunk);
        }));
        var run = pipeline.start();
        Flows.await(stuck);
        Flows.awaitWaiting(sink.get());
        Flows.awaitThat("full", () -> run.pressure().held() == 2);
        assertThat((long) reads.get())
                .isLessThanOrEqualTo(pipeline.bound().items().orElseThrow());
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(in.closed).hasValue(1);
        Flows.assertQuiet(run);
    }

    @Test
    void read_cancelledWhileItBlocks_isInterruptedAndClosedOnce() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        In in = new In(9) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                blocked.countDown();
                try {
                    return Flows.blockForEver(0);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        var run = Bytes.read(in::open, 3).to(Sink.count()).start();
        Flows.await(blocked);
        run.cancel("enough");
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowCancelledException.class)
                .hasMessage("enough");
        assertThat(in.closed).hasValue(1);
    }

    // ---- write

    @Test
    void files_readAndWritten_areTheSame(@TempDir Path folder) throws IOException {
        for (int many : new int[] {0, 1, 8 * KIB, 8 * KIB + 1, 100_000}) {
            Path from = Files.write(folder.resolve("from" + many), bytes(many));
            Path to = folder.resolve("to");
            assertThat(Bytes.read(from, 8 * KIB).run(Bytes.write(to))).isEqualTo(many);
            assertThat(to).hasBinaryContent(bytes(many));
        }
        assertThatThrownBy(() -> Bytes.read(folder.resolve("none"), 1).run(Bytes.write(folder.resolve("to"))))
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void write_withOptions_opensTheFileWithThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("file");
        Source.of(new byte[] {1, 2}).run(Bytes.write(file));
        Source.of(new byte[] {3}).run(Bytes.write(file, StandardOpenOption.APPEND));
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        Source.of(new byte[] {4}).run(Bytes.write(file));
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThatThrownBy(() -> Source.of(new byte[] {5})
                        .run(Bytes.write(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
    }

    // What was written before a failure stays.
    @Test
    void write_failed_keepsWhatWasWritten(@TempDir Path folder) {
        Path file = folder.resolve("file");
        assertThatThrownBy(() ->
                        Source.of(1, 2, 0).map(n -> new byte[] {(byte) (2 / n)}).run(Bytes.write(file)))
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(file).hasBinaryContent(new byte[] {2, 1});
    }

    @Test
    void write_endedInAnyWay_isClosedOnce() {
        Out done = new Out();
        assertThat(Source.of(bytes(5), bytes(7)).run(Bytes.write(done::open))).isEqualTo(12);
        assertThat(done.opened).hasValue(1);
        assertThat(done.flushed).hasPositiveValue();
        assertThat(done.closed).hasValue(1);
        Out empty = new Out();
        assertThat(Source.<byte[]>of().run(Bytes.write(empty::open))).isZero();
        assertThat(empty.closed).hasValue(1);
        Out failed = new Out();
        assertThatThrownBy(() -> Source.of(0).map(n -> new byte[1 / n]).run(Bytes.write(failed::open)))
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(failed.closed).hasValue(1);
    }

    @Test
    void write_thatFails_failsTheFlowAndIsClosedOnce() {
        Out write = new Out() {
            @Override
            public void write(byte[] from, int at, int many) throws IOException {
                throw new IOException("write");
            }
        };
        Out flush = new Out() {
            @Override
            public void flush() throws IOException {
                throw new IOException("flush");
            }
        };
        Out close = new Out() {
            @Override
            public void close() throws IOException {
                super.close();
                throw new IOException("close");
            }
        };
        Flows.Counted counted = new Flows.Counted();
        Source<byte[]> source = counted.source(100).map(n -> bytes(3));
        assertThatThrownBy(() -> source.run(Bytes.write(write::open)))
                .hasMessageContaining("stage 'write-")
                .hasRootCauseMessage("write");
        assertThat(counted.closed).hasValue(1);
        assertThatThrownBy(() -> Source.of(bytes(1)).run(Bytes.write(flush::open)))
                .hasRootCauseMessage("flush");
        assertThatThrownBy(() -> Source.of(bytes(1)).run(Bytes.write(close::open)))
                .hasRootCauseMessage("close");
        assertThat(List.of(write, flush, close))
                .extracting(out -> out.closed.get())
                .containsExactly(1, 1, 1);
    }

    // Rule 1: a stream that takes nothing holds back what is before it, within the bound.
    @Test
    void write_toAStuckStream_holdsBackAndIsClosedOnceOnACancel() throws Exception {
        AtomicReference<Thread> writer = new AtomicReference<>();
        CountDownLatch stuck = new CountDownLatch(1);
        Out out = new Out() {
            @Override
            public void write(byte[] from, int at, int many) throws IOException {
                writer.set(Thread.currentThread());
                stuck.countDown();
                try {
                    Flows.blockForEver(0);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        AtomicInteger made = new AtomicInteger();
        Pipeline<Long> pipeline = Source.range(0, 1_000_000)
                .map(n -> bytes(made.incrementAndGet() % 10))
                .buffer(2)
                .to(Bytes.write(out::open));
        var run = pipeline.start();
        Flows.await(stuck);
        Flows.awaitThat("full", () -> run.pressure().held() == 2);
        assertThat((long) made.get())
                .isLessThanOrEqualTo(pipeline.bound().items().orElseThrow());
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(out.closed).hasValue(1);
        Flows.assertQuiet(run);
    }

    @Test
    void write_whenNothingMoreIsAtHand_flushes() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        Out out = new Out() {
            @Override
            public void flush() throws IOException {
                super.flush();
                if (bytes.size() == 2) {
                    both.countDown();
                }
            }
        };
        AtomicReference<Receiver<byte[]>> api = new AtomicReference<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        var run = Source.<byte[]>pausable(
                        receiver -> {
                            api.set(receiver);
                            subscribed.countDown();
                        },
                        () -> {},
                        () -> {})
                .to(Bytes.write(out::open))
                .start();
        Flows.await(subscribed);
        assertThat(out.flushed).hasValue(0);
        api.get().push(bytes(2));
        Flows.await(both); // and the flow goes on
        assertThat(run.ended()).isFalse();
        api.get().push(bytes(3));
        api.get().end();
        assertThat(Flows.result(run)).isEqualTo(5);
    }

    // ---- processes

    // Both pipes are full on the way: each direction has its own pressure.
    @Test
    @Tag("realTime")
    void process_ofCat_givesBackWhatIsWritten() throws Exception {
        byte[] all = bytes(1_000_000);
        Process cat = new ProcessBuilder("cat").start();
        var in = Bytes.read(() -> new ByteArrayInputStream(all), 10_000)
                .to(Bytes.write(cat::getOutputStream))
                .start();
        List<byte[]> out = Bytes.read(cat::getInputStream, 8 * KIB).toList();
        assertThat(joined(out)).isEqualTo(all);
        assertThat(Flows.result(in)).isEqualTo(all.length);
        assertThat(cat.waitFor()).isZero();
    }

    // Its pipe heeds no interrupt: a cancel ends it together with the process.
    @Test
    @Tag("realTime")
    void process_cancelledAndDestroyed_ends() throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        CountDownLatch some = new CountDownLatch(1);
        cat.getOutputStream().write(1);
        cat.getOutputStream().flush();
        var out = Bytes.read(cat::getInputStream, 8 * KIB)
                .to(Sink.forEach(chunk -> some.countDown()))
                .start();
        Flows.await(some);
        out.cancel("enough");
        cat.destroy();
        assertThat(Flows.failure(out)).isInstanceOf(FlowCancelledException.class);
    }
}
