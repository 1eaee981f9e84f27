package dev.weir.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.DrainReport;
import dev.weir.Encodings;
import dev.weir.FrameLayer;
import dev.weir.Frames;
import dev.weir.Pause;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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

/** Conversations over real sockets. */
@Timeout(30)
class TcpTest {
    private static final FrameLayer<String, String> LINES =
            FrameLayer.of("lines", () -> Frames.lines(1_000), Encodings.lines(1_000));

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static TcpServerBuilder server() {
        return Tcp.server(loopback(0));
    }

    private static Socket dial(TcpServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address(), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void lines_areAnsweredAndHalfCloseIsKept() throws Exception { // T69
        try (TcpServer server = server().serve(c -> c.through(LINES).answer(lines -> lines.map(String::toUpperCase)));
                Socket socket = dial(server)) {
            socket.getOutputStream().write("one\ntw".getBytes(UTF_8));
            socket.getOutputStream().write("o\nlast".getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(all(socket)).isEqualTo("ONE\nTWO\nLAST\n");
            await("its place is free", () -> server.connections() == 0);
        }
    }

    @Test
    void client_andServer_talkToEachOther() throws Exception {
        try (TcpServer server = server().serve(c -> c.through(LINES).answer(lines -> lines.map(line -> line + "!")))) {
            List<String> heard = new ArrayList<>();
            TcpConnection connection =
                    Tcp.connect(server.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(connection.remoteAddress()).isEqualTo(server.address());
            Pipeline<?> talk =
                    connection.through(LINES).join(dev.weir.Duplex.of(Source.of("a", "b"), Sink.forEach(heard::add)));
            talk.run();
            assertThat(heard).containsExactly("a!", "b!");
        }
    }

    @Test
    void client_whereNobodyListens_isToldWhere() throws Exception {
        int port;
        try (TcpServer server = server().serve(c -> c.duplex().answer(bytes -> bytes))) {
            port = server.port();
        }
        assertThatThrownBy(
                        () -> Tcp.connect(loopback(port)).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class)
                .cause()
                .hasMessageStartingWith("a connection must be made but ")
                .hasMessageEndingWith("could not be reached; is it listening?");
    }

    @Test
    void peer_thatDoesNotRead_holdsBackWhatIsSaid() throws Exception { // T15, P36
        AtomicLong made = new AtomicLong();
        Source<byte[]> endless = Source.generate(out -> {
            byte[] chunk = new byte[16 * 1024];
            while (true) {
                made.addAndGet(chunk.length);
                out.emit(chunk);
            }
        });
        try (TcpServer server = server().serve(c -> c.duplex().answer(heard -> Source.merge(endless, heard)));
                Socket socket = dial(server)) {
            long before = -1;
            while (made.get() != before || before <= 0) {
                before = made.get();
                assertThat(before)
                        .as("what the sockets of both sides hold, and no more")
                        .isLessThan(64L << 20);
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            }
            assertThat(socket.getInputStream().readNBytes(1 << 20)).hasSize(1 << 20);
            long stuck = before;
            await("it goes on when the peer reads", () -> {
                try {
                    var _ = socket.getInputStream().readNBytes(1 << 16);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return made.get() > stuck;
            });
        }
    }

    @Test
    void flow_thatDoesNotTake_holdsBackThePeer() throws Exception { // P51
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong taken = new AtomicLong();
        try (TcpServer server = server().serve(c -> c.duplex()
                        .answer(heard -> heard.peek(bytes -> {
                                    go.await();
                                    taken.addAndGet(bytes.length);
                                })
                                .filter(bytes -> false)));
                Socket socket = dial(server)) {
            AtomicLong sent = new AtomicLong();
            int total = 32 << 20;
            Thread writer = Thread.ofPlatform().daemon().start(() -> {
                try {
                    byte[] chunk = new byte[64 * 1024];
                    while (sent.get() < total) {
                        socket.getOutputStream().write(chunk);
                        sent.addAndGet(chunk.length);
                    }
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            long before = -1;
            while (sent.get() != before) {
                before = sent.get();
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            }
            assertThat(before).isLessThan(total);
            go.countDown();
            writer.join();
            await("all has come", () -> taken.get() == total);
        }
    }

    @Test
    void places_thatAreAllTaken_leaveLaterOnesInTheBacklog() throws Exception { // T76, T77
        AtomicInteger serving = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TcpServer server = server().connections(2)
                .serve(c -> c.through(LINES)
                        .answer(lines -> lines.map(line -> {
                            most.accumulateAndGet(serving.incrementAndGet(), Math::max);
                            return line;
                        })))) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Socket socket = dial(server);
                socket.getOutputStream().write("hello\n".getBytes(UTF_8));
                sockets.add(socket);
            }
            await("two are served", () -> serving.get() == 2);
            assertThat(server.connections()).isEqualTo(2);
            for (Socket socket : sockets) {
                assertThat(socket.getInputStream().readNBytes(6)).isEqualTo("hello\n".getBytes(UTF_8));
                assertThat(server.connections()).isLessThanOrEqualTo(2);
                assertThat(serving.get()).isLessThanOrEqualTo(2);
                serving.decrementAndGet();
                socket.close();
            }
            assertThat(most.get()).isLessThanOrEqualTo(2);
            await("all places are free", () -> server.connections() == 0);
            try (Socket again = dial(server)) {
                again.getOutputStream().write("again\n".getBytes(UTF_8));
                assertThat(again.getInputStream().readNBytes(6)).isEqualTo("again\n".getBytes(UTF_8));
            }
        }
    }

    @Test
    void place_ofAConnectionWhoseRunGoesOn_isNotFree() throws Exception { // T81, P56
        CountDownLatch go = new CountDownLatch(1);
        try (TcpServer server = server().connections(1)
                .serve(c -> c.through(LINES).answer(lines -> lines.peek(line -> awaitUninterruptibly(go))))) {
            try (Socket first = dial(server)) {
                first.getOutputStream().write("work\n".getBytes(UTF_8));
                await("it is served", () -> server.connections() == 1);
                first.setSoLinger(true, 0);
            }
            try (Socket second = dial(server)) {
                second.getOutputStream().write("next\n".getBytes(UTF_8));
                second.setSoTimeout(300);
                assertThatThrownBy(() -> second.getInputStream().read())
                        .as("the work for the first goes on")
                        .isInstanceOf(SocketTimeoutException.class);
                go.countDown();
                second.setSoTimeout(10_000);
                assertThat(second.getInputStream().readNBytes(5)).isEqualTo("next\n".getBytes(UTF_8));
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void accepting_pausedByTwo_goesOnWhenBothHaveLetGo() throws Exception { // T79, P62
        try (TcpServer server = server().serve(c -> c.through(LINES).answer(lines -> lines))) {
            try (Pause one = server.pause("one");
                    Pause two = server.pause("two")) {
                assertThat(one.holder()).isEqualTo("one");
                try (Socket first = dial(server)) { // the system may have given one to the read that was under way
                    first.getOutputStream().write("a\n".getBytes(UTF_8));
                    try (Socket socket = dial(server)) {
                        socket.getOutputStream().write("b\n".getBytes(UTF_8));
                        socket.setSoTimeout(300);
                        assertThatThrownBy(() -> socket.getInputStream().read())
                                .isInstanceOf(SocketTimeoutException.class);
                        one.release();
                        assertThatThrownBy(one::release)
                                .hasMessage("a pause must be released once but that of 'one' was released again;"
                                        + " use close() if it may have been");
                        assertThatThrownBy(() -> socket.getInputStream().read())
                                .isInstanceOf(SocketTimeoutException.class);
                        two.release();
                        socket.setSoTimeout(10_000);
                        assertThat(socket.getInputStream().readNBytes(2)).isEqualTo("b\n".getBytes(UTF_8));
                    }
                }
            }
        }
    }

    @Test
    void conversation_thatFails_resetsAndIsTold() throws Exception { // T74
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        try (TcpServer server = server().onFailure((connection, cause) -> failures.add(cause))
                        .serve(c -> c.through(LINES)
                                .answer(lines -> lines.map(line -> {
                                    throw new IllegalStateException("no answer to " + line);
                                })));
                Socket socket = dial(server)) {
            socket.getOutputStream().write("x\n".getBytes(UTF_8));
            assertThatThrownBy(() -> all(socket))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            await("it is told", () -> failures.size() == 1);
            await("its place is free", () -> server.connections() == 0);
        }
    }

    @Test
    void conversation_thatCannotBeDeclared_resetsAndIsTold() throws Exception {
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        try (TcpServer server = server().onFailure((connection, cause) -> failures.add(cause))
                .serve(c -> {
                    throw new IllegalStateException("no such conversation");
                })) {
            assertThatThrownBy(() -> {
                        try (Socket socket = dial(server)) { // which may be reset before it is connected
                            all(socket);
                        }
                    })
                    .isInstanceOf(IOException.class);
            await("it is told", () -> failures.size() == 1);
            await("its place is free", () -> server.connections() == 0);
        }
    }

    @Test
    void connection_thatRests_isCutInTime() throws Exception {
        TcpLimits limits = TcpLimits.defaults().withIdleTimeout(Duration.ofMillis(200));
        try (TcpServer server = server().limits(limits).serve(c -> c.duplex().answer(bytes -> bytes));
                Socket socket = dial(server)) {
            assertThatThrownBy(() -> all(socket))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void drain_endsConversationsCleanly_andCutsTheRest() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        TcpServer server = server().serve(c -> c.through(LINES)
                .answer(lines -> lines.peek(line -> {
                    if (line.equals("stay")) {
                        never.await();
                    }
                })));
        try (Socket good = dial(server);
                Socket stuck = dial(server)) {
            good.getOutputStream().write("x\n".getBytes(UTF_8));
            stuck.getOutputStream().write("stay\n".getBytes(UTF_8));
            assertThat(good.getInputStream().readNBytes(2)).isEqualTo("x\n".getBytes(UTF_8));
            await("both are served", () -> server.connections() == 2);
            DrainReport report = server.drain(Duration.ofMillis(500));
            assertThat(all(good)).isEmpty();
            assertThat(report).isEqualTo(new DrainReport(false, 1));
            assertThatThrownBy(() -> all(stuck)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(server::address)
                .hasMessage("the address is known only while the server listens but it was closed");
    }

    @Test
    void settings_thatMakeNoSense_areRefusedWithAWayOut() throws Exception {
        assertThatThrownBy(() -> server().connections(0))
                .hasMessage("a server must serve >= 1 connection but was given 0;"
                        + " TcpServer.pause stops it from accepting for a while");
        assertThatThrownBy(() -> TcpLimits.defaults().withRoom(0, 1))
                .hasMessage("chunk and unsent must be >= 1 byte but were 0 and 1; TcpLimits.defaults() has sound ones");
        assertThatThrownBy(() -> TcpLimits.defaults().withIdleTimeout(Duration.ZERO))
                .hasMessage("idleTimeout must be > 0 but was PT0S; for hardly any limit use Duration.ofDays(365)");
        try (TcpServer server = server().serve(c -> c.duplex().answer(bytes -> bytes))) {
            assertThatThrownBy(() ->
                            Tcp.server(server.address()).serve(c -> c.duplex().answer(bytes -> bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be had; use another port, or 0 for any");
        }
    }

    @Test
    void connection_usedTwice_isRefused() throws Exception {
        try (TcpServer server = server().serve(c -> c.duplex().answer(bytes -> bytes))) {
            TcpConnection connection =
                    Tcp.connect(server.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            Source.<byte[]>of("x".getBytes(UTF_8)).run(connection.duplex().sink());
            assertThatThrownBy(() -> Source.<byte[]>of("x".getBytes(UTF_8))
                            .run(connection.duplex().sink()))
                    .hasRootCauseMessage("a connection must be written by one run but was written before;"
                            + " declare one pipeline for both directions");
            TcpConnection other =
                    Tcp.connect(server.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            CompletableFuture<?> one = reading(other);
            CompletableFuture<?> two = reading(other); // whichever comes second is refused; the other one waits
            assertThatThrownBy(() -> CompletableFuture.anyOf(one, two).get(10, TimeUnit.SECONDS))
                    .hasRootCauseMessage("a connection must be used by one run but was used before;"
                            + " declare one pipeline for both directions");
        }
    }

    private static CompletableFuture<?> reading(TcpConnection connection) {
        return connection.duplex().source().to(Sink.count()).start().result().toCompletableFuture();
    }
}
