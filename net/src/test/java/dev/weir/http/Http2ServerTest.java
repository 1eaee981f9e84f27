package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.Fn;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** HTTP/2 with prior knowledge on the port that speaks HTTP/1.1 too: to a handler it is the same. */
class Http2ServerTest {
    private static HttpServer server(Fn<? super Request, Response> handler) throws IOException {
        return HttpServer.on(0)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
    }

    private static Response echo(Request request) {
        return Response.ok(request.body())
                .with("X-Host", request.headers().first("Host").orElse("none"));
    }

    @Test
    void get_withPriorKnowledge_isAnswered() throws Exception {
        try (var server = server(request -> Response.text(200, request.method() + " " + request.target()));
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/a?b=c");
            assertThat(peer.answer(1)).isEqualTo("200 GET /a?b=c");
            peer.get(3, "/d");
            assertThat(peer.answer(3)).isEqualTo("200 GET /d");
        }
    }

    @Test
    void bothVersions_onOnePort_areToldApartByTheFirstBytes() throws Exception {
        try (var server = server(request -> Response.text(200, "hello"));
                var one = new Wire(server.port());
                var two = H2Peer.client(server.port());
                var pieces = new Wire(server.port())) {
            one.send("P").send("UT / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
            assertThat(one.readUntil("hello")).startsWith("HTTP/1.1 200");
            two.get(1, "/");
            assertThat(two.answer(1)).isEqualTo("200 hello");
            pieces.send("PRI * HT").send("TP/2.0\r\n\r\nSM\r\n\r").send("\n");
            assertThat(pieces.read(9).charAt(3)).isEqualTo('\4'); // its settings
        }
    }

    @Test
    void request_headAndBody_areWhatHandlersKnow() throws Exception {
        try (var server = server(request -> Response.text(
                        200,
                        request.headers().first("Host").orElseThrow() + " "
                                + request.headers().first("Cookie").orElseThrow() + " "
                                + request.contentLength() + " " + Bytes.text(request.body()) + " "
                                + request.trailers()));
                var peer = H2Peer.client(server.port())) {
            peer.post(1, "/", "cookie", "a=b", "cookie", "c=d", "content-length", "5");
            peer.data(1, "he", false).data(1, "llo", false).head(1, true, H2Peer.fields("sum", "7"));
            assertThat(peer.answer(1)).isEqualTo("200 h a=b; c=d OptionalLong[5] hello sum: 7\n");
        }
    }

    @Test
    void answer_withTrailers_sendsThemBehindTheBody() throws Exception {
        try (var server = server(
                        request -> Response.ok(Bytes.body("ab", "cd")).withTrailers(() -> Headers.of("Sum", "9")));
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/");
            assertThat(peer.answer(1)).startsWith("200 abcd ").contains("sum: 9");
        }
    }

    @Test
    void body_bothWaysAtOnce_flows() throws Exception {
        try (var server = server(Http2ServerTest::echo);
                var peer = H2Peer.client(server.port())) {
            peer.post(1, "/");
            peer.data(1, "one", false);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("one");
            peer.data(1, "two", false);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("two");
            peer.data(1, "", true);
            assertThat(peer.until(Frame.Data.class)).extracting(Frame.Data::end).isEqualTo(true);
        }
    }

    @Test
    void expectContinue_isAnsweredWhenTheBodyIsWanted() throws Exception {
        try (var server = server(request -> Response.text(200, "got " + Bytes.text(request.body())));
                var peer = H2Peer.client(server.port())) {
            peer.post(1, "/", "expect", "100-continue");
            assertThat(peer.until(Frame.Head.class).status()).isEqualTo(100);
            peer.data(1, "x", true);
            assertThat(peer.answer(1)).isEqualTo("200 got x");
        }
    }

    @Test
    void head_andNoContent_haveNoBody() throws Exception {
        try (var server = server(
                        request -> request.target().equals("/none") ? Response.of(204) : Response.text(200, "hello"));
                var peer = H2Peer.client(server.port())) {
            peer.head(1, true, H2Peer.request("HEAD", "/"));
            Frame.Head head = peer.until(Frame.Head.class);
            assertThat(head.end()).isTrue();
            assertThat(head.fields().get("content-length")).hasToString("5");
            peer.get(3, "/none");
            assertThat(peer.until(Frame.Head.class).end()).isTrue();
        }
    }

    @Test
    void handler_thatFails_isAnsweredForWith500() throws Exception {
        try (var server = server(request -> {
                    throw new IllegalStateException("no");
                });
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/");
            assertThat(peer.answer(1)).startsWith("500 ");
        }
    }

    @Test
    void body_thatFails_resetsItsStreamAndNoOther() throws Exception {
        try (var server = server(request -> request.target().equals("/bad")
                        ? Response.ok(Bytes.body("a", "b").peek(piece -> {
                            if (piece.get(0) == 'b') {
                                throw new IllegalStateException("broken");
                            }
                        }))
                        : Response.text(200, "good"));
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/bad");
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.INTERNAL_ERROR));
            peer.get(3, "/");
            assertThat(peer.answer(3)).isEqualTo("200 good");
        }
    }

    @Test
    void reset_byThePeer_interruptsTheHandlerAndTellsTheExchange() throws Exception {
        var began = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var over = new CompletableFuture<Ending>();
        try (var server = server(request -> {
                    request.over().thenAccept(over::complete);
                    began.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Response.of(200);
                });
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/");
            Wait.on(began);
            peer.reset(1, Http2Error.CANCEL);
            Wait.on(interrupted);
            assertThat(Wait.get(over)).isInstanceOf(Ending.Failed.class);
            Wait.until("it is over", () -> server.exchanges() == 0);
        }
    }

    @Test
    void answer_beforeTheRequestIsComplete_stopsThePeer() throws Exception {
        try (var server = server(request -> Response.text(200, "enough"));
                var peer = H2Peer.client(server.port())) {
            peer.post(1, "/");
            assertThat(peer.answer(1)).isEqualTo("200 enough");
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.NO_ERROR));
            peer.data(1, "late", true); // was on its way
            peer.get(3, "/");
            assertThat(peer.answer(3)).isEqualTo("200 enough");
        }
    }

    @Test
    void streams_beyondTheLimit_areRefusedWhileTheirPlacesAreTakenByWork() throws Exception {
        var go = new Semaphore(0);
        var limits = HttpLimits.defaults().http2(Http2Limits.defaults().sizes(2, 65_536, 65_536));
        try (var server = HttpServer.on(0)
                        .limits(limits)
                        .handle(request -> {
                            go.acquireUninterruptibly();
                            return Response.text(200, "served");
                        })
                        .start();
                var peer = H2Peer.client(server.port())) {
            peer.get(1, "/").get(3, "/").get(5, "/");
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(5, Http2Error.REFUSED_STREAM));
            peer.reset(1, Http2Error.CANCEL).get(7, "/"); // its handler still runs
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(7, Http2Error.REFUSED_STREAM));
            go.release();
            go.release();
            assertThat(peer.answer(3)).isEqualTo("200 served");
            Wait.until("both places are free", () -> server.exchanges() == 0);
            go.release();
            peer.get(9, "/");
            assertThat(peer.answer(9)).isEqualTo("200 served");
        }
    }

    @Test
    void drain_withAStreamUnderWay_answersItAndCloses() throws Exception {
        var began = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var server = server(request -> {
                    began.countDown();
                    Wait.on(go);
                    return Response.text(200, "last");
                });
                var peer = H2Peer.client(server.port());
                var idle = H2Peer.client(server.port())) {
            peer.get(1, "/");
            Wait.on(began);
            idle.until(Frame.SettingsAck.class);
            var report = CompletableFuture.supplyAsync(() -> server.drain(Duration.ofSeconds(8)));
            assertThat(idle.until(Frame.GoAway.class).error()).isEqualTo(Http2Error.NO_ERROR);
            assertThat(peer.until(Frame.GoAway.class).last()).isEqualTo(Integer.MAX_VALUE);
            Frame.Ping ping = peer.until(Frame.Ping.class);
            var _ = peer.writer.writePing(
                    peer.context(), true, ping.data(), peer.context().newPromise());
            peer.flush();
            assertThat(peer.until(Frame.GoAway.class).last()).isEqualTo(1);
            peer.get(3, "/");
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(3, Http2Error.REFUSED_STREAM));
            go.countDown();
            assertThat(peer.answer(1)).isEqualTo("200 last");
            peer.until(Frame.GoAway.class);
            assertThat(peer.next()).isInstanceOf(Frame.Closed.class);
            peer.socket.close();
            idle.socket.close();
            assertThat(Wait.get(report).complete()).isTrue();
        }
    }

    @Test
    void settings_ofTheServer_sayItsLimits() throws Exception {
        try (var server = server(Http2ServerTest::echo);
                var peer = H2Peer.client(server.port())) {
            Http2Settings settings = peer.until(Frame.Settings.class).settings();
            assertThat(settings.maxConcurrentStreams()).isEqualTo(100);
            assertThat(settings.initialWindowSize()).isEqualTo(64 * 1024);
            assertThat(peer.until(Frame.Window.class)).isEqualTo(new Frame.Window(0, 100 * 64 * 1024 - 65_535));
        }
    }
}
