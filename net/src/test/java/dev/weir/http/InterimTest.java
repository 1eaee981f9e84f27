package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before the answer: sent by a server, told to a client, few of them. */
class InterimTest {
    private static final Headers LINK = Headers.of("Link", "</a.css>; rel=preload");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void early_beforeTheAnswer_isSentBeforeIt(boolean async) throws Exception {
        dev.weir.Fn<Request, Response> handler = request -> {
            request.early(LINK);
            request.withTarget("/other").early(Headers.of("Link", "b").adding("Connection", "close"));
            return Response.text(200, "done");
        };
        var builder = HttpServer.on(0);
        try (var server = (async
                                ? builder.handleAsync(r -> CompletableFuture.completedFuture(handler.apply(r)))
                                : builder.handle(handler))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readHead()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
            assertThat(wire.readHead()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: b\r\n\r\n");
            assertThat(wire.readUntil("done")).startsWith("HTTP/1.1 200 OK\r\n");
            wire.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void early_afterTheAnswer_isDropped() throws Exception {
        var first = new AtomicReference<Request>();
        try (var server = HttpServer.on(0)
                        .handle(request -> {
                            Request before = first.getAndSet(request);
                            if (before != null) {
                                before.early(LINK);
                            }
                            return Response.text(200, "done");
                        })
                        .start();
                var wire = new Wire(server.port())) {
            for (int i = 0; i < 3; i++) {
                wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(wire.readUntil("done"))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .doesNotContain("103");
            }
        }
    }

    @Test
    void early_moreThanMay_isRefused() {
        Request request = Request.get("/");
        for (int i = 0; i < 16; i++) {
            request.early(LINK);
        }
        assertThatThrownBy(() -> request.early(LINK))
                .hasMessage("a request must be given <= 16 early hints but was given more; put them together");
    }

    @Test
    void onInterim_ofAClient_isToldEachInOrder() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> {
                            request.early(LINK);
                            return Response.text(200, Bytes.text(request.body()));
                        })
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            List<String> told = new CopyOnWriteArrayList<>();
            List<Integer> also = new CopyOnWriteArrayList<>();
            Request request = Request.post("/", Bytes.body("ab", "cd"))
                    .with("Expect", "100-continue")
                    .onInterim(response -> told.add(response.status() + " " + response.headers()))
                    .onInterim(response -> also.add(response.status()));
            assertThat(Bytes.text(Wait.get(client.send(request)).body())).isEqualTo("abcd");
            assertThat(told).containsExactly("103 " + LINK, "100 ");
            assertThat(also).containsExactly(103, 100);
        }
    }

    private static HttpServer echo(boolean async) throws Exception {
        var builder = HttpServer.on(0);
        return (async
                        ? builder.handleAsync(r -> CompletableFuture.completedFuture(Response.ok(r.body())))
                        : builder.handle(request -> Response.ok(request.body())))
                .start();
    }

    /** Whoever waits for 100 gets it also where the body is what the answer is made of. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void expectation_ofAnEcho_isMetBeforeItsHead(boolean async) throws Exception {
        try (var server = echo(async);
                var wire = new Wire(server.port())) {
            for (int i = 0; i < 2; i++) {
                wire.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
                assertThat(wire.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("close");
                wire.send("abc");
                assertThat(wire.readUntil("\r\n0\r\n\r\n")).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void expectation_ofAnEchoOverHttp2_isMetBeforeItsHead(boolean async) throws Exception {
        try (var server = echo(async);
                var peer = H2Peer.client(server.port())) {
            peer.post(1, "/", "expect", "100-continue");
            assertThat(peer.until(Frame.Head.class).status()).isEqualTo(100);
            assertThat(peer.until(Frame.Head.class).status()).isEqualTo(200);
            peer.data(1, "abc", true);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("abc");
        }
    }

    /** A flow that does not want the body answers without 100, and then the body is not waited for. */
    @Test
    void expectation_ofAnAnswerThatDoesNotWantTheBody_isAnsweredWithItsHead() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.ok(Bytes.body("no")))
                        .start();
                var wire = new Wire(server.port());
                var peer = H2Peer.client(server.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(wire.readAll())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Connection: close\r\n")
                    .endsWith("2\r\nno\r\n0\r\n\r\n");
            peer.post(1, "/", "expect", "100-continue");
            assertThat(peer.answer(1)).isEqualTo("200 no");
        }
    }

    @Test
    void onInterim_thatThrows_failsTheExchange() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> {
                            request.early(LINK);
                            return Response.text(200, "");
                        })
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Request request = Request.get("/").onInterim(response -> {
                throw new IllegalStateException("as told");
            });
            assertThatThrownBy(() -> Wait.get(client.send(request)))
                    .hasStackTraceContaining("the callback for interim responses failed")
                    .hasStackTraceContaining("as told");
            Wait.until("closed", () -> client.connections() == 0);
        }
    }

    @Test
    void interimResponses_withoutAnEnd_failTheExchange() throws Exception {
        List<Integer> told = new CopyOnWriteArrayList<>();
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n".repeat(100));
                    peer.ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            Request request = Request.get("/").onInterim(response -> told.add(response.status()));
            assertThatThrownBy(() -> Wait.get(client.send(request)))
                    .hasStackTraceContaining("an interim response must be 100 or 103, and few of them, but was 103");
            assertThat(told).hasSize(16);
        }
    }
}
