package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Fn;
import dev.weir.Source;
import dev.weir.http.HttpClientException.Kind;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A client that speaks HTTP/2: many requests on one connection, each as if it were alone. */
class Http2ClientTest {
    private static HttpServer server(Fn<? super Request, Response> handler) throws IOException {
        return HttpServer.on(0)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
    }

    private static HttpClientBuilder to(int port) {
        return HttpClient.to("localhost", port).http2();
    }

    private static Response get(HttpClient client, String target) throws Exception {
        return Wait.get(client.send(Request.get(target)));
    }

    private static Kind failure(CompletionStage<Response> answer) throws Exception {
        try {
            Wait.get(answer);
        } catch (ExecutionException e) {
            return ((HttpClientException) e.getCause()).kind();
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void requests_ofAllKinds_areAnsweredOverOneConnection() throws Exception {
        try (var server = server(request -> Response.ok(request.body())
                        .with("X-What", request.method() + " " + request.target())
                        .withTrailers(() -> request.trailers().with("Seen", "yes")));
                var client = to(server.port()).build()) {
            Response get = get(client, "/a?b");
            assertThat(get.status()).isEqualTo(200);
            assertThat(get.headers().first("x-what")).contains("GET /a?b");
            assertThat(Bytes.text(get.body())).isEmpty();
            Request post = Request.post("/p", Bytes.body("one ", "two")).withTrailers(() -> Headers.of("Sum", "7"));
            Response echo = Wait.get(client.send(post));
            assertThat(Bytes.text(echo.body())).isEqualTo("one two");
            assertThat(echo.trailers().first("sum")).contains("7");
            assertThat(echo.trailers().first("seen")).contains("yes");
            Response text = Wait.get(client.send(Request.of("PUT", "/t").withBody("text")));
            assertThat(Bytes.text(text.body())).isEqualTo("text");
            Response head = Wait.get(client.send(Request.of("HEAD", "/h")));
            assertThat(head.headers().first("x-what")).contains("HEAD /h");
            assertThat(client.connections()).isEqualTo(1);
            Wait.until("it rests", () -> client.idle() == 1);
        }
    }

    @Test
    void requests_manyAtATime_shareOneConnection() throws Exception {
        try (var server = server(request -> Response.text(200, request.target()));
                var client = to(server.port()).connections(1).build()) {
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(client.send(Request.get("/" + i)));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(Bytes.text(Wait.get(answers.get(i)).body())).isEqualTo("/" + i);
            }
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void largeBodies_bothWaysAtOnce_arrive() throws Exception {
        try (var server = server(request -> Response.ok(request.body()));
                var client = to(server.port()).build()) {
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(client.send(Request.post("/", Bytes.pieces(300, 10_000))));
            }
            for (CompletionStage<Response> answer : answers) {
                assertThat(Bytes.count(Wait.get(answer).body())).isEqualTo(3_000_000);
            }
        }
    }

    @Test
    void https_bothOfferHttp2_speaksIt() throws Exception {
        try (var server = HttpServer.on(0)
                        .tls(Certificates.context())
                        .handle(request -> Response.text(
                                200, request.headers().first("Host").orElse("")))
                        .start();
                var two = HttpClient.to(URI.create("https://localhost:" + server.port()))
                        .tls(Certificates.context())
                        .build();
                var one = HttpClient.to(URI.create("https://localhost:" + server.port()))
                        .tls(Certificates.context())
                        .http1()
                        .build()) {
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(two.send(Request.get("/")));
            }
            for (CompletionStage<Response> answer : answers) {
                assertThat(Bytes.text(Wait.get(answer).body())).isEqualTo("localhost:" + server.port());
            }
            assertThat(two.connections()).isEqualTo(1);
            for (int i = 0; i < 5; i++) {
                answers.add(one.send(Request.get("/")));
            }
            assertThat(one.connections()).isEqualTo(5);
            for (CompletionStage<Response> answer : answers.subList(50, 55)) {
                assertThat(Bytes.text(Wait.get(answer).body())).isEqualTo("localhost:" + server.port());
            }
        }
    }

    @Test
    void https_thatIsNotTrusted_isNotSpoken() throws Exception {
        try (var server = HttpServer.on(0)
                        .tls(Certificates.context())
                        .handle(request -> Response.of(200))
                        .start();
                var stranger = HttpClient.to(URI.create("https://localhost:" + server.port()))
                        .build();
                var wrongName = HttpClient.to(URI.create("https://127.0.0.2:" + server.port()))
                        .tls(Certificates.context())
                        .build()) {
            assertThat(failure(stranger.send(Request.get("/")))).isEqualTo(Kind.CONNECT);
            assertThat(failure(wrongName.send(Request.get("/")))).isEqualTo(Kind.CONNECT);
            assertThat(stranger.connections()).isZero();
        }
    }

    // ---- against a peer that says exactly what a test tells it to

    private static void untilClosed(H2Peer peer) throws IOException {
        Frame frame = peer.next();
        while (!(frame instanceof Frame.Closed)) {
            frame = peer.next();
        }
    }

    @Test
    void goAway_withRequestsItHasNotSeen_sendsThemElsewhere() throws Exception {
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    if (connection == 1) {
                        peer.until(Frame.Head.class);
                        peer.goAway(1, Http2Error.NO_ERROR);
                        peer.answer(1, "old");
                    } else {
                        peer.answer(1, "new");
                    }
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var first = client.send(Request.get("/1"));
            var second = client.send(Request.get("/2"));
            List<String> answers = List.of(
                    Bytes.text(Wait.get(first).body()),
                    Bytes.text(Wait.get(second).body()));
            assertThat(answers).containsExactlyInAnyOrder("old", "new");
            Wait.until("the old connection is closed", () -> client.connections() == 1);
        }
    }

