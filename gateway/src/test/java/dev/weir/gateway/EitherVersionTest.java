package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Fn;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.http.Headers;
import dev.weir.http.Http2Limits;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpClientBuilder;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Upgraded;
import dev.weir.websocket.Close;
import dev.weir.websocket.Message;
import dev.weir.websocket.WebSocket;
import dev.weir.websocket.WebSocketOptions;
import dev.weir.websocket.WebSockets;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/1.1 and HTTP/2 on either side of the gateway, in any combination. */
@Timeout(60)
class EitherVersionTest {
    private static final WebSocketOptions CHAT =
            WebSocketOptions.defaults().compressed(false).subprotocols("chat");

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
        return origin(HttpLimits.defaults(), handler);
    }

    private HttpServer origin(HttpLimits limits, Fn<Request, CompletionStage<Response>> handler) throws IOException {
        return closing(HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .limits(limits)
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

    /** Behind a body of a known length there can be trailers in HTTP/2 only: to the other version it goes in chunks. */
    @ParameterizedTest
    @CsvSource({"false,true", "true,false", "true,true"})
    void trailersBehindALength_ofBothDirections_goThrough(boolean http2Here, boolean http2There) throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.of(200)
                .withBody(request.body(), 4)
                .withTrailers(() ->
                        Headers.of("x-seen", request.trailers().first("x-sum").orElse("nothing")))));
        HttpClient client = through(origin, http2Here, http2There);
        Response response = send(
                client,
                Request.of("POST", "/")
                        .withBody(Source.of("abcd").map(text -> ByteBuffer.wrap(text.getBytes(UTF_8))), 4)
                        .with("TE", "trailers")
                        .with("Trailer", "x-sum")
                        .withTrailers(() -> Headers.of("x-sum", "42")));
        assertThat(new String(all(response.body()), UTF_8)).isEqualTo("abcd");
        assertThat(response.trailers().first("x-seen")).contains("42");
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

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void burst_toAnOriginOfThreeStreams_isAnsweredWhole(boolean http2Here) throws Exception {
        Http2Limits three = Http2Limits.defaults().sizes(3, 64 * 1024, 256 * 1024);
        var third = new CountDownLatch(3);
        var answer = new CompletableFuture<Response>();
        HttpServer origin = origin(HttpLimits.defaults().http2(three), request -> {
            third.countDown();
            if (third.getCount() == 0) {
                answer.complete(Response.text(200, "here"));
            }
            return answer.thenApply(any -> Response.text(200, "here"));
        });
        HttpClient client = through(origin, http2Here, true);
        List<CompletionStage<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(client.send(Request.get("/" + i)));
        }
        for (CompletionStage<Response> each : answers) {
            Response response = each.toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(response.status()).isEqualTo(200);
            assertThat(new String(all(response.body()), UTF_8)).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void conversation_thatTheOriginAgreesTo_goesThroughBothWays(boolean http2Here, boolean http2There)
            throws Exception {
        HttpServer origin = origin(request ->
                CompletableFuture.completedStage(Response.switching("echo", there -> there.answer(heard -> heard))));
        HttpClient client = through(origin, http2Here, http2There);
        for (int i = 0; i < 3; i++) {
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
    }

    /** What would be an ordinary answer in HTTP/1.1 would agree in HTTP/2, so it is another one there. */
    @ParameterizedTest
    @CsvSource({"false,false,200,no", "false,true,501,this does", "true,false,501,this does", "true,true,501,this does"
    })
    void conversation_thatTheOriginDeclines_isAnOrdinaryAnswer(
            boolean http2Here, boolean http2There, int status, String text) throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.text(200, "no")));
        HttpClient client = through(origin, http2Here, http2There);
        Upgraded upgraded = client.connect(
                        Request.get("/talk").with("Upgrade", "echo").with("Connection", "Upgrade"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
        assertThat(upgraded.response().status()).isEqualTo(status);
        assertThat(new String(all(upgraded.response().body()), UTF_8)).startsWith(text);
    }

    private static Response chat(Request request) {
        return request.target().equals("/chat")
                ? WebSockets.accept(request, CHAT, socket -> {
                    socket.closeWith(Close.of(4001, "seen"));
                    return socket.messages().answer(heard -> heard.map(message -> message));
                })
                : Response.text(404, "no chat here");
    }

    private static WebSocket open(HttpClient client, String target) throws Exception {
        return WebSockets.connect(client, Request.get(target), CHAT)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void webSockets_besideRequests_goThroughWithTheirCloses(boolean http2Here, boolean http2There) throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(chat(request)));
        HttpClient client = through(origin, http2Here, http2There);
        List<Message> said = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            said.add(i % 2 == 0 ? Message.of("message " + i) : Message.of(new byte[i * 1_000]));
        }
        List<WebSocket> sockets = new ArrayList<>();
        List<List<Message>> heard = new ArrayList<>();
        List<Running<?>> talks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            WebSocket socket = open(client, "/chat");
            socket.closeWith(Close.of(4000, "enough"));
            sockets.add(socket);
            assertThat(socket.subprotocol()).contains("chat");
            List<Message> here = new CopyOnWriteArrayList<>();
            heard.add(here);
            talks.add(socket.messages()
                    .join(Duplex.of(Source.from(said), Sink.<Message>forEach(here::add)))
                    .start());
            assertThat(send(client, Request.get("/" + i)).status()).isEqualTo(404);
        }
        for (int i = 0; i < 5; i++) {
            talks.get(i).join();
            assertThat(heard.get(i)).isEqualTo(said);
            assertThat(sockets.get(i).peerClosed().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEqualTo(Close.of(4001, "seen"));
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void webSocket_thatTheOriginDeclines_isToldWhy(boolean http2Here, boolean http2There) throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(chat(request)));
        HttpClient client = through(origin, http2Here, http2There);
        assertThatThrownBy(() -> open(client, "/nowhere"))
                .hasStackTraceContaining("a server must open a WebSocket, but answered with response 404");
    }
}
