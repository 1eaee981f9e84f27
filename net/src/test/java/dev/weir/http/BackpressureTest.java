package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Whoever does not take holds back the other end: what is made, or sent, stays bounded by what is declared here and by the
 * kernel's buffers, which are the only ones that are not ours.
 */
class BackpressureTest {
    private static final long MANY = 1_000_000;
    private static final int PIECE = 8 * 1024;

    /** The kernel holds a few MB on loopback; without holding back, all of the 8 GB would be made. */
    private static final long KERNEL = 32L * 1024 * 1024;

    private static final HttpLimits PATIENT =
            HttpLimits.defaults().timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    /** Waits until a number has stopped growing for a while, and answers it. */
    static long settled(AtomicLong number) {
        var at = new AtomicLong(System.nanoTime());
        var seen = new AtomicLong(-1);
        Wait.until("it stops growing", () -> {
            if (seen.getAndSet(number.get()) != number.get()) {
                at.set(System.nanoTime());
            }
            return number.get() > 0 && System.nanoTime() - at.get() > 300_000_000;
        });
        return number.get();
    }

    private static Response endless(AtomicLong made) {
        return Response.ok(Bytes.pieces(MANY, PIECE).peek(piece -> made.addAndGet(PIECE)));
    }

    /** A client that stops reading stops the flow that makes the answer. */
    @Test
    void answer_clientStopsReading_isHeldBack() throws Exception {
        var made = new AtomicLong();
        try (var server = HttpServer.on(0)
                        .limits(PATIENT)
                        .handle(request -> endless(made))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port(), 64 * 1024)) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            long first = settled(made);
            assertThat(first).isLessThan(KERNEL);
            wire.read(4 * 1024 * 1024);
            Wait.until("it goes on", () -> made.get() > first);
        }
    }

    /** The same on an event loop, where nothing may block. */
    @Test
    void answerOnEventLoop_clientStopsReading_isHeldBackAndTheLoopIsFree() throws Exception {
        var made = new AtomicLong();
        try (var loops = EventLoops.of(1);
                var server = HttpServer.on(0)
                        .on(loops)
                        .limits(PATIENT)
                        .handleAsync(request -> CompletableFuture.completedFuture(
                                request.target().equals("/") ? endless(made) : Response.text(200, "free")))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port(), 64 * 1024);
                var other = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
            assertThat(settled(made)).isLessThan(KERNEL);
            other.send("GET /free HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(other.readUntil("free")).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A handler that takes nothing stops the sender's socket; when it takes, all of it arrives. */
    @Test
    void request_handlerTakesNothing_stopsTheSender() throws Exception {
        var go = new CountDownLatch(1);
        long total = 64L * 1024 * 1024;
        try (var server = HttpServer.on(0)
                        .limits(PATIENT)
                        .handle(request -> {
                            Wait.on(go);
                            return Response.text(200, "read " + Bytes.count(request.body()));
                        })
                        .start();
                var socket = SocketChannel.open(server.address())) {
            String head = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + total + "\r\n\r\n";
            socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            socket.configureBlocking(false);
            var piece = ByteBuffer.allocate(64 * 1024);
            var sent = new AtomicLong();
            Runnable sendSome = () -> {
                try {
                    piece.clear().limit((int) Math.min(piece.capacity(), total - sent.get()));
                    sent.addAndGet(socket.write(piece));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            };
            var last = new AtomicLong(System.nanoTime());
            Wait.until("the socket takes nothing more", () -> {
                long before = sent.get();
                sendSome.run();
                if (sent.get() > before) {
                    last.set(System.nanoTime());
                }
                return System.nanoTime() - last.get() > 300_000_000;
            });
            assertThat(sent).hasValueLessThan(total).hasValueLessThan(KERNEL);
            go.countDown();
            Wait.until("all is sent", () -> {
                sendSome.run();
                return sent.get() == total;
            });
            socket.configureBlocking(true);
            var answer = ByteBuffer.allocate(4096);
            while (socket.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
                    .endsWith("read " + total);
        }
    }

    /** A response that nobody runs is not read: the server's flow is held back through the client. */
    @Test
    void response_notRun_holdsBackTheServer() throws Exception {
        var made = new AtomicLong();
        try (var server = HttpServer.on(0)
                        .limits(PATIENT)
                        .handle(request -> endless(made))
                        .onFailure((request, cause) -> {})
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port())
                        .limits(PATIENT)
                        .build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(settled(made)).isLessThan(KERNEL);
            try (var items = response.body().open()) {
                items.next();
                assertThat(settled(made)).isLessThan(KERNEL);
            }
        }
    }

    /** A server that takes nothing holds back the body of a request. */
    @Test
    void requestBody_serverTakesNothing_isHeldBack() throws Exception {
        var made = new AtomicLong();
        var over = new CountDownLatch(1);
        try (var server = HttpServer.on(0)
                        .limits(PATIENT)
                        .handle(request -> {
                            over.await();
                            return Response.of(204);
                        })
                        .onFailure((request, cause) -> {})
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port())
                        .limits(PATIENT)
                        .build()) {
            var body = Bytes.pieces(MANY, PIECE).peek(piece -> made.addAndGet(PIECE));
            var answer = client.send(Request.post("/", body));
            assertThat(settled(made)).isLessThan(KERNEL);
            over.countDown();
            Response response = Wait.get(answer);
            assertThat(response.status()).isEqualTo(204);
            Wait.until("the connection is not kept", () -> client.connections() == 0);
        }
    }
}
