package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.DrainReport;
import dev.weir.Ending;
import dev.weir.Fn;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes too long, is too much or too many. */
class LimitsTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private HttpServer server;

    private Wire serve(HttpLimits limits, Fn<Request, Response> handler) throws IOException {
        server = HttpServer.on(0)
                .limits(limits)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
        return new Wire(server.port());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A connection that rests for too long is closed without a word, before its first request and after it. */
    @Test
    void idle_tooLong_closes() throws Exception {
        var limits = HttpLimits.defaults().timeouts(SHORT, LONG, LONG);
        try (Wire wire = serve(limits, request -> Response.of(204))) {
            assertThat(wire.readAll()).isEmpty();
        }
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET).readHead();
            assertThat(wire.readAll()).isEmpty();
        }
    }

    /** A head that does not become complete is answered with 408. */
    @Test
    void head_tooSlow_isAnsweredWith408() throws Exception {
        var limits = HttpLimits.defaults().timeouts(LONG, SHORT, LONG);
        try (Wire wire = serve(limits, request -> Response.of(204))) {
            assertThat(wire.send("GET / HT").readAll()).startsWith("HTTP/1.1 408 ");
        }
    }

    /** A body that makes no progress while it is wanted is answered with 408. */
    @Test
    void body_withoutProgress_isAnsweredWith408() throws Exception {
        var limits = HttpLimits.defaults().timeouts(LONG, LONG, SHORT);
        try (Wire wire = serve(limits, request -> Response.text(200, Bytes.text(request.body())))) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 408 ");
        }
    }

    /** A handler may take its time before it wants a body: the peer is not blamed for that. */
    @Test
    void body_notWantedYet_isNotTimed() throws Exception {
        var limits = HttpLimits.defaults().timeouts(SHORT, SHORT, SHORT);
        var other = new CompletableFuture<Void>();
        var _ = other.completeOnTimeout(null, 500, java.util.concurrent.TimeUnit.MILLISECONDS);
        try (Wire wire = serve(limits, request -> {
            other.join();
            return Response.text(200, Bytes.text(request.body()));
        })) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(wire.readUntil("abc")).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A peer that takes nothing of an answer is cut. */
    @Test
    void answer_withoutProgress_isCut() throws Exception {
        var ended = new CompletableFuture<Ending>();
        var limits = HttpLimits.defaults().timeouts(LONG, LONG, SHORT);
        try (Wire wire = serve(
                limits,
                request -> Response.ok(Bytes.pieces(Long.MAX_VALUE, 10_000)).onEnded(ended::complete))) {
            wire.send(GET);
            assertThat(Wait.get(ended))
                    .isInstanceOf(Ending.Failed.class)
                    .asString()
                    .contains("a peer must take >= 1024 bytes of what is sent in PT0.1S but took ")
                    .contains("; read faster, or ask for less with HttpLimits.progress");
            Wait.until("the connection is gone", () -> server.connections() == 0);
        }
    }

    /** A chunked body that grows too large fails the run, and is answered with 413. */
    @Test
    void body_growsTooLarge_isAnsweredWith413() throws Exception {
        try (Wire wire =
                serve(HttpLimits.defaults().body(5), request -> Response.text(200, Bytes.text(request.body())))) {
            wire.send(
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 413 ");
        }
    }

    /** Beyond the most connections, the next one is accepted when one has closed, and is served then. */
    @Test
    void connections_beyondTheMost_waitUntilOneCloses() throws Exception {
        try (Wire first = serve(HttpLimits.defaults().connections(2), request -> Response.of(204));
                Wire second = new Wire(server.port());
                Wire third = new Wire(server.port())) {
            first.send(GET).readHead();
            second.send(GET).readHead();
            third.send(GET);
            second.send(GET).readHead();
            assertThat(server.connections()).isEqualTo(2);
            third.socket.setSoTimeout(50);
            assertThatThrownBy(third::read).isInstanceOf(java.net.SocketTimeoutException.class);
            third.socket.setSoTimeout(10_000);
            first.reset();
            assertThat(third.readHead()).startsWith("HTTP/1.1 204 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** A drain closes what rests, lets what is in be answered for the last time, and takes nothing new. */
    @Test
    void drain_exchangeUnderWay_isAnswered() throws Exception {
        var in = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (Wire busy = serve(HttpLimits.defaults(), request -> {
                    in.countDown();
                    Wait.on(go);
                    return Response.text(200, "last");
                });
                Wire resting = new Wire(server.port())) {
            int port = server.port();
            busy.send(GET);
            Wait.on(in);
            var report = CompletableFuture.supplyAsync(() -> server.drain(Wait.LONG));
            assertThat(resting.readAll()).isEmpty();
            assertThatThrownBy(() -> new Wire(port)).isInstanceOf(IOException.class);
            go.countDown();
            assertThat(busy.readAll()).contains("Connection: close\r\n").endsWith("\r\n\r\nlast");
            assertThat(Wait.get(report)).isEqualTo(new DrainReport(true, 0));
        }
    }

    /** What is not answered in time is cut, and counted. */
    @Test
    void drain_tooLong_cuts() throws Exception {
        var in = new CountDownLatch(1);
        try (Wire busy = serve(HttpLimits.defaults(), request -> {
            in.countDown();
            new CountDownLatch(1).await();
            return Response.of(204);
        })) {
            busy.send(GET);
            Wait.on(in);
            assertThat(server.drain(Duration.ofMillis(50))).isEqualTo(new DrainReport(false, 1));
            assertThat(busy.readAllOrReset()).isEmpty();
        }
    }

    /** The rule, the value, the way out. */
    @Test
    void limits_impossible_areRefused() {
        assertThatThrownBy(() -> HttpLimits.defaults().buffers(100, 2, 1))
                .hasMessage("bufferedBytes must be >= 16384 but was 100; HttpLimits.defaults() has sane ones");
        assertThatThrownBy(() -> HttpLimits.defaults().buffers(20_000, 10, 10)).hasMessageContaining("highMark");
    }
}
