package dev.weir.net.yamux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of a session, in memory. */
@Timeout(60)
class MuxTest {
    private static final MuxOptions OPTIONS = MuxOptions.defaults();

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    static Source<byte[]> bytes(long total, int each) {
        return Source.range(0, total / each).map(i -> {
            byte[] item = new byte[each];
            java.util.Arrays.fill(item, i.byteValue());
            return item;
        });
    }

    static Sink<byte[], ?> counting(AtomicLong count) {
        return Sink.forEach(item -> count.addAndGet(item.length));
    }

    private static Pipeline<?> echo(Duplex<byte[], byte[]> stream) {
        return stream.answer(heard -> heard);
    }

    private static byte[] talk(Mux mux, byte[] said) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        mux.open()
                .join(Duplex.of(Source.of(said), Sink.forEach(heard::writeBytes)))
                .run();
        return heard.toByteArray();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 13, 1_000, 100_000})
    void stream_whereverTheBytesAreCut_isEchoed(int piece) throws Exception {
        Pipes pipes = new Pipes(piece);
        Mux client = Mux.client(pipes.one, OPTIONS);
        Mux server = Mux.server(pipes.other, OPTIONS, MuxTest::echo);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        byte[] said = random(piece == 1 ? 20_000 : 700_000);
        assertThat(talk(client, said)).isEqualTo(said);
        assertThat(talk(client, "again".getBytes(UTF_8))).isEqualTo("again".getBytes(UTF_8));
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
        assertThat(client.streams() + server.streams()).isZero();
        assertThat(client.unread() + server.unread() + client.unsent() + server.unsent())
                .isZero();
    }

    @Test
    void streams_ofBothSides_talkAtOnce() throws Exception {
        Pipes pipes = new Pipes(1_000);
        Mux client = Mux.client(pipes.one, OPTIONS, MuxTest::echo);
        Mux server = Mux.server(pipes.other, OPTIONS, MuxTest::echo);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        AtomicLong heard = new AtomicLong();
        List<Running<?>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Mux from = i % 2 == 0 ? client : server;
            runs.add(from.open()
                    .join(Duplex.of(bytes(400_000, 1_000), counting(heard)))
                    .start());
        }
        for (Running<?> run : runs) {
            run.join(Duration.ofSeconds(20));
        }
        assertThat(heard).hasValue(20 * 400_000);
        server.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void halfClose_ofAStream_isHeardAndTheOtherHalfGoesOn() throws Exception { // T69
        Pipes pipes = new Pipes(100);
        CompletableFuture<byte[]> late = new CompletableFuture<>();
        AtomicInteger ends = new AtomicInteger();
        Mux server = Mux.server(
                pipes.other,
                OPTIONS,
                stream -> stream.answer(heard -> Source.concat(
                        heard.filter(bytes -> false),
                        Source.of(new byte[1]).peek(bytes -> ends.incrementAndGet()),
                        Source.from(late))));
        Mux client = Mux.client(pipes.one, OPTIONS);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> talk(client, "all".getBytes(UTF_8)));
        await("the end of what the client says", () -> ends.get() == 1);
        assertThat(heard).isNotDone();
        late.complete("late".getBytes(UTF_8));
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("\0late".getBytes(UTF_8));
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void aThousandStreams_oneOfThemStalled_holdUpNobody() throws Exception {
        MuxOptions options = OPTIONS.withStreams(1_000, 16 * 1024).withChatter(10_000);
        Pipes pipes = new Pipes(8 * 1024);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger accepted = new AtomicInteger();
        AtomicLong[] most = {new AtomicLong()};
        Mux[] sides = new Mux[1];
        Mux server = Mux.server(pipes.other, options, stream -> {
            boolean stalls = accepted.getAndIncrement() == 0;
            return stream.answer(heard -> heard.peek(bytes -> {
                if (stalls) {
                    go.await();
                }
                most[0].accumulateAndGet(sides[0].unread(), Math::max);
            }));
        });
        sides[0] = server;
        Mux client = Mux.client(pipes.one, options);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        AtomicLong heardOfFirst = new AtomicLong();
        AtomicLong heard = new AtomicLong();
        Running<?> first = client.open()
                .join(Duplex.of(bytes(100_000, 1_000), counting(heardOfFirst)))
                .start();
        await("the first one", () -> accepted.get() == 1);
        List<Running<?>> others = new ArrayList<>();
        for (int i = 1; i < 1_000; i++) {
            others.add(client.open()
                    .join(Duplex.of(bytes(50_000, 1_000), counting(heard)))
                    .start());
        }
        for (Running<?> run : others) {
            run.join(Duration.ofSeconds(40));
        }
        assertThat(heard).hasValue(999 * 50_000L);
        assertThat(first.ended()).isFalse();
        assertThat(server.unread()).as("what the stalled one holds").isBetween(1L, 16L * 1024);
        assertThat(most[0].get()).isLessThanOrEqualTo(options.mostUnread());
        go.countDown();
        first.join(Duration.ofSeconds(10));
        assertThat(heardOfFirst).hasValue(100_000);
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void tenThousandResets_withUnreadBytes_leaveNothingBehind() throws Exception {
        MuxOptions options = OPTIONS.withStreams(64, 16 * 1024);
        Pipes pipes = new Pipes(64 * 1024);
        Mux server = Mux.server(
                pipes.other,
                options,
                stream -> stream.answer(heard -> heard.map(bytes -> {
                    throw new IllegalArgumentException("not that");
                })));
        Mux client = Mux.client(pipes.one, options);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        int failed = 0;
        for (int round = 0; round < 10_000 / 50; round++) {
            List<Running<?>> runs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                runs.add(client.open()
                        .join(Duplex.of(bytes(8_000, 1_000), Sink.ignore()))
                        .start());
            }
            for (Running<?> run : runs) {
                try {
                    run.join(Duration.ofSeconds(20));
                } catch (dev.weir.FlowFailedException e) {
                    failed++;
                }
            }
        }
        assertThat(failed).isEqualTo(10_000);
        await(
                "nothing is held",
                () -> client.streams() + server.streams() == 0
                        && client.unread() + server.unread() + client.unsent() + server.unsent() == 0);
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void streams_ofDifferentWeights_shareByThem() throws Exception { // P19
        MuxOptions options = OPTIONS.withStreams(8, 1 << 20).withSending(1_024, 64 * 1024, 1 << 20);
        Pipes pipes = new Pipes(64 * 1024);
        AtomicLong[] heard = {new AtomicLong(), new AtomicLong()};
        Mux server = Mux.server(
                pipes.other,
                options,
                stream -> Duplex.of(stream.source(), stream.sink())
                        .answer(in -> in.peek(bytes -> heard[bytes[0]].addAndGet(bytes.length))
                                .filter(bytes -> false)));
        Mux client = Mux.client(pipes.one, options);
        List<Running<?>> runs = new ArrayList<>();
        for (byte which = 0; which < 2; which++) {
            byte[] item = new byte[4_000];
            java.util.Arrays.fill(item, which);
            runs.add(client.open(which == 0 ? 16 : 64)
                    .join(Duplex.of(Source.range(0, Long.MAX_VALUE).map(i -> item), Sink.ignore()))
                    .start());
        }
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        await("enough was heard", () -> heard[0].get() + heard[1].get() > 20_000_000);
        double ratio = (double) heard[1].get() / heard[0].get();
        assertThat(ratio).isBetween(3.0, 5.0);
        runs.forEach(run -> run.cancel("enough"));
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void ping_whileBulkDataFillsTheWire_isAnswered() throws Exception {
        Pipes pipes = new Pipes(64 * 1024);
        Mux server = Mux.server(pipes.other, OPTIONS, stream -> stream.answer(in -> in.filter(bytes -> false)));
        Mux client = Mux.client(pipes.one, OPTIONS);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        Running<?> bulk = client.open()
                .join(Duplex.of(Source.range(0, Long.MAX_VALUE).map(i -> new byte[60_000]), Sink.ignore()))
                .start();
        for (int i = 0; i < 50; i++) {
            assertThat(client.ping().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isPositive();
        }
        bulk.cancel("enough");
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
    }

    @Test
    void open_ofOneTooMany_failsAndSaysWhy() throws Exception {
        Pipes pipes = new Pipes(1_000);
        MuxOptions few = OPTIONS.withStreams(1, 16);
        Mux client = Mux.client(pipes.one, few);
        Mux server = Mux.server(pipes.other, few, MuxTest::echo);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        Running<?> open =
                client.open().join(Duplex.of(Source.from(first), Sink.ignore())).start();
        await("it is open", () -> server.streams() == 1);
        assertThatThrownBy(() -> talk(client, new byte[1]))
                .hasStackTraceContaining("a session must have at most 1 streams opened here but that many are open");
        first.complete(new byte[1]);
        open.join(Duration.ofSeconds(10));
        client.end();
        here.join(Duration.ofSeconds(10));
        there.join(Duration.ofSeconds(10));
        assertThatThrownBy(() -> talk(client, new byte[1]))
                .hasStackTraceContaining("no stream can be opened any more as the session is ending");
        assertThatThrownBy(() -> client.ping().toCompletableFuture().get(5, TimeUnit.SECONDS))
                .hasStackTraceContaining("the session has ended");
    }

    @Test
    void wire_thatBreaks_failsAllStreamsAndTheSession() throws Exception {
        Pipes pipes = new Pipes(1_000);
        Mux client = Mux.client(pipes.one, OPTIONS);
        Mux server = Mux.server(pipes.other, OPTIONS, MuxTest::echo);
        Running<?> there = server.pipeline().start();
        Running<?> here = client.pipeline().start();
        Running<?> open = client.open()
                .join(Duplex.of(Source.from(new CompletableFuture<byte[]>()), Sink.ignore()))
                .start();
        await("it is open", () -> server.streams() == 1);
        there.cancel("cut");
        assertThatThrownBy(() -> open.join(Duration.ofSeconds(10))).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> here.join(Duration.ofSeconds(10))).hasRootCauseInstanceOf(IOException.class);
        await("nothing is left", () -> client.streams() + server.streams() == 0);
    }
}
