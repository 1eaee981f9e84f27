package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Duplex;
import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.websocket.WebSocketOptions;
import dev.weir.websocket.WebSockets;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A stream of HTTP/2 goes on with something else: tunnels, and what is an upgrade in HTTP/1.1. */
class Http2TunnelTest {
    private static final Fn<Duplex<byte[], byte[]>, Pipeline<?>> ECHO =
            duplex -> duplex.source().to(duplex.sink());

    private static HttpServerBuilder serving(Fn<? super Request, Response> handler) {
        return HttpServer.on(0).tunnels().handle(handler).onFailure((request, cause) -> {});
    }

    private static Http2Headers connect(String authority) {
        return H2Peer.fields(":method", "CONNECT", ":authority", authority);
    }

    private static Http2Headers conversation(String protocol) {
        return H2Peer.fields(
                ":method", "CONNECT", ":protocol", protocol, ":scheme", "http", ":authority", "h", ":path", "/chat");
    }

    @Test
    void connect_answeredWithATunnel_carriesBytesBothWaysAndEachEnd() throws Exception {
        try (var server = serving(request -> {
                            assertThat(request.target()).isEqualTo("far:80");
                            return Response.tunnel(ECHO);
                        })
                        .start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, connect("far:80"));
            Frame.Head head = peer.until(Frame.Head.class);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.end()).isFalse();
            peer.data(1, "one", false);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("one");
            peer.get(3, "/"); // other streams go on
            peer.data(1, "two", true);
            assertThat(((Frame.Data) peer.until(frame -> frame instanceof Frame.Data data && data.id() == 1)).text())
                    .isEqualTo("two");
            Wait.until("it is over", () -> server.exchanges() == 0);
        }
    }

    @Test
    void connect_thatIsDeclinedOrNotServed_isAnswered() throws Exception {
        try (var declines = serving(request -> Response.text(403, "no")).start();
                var none = HttpServer.on(0)
                        .handle(request -> Response.tunnel(ECHO))
                        .start();
                var one = H2Peer.client(declines.port());
                var two = H2Peer.client(none.port())) {
            one.head(1, false, connect("far:80"));
            assertThat(one.answer(1)).isEqualTo("403 no");
            two.head(1, false, connect("far:80"));
            assertThat(two.answer(1)).isEqualTo("501 ");
            two.head(3, false, H2Peer.fields(":method", "CONNECT", ":authority", "a:1", ":path", "/"));
            assertThat(two.until(frame -> frame.equals(new Frame.Reset(3, Http2Error.PROTOCOL_ERROR))))
                    .isNotNull();
        }
    }

    /** To a handler it is the upgrade that it knows from HTTP/1.1. */
    @Test
    void extendedConnect_isAnUpgradeToHandlers() throws Exception {
        try (var server = serving(request ->
                                request.offers("chat") && request.target().equals("/chat")
                                        ? Response.switching("chat", ECHO)
                                        : Response.of(404))
                        .start();
                var peer = H2Peer.client(server.port())) {
            Http2Settings settings = peer.until(Frame.Settings.class).settings();
            assertThat(settings.get((char) 8)).isEqualTo(1L);
            peer.head(1, false, conversation("chat"));
            assertThat(peer.until(Frame.Head.class).status()).isEqualTo(200);
            peer.data(1, "hello", false);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("hello");
            peer.head(3, false, conversation("other"));
            assertThat(peer.until(Frame.Head.class).status()).isEqualTo(404);
        }
    }

    /** Over HTTP/2 a WebSocket has no key, and none is answered (RFC 8441, 5). */
    @Test
    void webSocket_withoutAKey_isOpenedAndAnswersNone() throws Exception {
        try (var server = serving(request -> WebSockets.accept(
                                request,
                                WebSocketOptions.defaults(),
                                socket -> socket.messages().answer(messages -> messages)))
                        .start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, conversation("websocket").add("sec-websocket-version", "13"));
            Frame.Head head = peer.until(Frame.Head.class);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.fields().contains("sec-websocket-accept")).isFalse();
            assertThat(head.fields().contains("upgrade")).isFalse();
            byte[] hello = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
            peer.data(1, hello, false);
            assertThat(peer.until(Frame.Data.class).text()).isEqualTo("\ufffd\2hi");
        }
    }

    /** In HTTP/1.1 that is an answer to those who did not want to; here it would agree. */
    @Test
    void extendedConnect_answeredAsIfItWereARequest_isDeclined() throws Exception {
        try (var server = serving(request -> Response.text(200, "a page")).start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, conversation("chat"));
            assertThat(peer.answer(1)).isEqualTo("501 this does not go on with another protocol\n");
        }
    }

    @Test
    void secondHead_onATunnel_breaksTheRules() throws Exception {
        try (var server = serving(request -> Response.tunnel(ECHO)).start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, connect("far:80"));
            peer.until(Frame.Head.class);
            peer.head(1, true, H2Peer.fields("x-sum", "1"));
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.PROTOCOL_ERROR));
            Wait.until("it is over", () -> server.exchanges() == 0);
        }
    }

    @Test
    void conversation_thatFails_resetsItsStream() throws Exception {
        try (var server = serving(request -> Response.tunnel(duplex -> duplex.source()
                                .peek(bytes -> {
                                    throw new IllegalStateException("no more");
                                })
                                .to(duplex.sink())))
                        .start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, connect("far:80")).data(1, "x", false);
            assertThat(peer.until(Frame.Reset.class).id()).isEqualTo(1);
            Wait.until("it is over", () -> server.exchanges() == 0);
        }
    }

    @Test
    void conversation_inWhichNothingMoves_isCut() throws Exception {
        var limits =
                HttpLimits.defaults().timeouts(Duration.ofMillis(1500), Duration.ofMinutes(1), Duration.ofMillis(500));
        try (var server =
                        serving(request -> Response.tunnel(ECHO)).limits(limits).start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, connect("far:80"));
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
            Wait.until("it is over", () -> server.exchanges() == 0);
        }
    }

    @Test
    void drain_withAConversation_endsIt() throws Exception {
        var began = new CountDownLatch(1);
        try (var server = serving(request -> Response.tunnel(duplex -> {
                            began.countDown();
                            return ECHO.apply(duplex);
                        }))
                        .start();
                var peer = H2Peer.client(server.port())) {
            peer.head(1, false, connect("far:80"));
            Wait.on(began);
            peer.until(Frame.Head.class);
            Thread drain = Thread.ofVirtual().start(() -> server.drain(Duration.ofSeconds(1)));
            try {
                Frame frame = peer.next();
                while (!(frame instanceof Frame.Closed)) {
                    frame = peer.next();
                }
            } catch (IOException e) {
                // cut
            }
            assertThat(drain.join(Wait.LONG)).isTrue();
            assertThat(server.exchanges()).isZero();
        }
    }
}
