package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Duplex;
import dev.weir.Fn;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.http.Headers;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpClientBuilder;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Upgraded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/1.1 and HTTP/2 on either side of the gateway, in any combination. */
@Timeout(60)
class EitherVersionTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private HttpServer origin(Fn<Request, CompletionStage<Response>> handler) throws IOException {
        return closing(HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .handleAsync(handler)
                .start());
    }

    private HttpClient through(HttpServer origin, boolean http2Here, boolean http2There) throws IOException {
        GatewaySettings settings = GatewaySettings.to(URI.create("http://127.0.0.1:" + origin.port()));
        Gateway gateway = closing(Gateway.start(http2There ? settings.speakingHttp2() : settings));
        HttpClientBuilder client = HttpClient.to("127.0.0.1", gateway.port());
        return closing((http2Here ? client.http2() : client).build());
    }

    private static Response send(HttpClient client, Request request) throws Exception {
        return client.send(request).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static byte[] all(Source<ByteBuffer> body) {
        var bytes = new ByteArrayOutputStream();
        body.run(Sink.forEach(buffer -> {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            bytes.writeBytes(copy);
        }));
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void bodiesAndTrailers_ofBothDirections_goThrough(boolean http2Here, boolean http2There) throws Exception {
        HttpServer origin = origin(request -> {
            assertThat(request.headers().first("Via")).contains("1.1 weir");
            return CompletableFuture.completedStage(Response.ok(request.body())
                    .withTrailers(() -> Headers.of(
                            "X-Seen", request.trailers().first("X-Sum").orElse("nothing"))));
        });
        HttpClient client = through(origin, http2Here, http2There);
        byte[] body = new byte[2_000_000];
        new java.util.Random(1).nextBytes(body);
        for (int i = 0; i < 3; i++) {
            Response response = send(
                    client,
                    Request.post("/echo", Source.of(body).map(ByteBuffer::wrap))
                            .with("TE", "trailers")
                            .withTrailers(() -> Headers.of("X-Sum", "42")));
            assertThat(response.status()).isEqualTo(200);
            assertThat(all(response.body())).isEqualTo(body);
            assertThat(response.trailers().first("X-Seen")).contains("42");
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void hints_beforeTheAnswer_goThrough(boolean http2Here, boolean http2There) throws Exception {
        HttpServer origin = origin(request -> {
            request.early(Headers.of("Link", "</style.css>; rel=preload"));
            return CompletableFuture.completedStage(Response.text(200, "here"));
        });
        HttpClient client = through(origin, http2Here, http2There);
        List<String> hints = Collections.synchronizedList(new ArrayList<>());
        Response response = send(
                client,
                Request.get("/")
                        .onInterim(interim -> hints.add(interim.status() + " "
                                + interim.headers().first("Link").orElse("?"))));
        assertThat(new String(all(response.body()), UTF_8)).isEqualTo("here");
        assertThat(hints).containsExactly("103 </style.css>; rel=preload");
    }

    @Test
    void conversation_thatTheOriginAgreesTo_goesThroughBothWays() throws Exception {
        HttpServer origin = origin(request ->
                CompletableFuture.completedStage(Response.switching("echo", there -> there.answer(heard -> heard))));
        HttpClient client = through(origin, false, false);
        Upgraded upgraded = client.connect(
                        Request.get("/talk").with("Upgrade", "echo").with("Connection", "Upgrade"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(upgraded).isInstanceOf(Upgraded.Switched.class);
        var heard = new ByteArrayOutputStream();
        byte[] said = new byte[500_000];
        new java.util.Random(2).nextBytes(said);
        ((Upgraded.Switched) upgraded)
                .duplex()
                .join(Duplex.of(Source.of(said), Sink.<byte[]>forEach(heard::writeBytes)))
                .run();
        assertThat(heard.toByteArray()).isEqualTo(said);
    }

    @Test
    void conversation_thatTheOriginDeclines_isAnOrdinaryAnswer() throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.text(200, "no")));
        HttpClient client = through(origin, false, false);
        Upgraded upgraded = client.connect(
                        Request.get("/talk").with("Upgrade", "echo").with("Connection", "Upgrade"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
        assertThat(new String(all(upgraded.response().body()), UTF_8)).isEqualTo("no");
    }
}