    @Test
    void streams_beyondWhatThePeerAllows_waitInLine() throws Exception {
        var go = new Semaphore(0);
        try (var peers = new Peers(new Http2Settings().maxConcurrentStreams(2), (peer, connection) -> {
                    for (int i = 0; i < 6; i++) {
                        Frame.Head head = peer.until(Frame.Head.class);
                        go.acquire();
                        peer.answer(head.id(), "x");
                    }
                });
                var client = peers.client().connections(1).build()) {
            var first = client.send(Request.get("/"));
            go.release();
            Bytes.text(Wait.get(first).body()); // its settings are known by now
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(client.send(Request.get("/")));
            }
            Wait.until("two are under way", () -> client.waiting() == 3);
            go.release(5);
            for (CompletionStage<Response> answer : answers) {
                assertThat(Bytes.text(Wait.get(answer).body())).isEqualTo("x");
            }
        }
    }

    @Test
    void response_thatNobodyTakes_givesThePeerNoMoreWindow() throws Exception {
        var said = new CompletableFuture<Boolean>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    peer.until(Frame.SettingsAck.class);
                    peer.head(1, false, H2Peer.fields(":status", "200"));
                    for (int i = 0; i < 4; i++) {
                        peer.data(1, new byte[16_000], false);
                    }
                    peer.ping(1);
                    Frame frame = peer.until(any -> any instanceof Frame.Window || any instanceof Frame.Ping);
                    said.complete(frame instanceof Frame.Ping);
                    Frame.Window window = peer.until(Frame.Window.class);
                    peer.data(1, new byte[window.bytes() - 1], true);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            Response response = get(client, "/");
            assertThat(Wait.get(said)).isTrue();
            assertThat(Bytes.count(response.body())).isGreaterThan(64_000);
        }
    }

    @Test
    void upload_longerThanTheWindow_isHeldBack() throws Exception {
        var made = new AtomicLong();
        var opened = new Semaphore(0);
        try (var peers = new Peers(new Http2Settings().initialWindowSize(5_000), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    long read = 0;
                    while (read < 5_000) {
                        read += peer.until(Frame.Data.class).size();
                    }
                    opened.acquire();
                    peer.window(1, 1_000_000).window(0, 1_000_000);
                    boolean end = false;
                    while (!end) {
                        Frame.Data data = peer.until(Frame.Data.class);
                        read += data.size();
                        end = data.end();
                    }
                    peer.answer(1, "read " + read);
                });
                var client = peers.client().build()) {
            Source<ByteBuffer> body = Bytes.pieces(100, 1000).peek(piece -> made.incrementAndGet());
            var answer = client.send(Request.post("/", body));
            // it may have begun before it knew that the window is a smaller one
            assertThat(BackpressureTest.settled(made)).isLessThanOrEqualTo(66);
            opened.release();
            assertThat(Bytes.text(Wait.get(answer).body())).isEqualTo("read 100000");
        }
    }

    @Test
    void cancel_ofARequest_resetsItsStreamAndNoOther() throws Exception {
        var reset = new CompletableFuture<Frame>();
        var heard = new CompletableFuture<Frame>();
        var heardToo = new CompletableFuture<Frame>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    heard.complete(peer.until(Frame.Head.class));
                    heardToo.complete(
                            peer.until(Frame.Head.class)); // not with the reset before it, which it would pass over
                    reset.complete(peer.until(Frame.Reset.class));
                    peer.answer(3, "still there");
                });
                var client = peers.client().build()) {
            var first = client.send(Request.get("/1"));
            assertThat(Wait.get(heard)).isInstanceOf(Frame.Head.class);
            var second = client.send(Request.get("/2"));
            assertThat(Wait.get(heardToo)).isInstanceOf(Frame.Head.class);
            first.toCompletableFuture().cancel(true);
            assertThat(Wait.get(reset)).isInstanceOf(Frame.Reset.class);
            assertThat(Bytes.text(Wait.get(second).body())).isEqualTo("still there");
        }
    }

    @Test
    void interimResponses_beforeTheFinalOne_areTold() throws Exception {
        var hints = new ArrayList<Integer>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    peer.head(1, false, H2Peer.fields(":status", "103", "link", "</a>"));
                    peer.head(1, false, H2Peer.fields(":status", "100"));
                    peer.until(Frame.Data.class);
                    peer.answer(1, "done");
                });
                var client = peers.client().build()) {
            Request request = Request.post("/", Bytes.body("x"))
                    .with("Expect", "100-continue")
                    .onInterim(response -> hints.add(response.status()));
            assertThat(Bytes.text(Wait.get(client.send(request)).body())).isEqualTo("done");
            assertThat(hints).containsExactly(103, 100);
        }
    }

    @Test
    void response_thatBreaksTheRules_failsItsExchange() throws Exception {
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    for (int i = 0; i < 3; i++) {
                        Frame.Head head = peer.until(Frame.Head.class);
                        switch (head.fields().path().toString()) {
                            case "/status" -> peer.head(head.id(), true, H2Peer.fields(":status", "2x"));
                            case "/length" ->
                                peer.head(head.id(), false, H2Peer.fields(":status", "200", "content-length", "3"))
                                        .data(head.id(), "four", true);
                            default -> peer.answer(head.id(), "good");
                        }
                    }
                });
                var client = peers.client().build()) {
            assertThat(failure(client.send(Request.get("/status")))).isEqualTo(Kind.PROTOCOL);
            Response tooLong = get(client, "/length");
            assertThatThrownBy(() -> Bytes.text(tooLong.body())).hasMessageContaining("3 bytes that were declared");
            assertThat(Bytes.text(get(client, "/").body())).isEqualTo("good");
        }
    }

    @Test
    void response_thatDoesNotCome_timesOutAlone() throws Exception {
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    assertThat(peer.until(Frame.Reset.class).error()).isEqualTo(Http2Error.CANCEL);
                    peer.until(Frame.Head.class);
                    peer.answer(3, "good");
                });
                var client =
                        peers.client().responseTimeout(Duration.ofSeconds(1)).build()) {
            assertThat(failure(client.send(Request.get("/")))).isEqualTo(Kind.TIMEOUT);
            assertThat(Bytes.text(get(client, "/").body())).isEqualTo("good");
        }
    }

    @Test
    void connection_thatBreaks_failsWhatIsUnderWay() throws Exception {
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> peer.until(Frame.Head.class));
                var client = peers.client().build()) {
            assertThat(failure(client.send(Request.of("POST", "/")))).isEqualTo(Kind.BROKEN);
            Wait.until("it is gone", () -> client.connections() == 0);
        }
    }

    @Test
    void idle_forTooLong_saysGoodByeAndCloses() throws Exception {
        var away = new CompletableFuture<Frame>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Head.class);
                    peer.answer(1, "x");
                    away.complete(peer.until(Frame.GoAway.class));
                });
                var client = peers.client().idleTimeout(Duration.ofMillis(100)).build()) {
            Bytes.text(get(client, "/").body());
            assertThat(Wait.get(away)).isInstanceOf(Frame.GoAway.class);
            Wait.until("it is gone", () -> client.connections() == 0);
        }
    }

    @Test
    void build_withBothVersions_isRefused() {
        assertThatThrownBy(() -> to(1).http1().build())
                .hasMessageContaining("a client must speak one version or choose but was told both");
    }
}
