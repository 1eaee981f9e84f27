package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes behind a body is there when the body has ended cleanly, and goes on where somebody hands it on. */
class TrailersTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static HttpServer server(dev.weir.Fn<? super Request, Response> handler) throws IOException {
        return HttpServer.on(0).handle(handler).start();
    }

    @Test
    void trailers_ofAReceivedRequest_areThereAtTheEndOfItsBody() throws Exception {
        var before = new CompletableFuture<Headers>();
        try (var server = server(request -> {
                    before.complete(request.trailers());
                    String body = Bytes.text(request.body());
                    return Response.text(200, body + " " + request.trailers());
                });
                var wire = new Wire(server.port())) {
            wire.send(POST + "2\r\nab\r\n0\r\nA: b\r\nHost: evil\r\nContent-Length: 7\r\nC: d\r\n\r\n");
            assertThat(wire.readUntil("C: d\n")).endsWith("\r\n\r\nab A: b\nC: d\n");
            assertThat(Wait.get(before)).isEqualTo(Headers.none());
        }
    }

    @Test
    void trailers_ofABodyThatBreaksOff_areNone() throws Exception {
        var after = new CompletableFuture<Headers>();
        try (var server = server(request -> {
                    try {
                        return Response.text(200, Bytes.text(request.body()));
                    } finally {
                        after.complete(request.trailers());
                    }
                });
                var wire = new Wire(server.port())) {
            wire.send(POST + "2\r\nab\r\n0\r\nA: b\r\nC: d\r\n").endOutput();
            assertThat(Wait.get(after)).isEqualTo(Headers.none());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "length", "whole", "empty"})
    void withTrailers_ofAnyBody_areSentInTheLastChunk(String kind) throws Exception {
        var asked = new AtomicInteger();
        try (var server = server(request -> {
                    Response response = switch (kind) {
                        case "stream" -> Response.ok(Bytes.body("ab", "cd"));
                        case "length" -> Response.of(200).withBody(Bytes.body("ab", "cd"), 4);
                        case "whole" -> Response.text(200, "abcd");
                        default -> Response.of(200);
                    };
                    return response.with("Trailer", "Sum").withTrailers(() -> {
                        asked.incrementAndGet();
                        return Headers.of("Sum", "4");
                    });
                });
                var wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            String answer = wire.readUntil("Sum: 4\r\n\r\n");
            assertThat(answer)
                    .contains("Trailer: Sum\r\n", "Transfer-Encoding: chunked\r\n")
                    .endsWith("\r\n0\r\nSum: 4\r\n\r\n")
                    .doesNotContain("Content-Length");
            assertThat(asked).hasValue(1);
            wire.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readHead()).doesNotContain("Sum: 4");
            wire.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(wire.readAll()).doesNotContain("Sum: 4", "chunked");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void withTrailers_ofAProxy_goThroughInBothDirections() throws Exception {
        try (var origin = server(request -> {
                    String body = Bytes.text(request.body());
                    Headers came = request.trailers();
                    return Response.ok(Bytes.body(body)).withTrailers(() -> came.adding("Back", "2"));
                });
                var inner = HttpClient.to("127.0.0.1", origin.port()).build();
                var proxy = server(request -> {
                    Request on = Request.post("/", request.body()).withTrailers(request::trailers);
                    Response upstream = Wait.get(inner.send(on));
                    return Response.ok(upstream.body()).withTrailers(upstream::trailers);
                });
                var client = HttpClient.to("127.0.0.1", proxy.port()).build()) {
            Request request = Request.post("/", Bytes.body("ab", "cd")).withTrailers(() -> Headers.of("There", "1"));
            Response response = Wait.get(client.send(request));
            assertThat(response.trailers()).isEqualTo(Headers.none());
            assertThat(Bytes.text(response.body())).isEqualTo("abcd");
            assertThat(response.trailers()).isEqualTo(Headers.of("There", "1").adding("Back", "2"));
            assertThat(client.idle()).isEqualTo(1);
        }
    }

    @Test
    void withTrailers_ofAResponseHandedOnAsItIs_goThrough() throws Exception {
        try (var origin = server(request -> Response.ok(Bytes.body("ab")).withTrailers(() -> Headers.of("A", "b")));
                var inner = HttpClient.to("127.0.0.1", origin.port()).build();
                var proxy = server(request -> Wait.get(inner.send(Request.get("/"))));
                var client = HttpClient.to("127.0.0.1", proxy.port()).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(Bytes.text(response.body())).isEqualTo("ab");
            assertThat(response.trailers()).isEqualTo(Headers.of("A", "b"));
        }
    }

    /** What comes behind a length in HTTP/2 goes on in chunks to a peer of HTTP/1.1 that takes it, and not to others. */
    @Test
    void trailers_behindALengthInHttp2_goOnToAPeerThatTakesThem() throws Exception {
        try (var origin = server(request -> Response.of(200)
                        .withBody(Bytes.body("ab", "cd"), 4)
                        .withTrailers(() -> Headers.of("sum", "4")));
                var inner = HttpClient.to("127.0.0.1", origin.port()).http2().build();
                var proxy = server(request -> Wait.get(inner.send(Request.get("/"))));
                var wire = new Wire(proxy.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\n\r\n");
            assertThat(wire.readUntil("sum: 4\r\n\r\n"))
                    .contains("Transfer-Encoding: chunked\r\n")
                    .doesNotContain("Content-Length")
                    .endsWith("\r\n0\r\nsum: 4\r\n\r\n");
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readUntil("abcd")).contains("Content-Length: 4\r\n").doesNotContain("chunked");
            wire.send("GET / HTTP/1.0\r\nTE: trailers\r\n\r\n");
            assertThat(wire.readAll())
                    .contains("Content-Length: 4\r\n")
                    .doesNotContain("chunked", "sum")
                    .endsWith("abcd");
        }
    }

    /** Those of a request too, if it announces them: not each origin of HTTP/1.1 takes chunks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trailers_ofARequestBehindALengthInHttp2_goOnIfTheyAreAnnounced(boolean announced) throws Exception {
        try (var origin = server(request -> {
                    String body = Bytes.text(request.body());
                    return Response.text(200, body + " " + request.contentLength() + " " + request.trailers());
                });
                var inner = HttpClient.to("127.0.0.1", origin.port()).build();
                var proxy = server(request -> Wait.get(inner.send(request)));
                var client = HttpClient.to("127.0.0.1", proxy.port()).http2().build()) {
            Request plain = Request.of("POST", "/").withBody(Bytes.body("ab", "cd"), 4);
            Request request = announced ? plain.with("Trailer", "sum") : plain;
            Response response = Wait.get(client.send(request.withTrailers(() -> Headers.of("sum", "4"))));
            assertThat(Bytes.text(response.body()))
                    .isEqualTo(announced ? "abcd OptionalLong.empty sum: 4\n" : "abcd OptionalLong[4] ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Host", "Authorization", "Set-Cookie", "Trailer"})
    void withTrailers_thatMayNotStandThere_cutTheMessage(String name) throws Exception {
        var failed = new CompletableFuture<Throwable>();
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.ok(Bytes.body("ab")).withTrailers(() -> Headers.of(name, "1")))
                        .onFailure((request, cause) -> failed.complete(cause))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readAllOrReset()).doesNotContain("\r\n0\r\n");
            assertThat(Wait.get(failed))
                    .hasStackTraceContaining("a trailer must not say what belongs in the head but was " + name
                            + "; send it as a header");
        }
    }

    @Test
    void withTrailers_thatThrow_cutTheRequest() throws Exception {
        try (var server = server(request -> Response.text(200, Bytes.text(request.body())));
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Request request = Request.post("/", Source.of(Bytes.buffer("ab"))).withTrailers(() -> {
                throw new IllegalStateException("no sum");
            });
            assertThatThrownBy(() -> Wait.get(client.send(request))).hasStackTraceContaining("no sum");
        }
    }

    @Test
    void trailers_beyondTheLimitsOfAHead_breakTheMessage() throws Exception {
        HttpLimits few = HttpLimits.defaults().head(1000, 1000, 3);
        try (var server = HttpServer.on(0)
                .limits(few)
                .handle(request -> Response.text(200, Bytes.text(request.body())))
                .start()) {
            try (var wire = new Wire(server.port())) {
                wire.send(POST + "0\r\n" + "a: b\r\n".repeat(4) + "\r\n");
                assertThat(wire.readAllOrReset()).startsWith("HTTP/1.1 431 ");
            }
            try (var wire = new Wire(server.port())) {
                wire.send(POST + "0\r\na: " + "b".repeat(1000) + "\r\n\r\n");
                assertThat(wire.readAllOrReset()).startsWith("HTTP/1.1 431 ");
            }
        }
    }
}
