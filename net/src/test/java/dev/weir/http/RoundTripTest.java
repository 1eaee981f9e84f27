package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Server and client speak to each other. */
class RoundTripTest {
    /** A short answer comes back. */
    @Test
    void send_get_givesTheAnswer() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.text(200, "hello " + request.target()))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Response response = Wait.get(client.send(Request.get("/a?b")));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.contentLength()).hasValue(10);
            assertThat(Bytes.text(response.body())).isEqualTo("hello /a?b");
        }
    }

    /** A body goes there and back as it comes, in chunks. */
    @Test
    void send_echoOfAStream_givesAllBytes() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.ok(request.body()))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Response response = Wait.get(client.send(Request.post("/", Bytes.pieces(1000, 5000))));
            assertThat(Bytes.count(response.body())).isEqualTo(5_000_000);
            response = Wait.get(client.send(Request.of("POST", "/").withBody(Bytes.body("ab", "cd"), 4)));
            assertThat(Bytes.text(response.body())).isEqualTo("abcd");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** The same on the event loops. */
    @Test
    void send_echoOnEventLoops_givesAllBytes() throws Exception {
        try (var server = HttpServer.on(0)
                        .handleAsync(request -> CompletableFuture.completedFuture(Response.ok(request.body())))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Response response = Wait.get(client.send(Request.post("/", Bytes.pieces(1000, 5000))));
            assertThat(Bytes.count(response.body())).isEqualTo(5_000_000);
        }
    }
}
