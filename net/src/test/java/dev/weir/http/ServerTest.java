package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server does with requests that are good, seen from a plain socket. */
class ServerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private HttpServer server;

    private Wire serve(Fn<Request, Response> handler) throws IOException {
        server = HttpServer.on(0)
                .handle(handler)
                .onFailure((request, cause) -> failures.add(cause))
                .start();
        return new Wire(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String post(int length, String body) {
        return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    /** Requests that come in one piece are answered in their order, one after the other. */
    @Test
    void pipelined_manyRequests_areAnsweredInOrder() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, request.target() + "."))) {
            var all = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            wire.send(all.toString());
            for (int i = 0; i < 500; i++) {
                assertThat(wire.readUntil(".\r\n".substring(0, 1) + "1 200")).isNotNull();
                assertThat(wire.readUntil("\r\n\r\n")).isNotNull();
                assertThat(wire.readUntil(".")).isEqualTo("/" + i + ".");
            }
        }
    }

    /** The second request of a connection waits until the first one was answered. */
    @Test
    void pipelined_secondRequest_waitsForTheFirstAnswer() throws Exception {
        var go = new CountDownLatch(1);
        var called = new LinkedBlockingQueue<String>();
        try (Wire wire = serve(request -> {
            called.add(request.target());
            Wait.on(go);
            return Response.of(204);
        })) {
            wire.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(called.poll(10, TimeUnit.SECONDS)).isEqualTo("/1");
            assertThat(server.exchanges()).isEqualTo(1);
            assertThat(called).isEmpty();
            go.countDown();
            assertThat(wire.readHead()).startsWith("HTTP/1.1 204 ");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 204 ");
        }
    }

    /** A flow of unknown length goes out in chunks, with a date. */
    @Test
    void answer_stream_isChunked() throws Exception {
        try (Wire wire = serve(request -> Response.ok(Bytes.body("abc", "de")))) {
            wire.send(GET);
            assertThat(wire.readHead())
                    .contains("Transfer-Encoding: chunked\r\n")
                    .contains("\r\nDate: ");
            assertThat(wire.readUntil("0\r\n\r\n")).isEqualTo("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        }
    }

    /** A client of HTTP/1.0 gets no chunks: the end of the connection is the end of the body. */
    @Test
    void answer_streamForHttp10_endsWithTheConnection() throws Exception {
        try (Wire wire = serve(request -> Response.ok(Bytes.body("abc", "de")))) {
            wire.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(wire.readHead()).doesNotContain("chunked").contains("Connection: close\r\n");
            assertThat(wire.readAll()).isEqualTo("abcde");
        }
    }

    /** A client of HTTP/1.0 that asks for it keeps its connection, if the length is known. */
    @Test
    void answer_http10KeepAlive_isKept() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a"))) {
            for (int i = 0; i < 2; i++) {
                wire.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(wire.readHead())
                        .contains("Connection: keep-alive\r\n")
                        .contains("Content-Length: 1\r\n");
                assertThat(wire.read(1)).isEqualTo("a");
            }
        }
    }

    /** HEAD has the head of GET and no body, and the connection goes on. */
    @Test
    void answer_head_hasNoBody() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "abc"))) {
            wire.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + GET);
            assertThat(wire.readHead()).contains("Content-Length: 3\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 3\r\n");
            assertThat(wire.read(3)).isEqualTo("abc");
        }
    }

    /** 204 and 304 say nothing about a body, and 304 may tell the length there would be. */
    @Test
    void answer_statusWithoutBody_hasNone() throws Exception {
        try (Wire wire = serve(request -> request.target().equals("/204")
                ? Response.of(204).withBody(Bytes.body("no"))
                : Response.of(304).with("Content-Length", "77"))) {
            wire.send("GET /204 HTTP/1.1\r\nHost: h\r\n\r\nGET /304 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 204 ").doesNotContain("Content-Length", "Transfer");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 304 ").contains("Content-Length: 77\r\n");
        }
    }

    /** The client is told to go on when the handler wants the body, not before. */
    @Test
    void expectContinue_handlerWantsBody_isAnswered() throws Exception {
        var wanted = new CountDownLatch(1);
        try (Wire wire = serve(request -> {
            Wait.on(wanted);
            return Response.text(200, Bytes.text(request.body()));
        })) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            wanted.countDown();
            assertThat(wire.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            wire.send("abc");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
            assertThat(wire.read(3)).isEqualTo("abc");
        }
    }

    /** A client whose announced body nobody wants is answered without it, and the connection closes. */
    @Test
    void expectContinue_handlerDoesNotWantBody_isClosed() throws Exception {
        try (Wire wire = serve(request -> Response.of(403))) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 403 ").contains("Connection: close\r\n");
        }
    }

    /** A client that has closed its half after the request still gets the answer. */
    @Test
    void halfClose_afterTheRequest_isAnswered() throws Exception {
        var go = new CountDownLatch(1);
        try (Wire wire = serve(request -> {
            Wait.on(go);
            return Response.ok(Bytes.body("abc"));
        })) {
            wire.send(GET).endOutput();
            go.countDown();
            assertThat(wire.readAll()).startsWith("HTTP/1.1 200 ").endsWith("3\r\nabc\r\n0\r\n\r\n");
        }
    }

    /** Who asks for it is answered for the last time. */
    @Test
    void connectionClose_asked_closes() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a"))) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n");
            assertThat(wire.readAll()).contains("Connection: close\r\n").endsWith("\r\n\r\na");
        }
    }

    /** A handler can end a connection with its answer. */
    @Test
    void connectionClose_byTheHandler_closes() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a").with("Connection", "close"))) {
            assertThat(wire.send(GET).readAll())
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\na");
        }
    }

    /** A short body that the handler did not read is drained, and the connection goes on. */
    @Test
    void unreadBody_short_isDrained() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a"))) {
            for (int i = 0; i < 3; i++) {
                wire.send(post(50_000, "x".repeat(50_000)));
                assertThat(wire.readHead()).doesNotContain("Connection: close");
                assertThat(wire.read(1)).isEqualTo("a");
            }
        }
    }

    /** A long body that the handler did not read ends the connection, after the answer. */
    @Test
    void unreadBody_long_closes() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a"))) {
            wire.send(post(100_000_000, "x".repeat(100_000)));
            assertThat(wire.readAllOrReset()).contains("Connection: close\r\n").endsWith("\r\n\r\na");
        }
    }

    /** A handler that takes only the first part of a body is answered for; the short rest is drained. */
    @Test
    void body_takenInPart_isDrained() throws Exception {
        try (Wire wire =
                serve(request -> Response.text(200, "" + request.body().limit(1).count()))) {
            for (int i = 0; i < 3; i++) {
                wire.send(post(60_000, "x".repeat(60_000)));
                assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
                assertThat(wire.read(1)).isEqualTo("1");
            }
        }
    }

    /** A handler that throws is answered for, told of, and the connection goes on. */
    @Test
    void handler_throws_isAnsweredWith500() throws Exception {
        try (Wire wire = serve(request -> {
            throw new IllegalStateException("on purpose");
        })) {
            wire.send(GET);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 500 ").doesNotContain("purpose");
            assertThat(wire.readUntil("failed\n")).isEqualTo("the handler failed\n");
            assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("on purpose");
            wire.send(GET);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 500 ");
        }
    }

    private static Source<ByteBuffer> failing() {
        return Source.of(1, 2).map(n -> {
            if (n == 2) {
                throw new IllegalStateException("on purpose");
            }
            return Bytes.buffer("abc");
        });
    }

    /** A chunked body that fails is not ended as if it were complete. */
    @Test
    void body_failsInChunks_hasNoLastChunk() throws Exception {
        try (Wire wire = serve(request -> Response.ok(failing()))) {
            assertThat(wire.send(GET).readAllOrReset()).endsWith("3\r\nabc\r\n");
            assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("on purpose");
        }
    }

    /** A body of a known length that fails is cut short of it. */
    @Test
    void body_failsWithALength_isCut() throws Exception {
        try (Wire wire = serve(request -> Response.of(200).withBody(failing(), 6))) {
            assertThat(wire.send(GET).readAllOrReset())
                    .contains("Content-Length: 6\r\n")
                    .endsWith("\r\n\r\nabc");
        }
    }

    /** A body with more bytes than declared never goes beyond them, and is cut. */
    @Test
    void body_longerThanDeclared_isCut() throws Exception {
        var ended = new CompletableFuture<Ending>();
        try (Wire wire = serve(request ->
                Response.of(200).withBody(Bytes.body("abc", "def"), 5).onEnded(ended::complete))) {
            assertThat(wire.send(GET).readAllOrReset()).endsWith("\r\n\r\nabc");
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Failed.class);
            assertThat(failures.poll(10, TimeUnit.SECONDS))
                    .hasMessageContaining("5 bytes that were declared but has more");
        }
    }

    /** A body with fewer bytes than declared is cut. */
    @Test
    void body_shorterThanDeclared_isCut() throws Exception {
        try (Wire wire = serve(request -> Response.of(200).withBody(Bytes.body("abc"), 5))) {
            assertThat(wire.send(GET).readAllOrReset()).endsWith("\r\n\r\nabc");
            assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessageContaining("ended after 3");
        }
    }

    /** A request whose body breaks off is answered with 400, and the handler's run of the body fails. */
    @Test
    void body_breaksOff_failsTheRun() throws Exception {
        var seen = new CompletableFuture<Throwable>();
        try (Wire wire = serve(request -> {
            try {
                return Response.text(200, Bytes.text(request.body()));
            } catch (RuntimeException e) {
                seen.complete(e);
                throw e;
            }
        })) {
            wire.send(post(10, "abc")).endOutput();
            assertThat(wire.readAll()).startsWith("HTTP/1.1 400 ");
            assertThat(Wait.get(seen)).hasRootCauseInstanceOf(HttpMessageException.class);
            assertThat(failures).isEmpty();
        }
    }

    /** A body can be run once; the second run says so. */
    @Test
    void body_runTwice_fails() throws Exception {
        try (Wire wire = serve(request -> {
            Bytes.text(request.body());
            try {
                return Response.text(200, Bytes.text(request.body()));
            } catch (RuntimeException e) {
                return Response.text(200, String.valueOf(e.getCause().getMessage()));
            }
        })) {
            wire.send(post(3, "abc"));
            assertThat(wire.readUntil("share one run")).contains("must be run once");
        }
    }
}
