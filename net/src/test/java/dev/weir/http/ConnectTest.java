package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Sink;
import dev.weir.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client goes over from HTTP to a conversation, or learns that its peer does not. */
class ConnectTest {
    private static final Request ASK = Request.get("/talk").with("Upgrade", "talk");
    private static final String AGREED = "HTTP/1.1 101 Go\r\nUpgrade: talk\r\nConnection: Upgrade\r\n\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Source<byte[]> source) {
        return source.reduce("", (all, some) -> all + new String(some, StandardCharsets.ISO_8859_1));
    }

    private static Duplex<byte[], byte[]> switched(Upgraded upgraded) {
        return ((Upgraded.Switched) upgraded).duplex();
    }

    private static HttpServer echo() throws java.io.IOException {
        return HttpServer.on(0)
                .tunnels()
                .handle(request -> request.method().equals("CONNECT")
                        ? Response.tunnel(talk -> talk.source().to(talk.sink()))
                        : Response.switching("talk", talk -> talk.source().to(talk.sink())))
                .start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connect_whosePeerAgrees_talks(boolean upgrade) throws Exception {
        try (var server = echo();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Upgraded upgraded = Wait.get(client.connect(upgrade ? ASK : Request.of("CONNECT", "there:80")));
            assertThat(upgraded.response().status()).isEqualTo(upgrade ? 101 : 200);
            var talk = switched(upgraded);
            var said = Source.of("ab", "cd")
                    .map(ConnectTest::bytes)
                    .to(talk.sink())
                    .start();
            assertThat(text(talk.source())).isEqualTo("abcd");
            said.join();
            Wait.until("closed", () -> client.connections() == 0 && server.connections() == 0);
        }
    }

    /** Over TLS the end of one direction is said by it, and the other goes on. */
    @Test
    void connect_overTls_keepsTheEndOfEachDirection() throws Exception {
        try (var server = HttpServer.on(0)
                        .tls(Certificates.context())
                        .handle(request -> Response.switching(
                                "talk",
                                talk -> talk.source()
                                        .gather(Gatherers.<byte[], Long>fold(
                                                () -> 0L, (sum, some) -> sum + some.length))
                                        .map(sum -> bytes("heard " + sum))
                                        .to(talk.sink())))
                        .start();
                var client = HttpClient.to(URI.create("https://localhost:" + server.port()))
                        .tls(Certificates.context())
                        .http1()
                        .build()) {
            var talk = switched(Wait.get(client.connect(ASK)));
            var said = Source.range(0, 100)
                    .map(n -> new byte[10_000])
                    .to(talk.sink())
                    .start();
            assertThat(text(talk.source())).isEqualTo("heard 1000000");
            said.join();
            Wait.until("closed", () -> client.connections() == 0 && server.connections() == 0);
        }
    }

    @Test
    void connect_whereverTheAnswerIsCut_losesNothing() throws Exception {
        String all = AGREED + "HTTP/1.1 200 OK\r\n\r\nhello";
        for (int cut = 1; cut < all.length(); cut++) {
            String first = all.substring(0, cut);
            String rest = all.substring(cut);
            try (var origin = new Origins((peer, n) -> {
                        assertThat(peer.head())
                                .contains("Upgrade: talk\r\nConnection: upgrade\r\n")
                                .doesNotContain("Content-Length");
                        peer.say(first).say(rest);
                    });
                    var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
                assertThat(text(switched(Wait.get(client.connect(ASK))).source()))
                        .as("cut at %d", cut)
                        .isEqualTo("HTTP/1.1 200 OK\r\n\r\nhello");
                assertThat(origin.failures).isEmpty();
            }
        }
    }

    @Test
    void connect_afterInterimResponses_talks() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + AGREED + "hi");
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            assertThat(text(switched(Wait.get(client.connect(ASK))).source())).isEqualTo("hi");
        }
    }

    @Test
    void connect_whosePeerDeclines_givesItsResponse() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.text(403, "no"))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Upgraded upgraded = Wait.get(client.connect(ASK));
            assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
            assertThat(Bytes.text(upgraded.response().body())).isEqualTo("no");
            Wait.until("the connection is used again", () -> client.idle() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Go\r\nUpgrade: walk\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 101 Go\r\nUpgrade: talk\r\n\r\n",
                "HTTP/1.1 101 Go\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 101 Go\r\nUpgrade: talk\r\nUpgrade: walk\r\nConnection: upgrade\r\n\r\n"
            })
    void connect_whosePeerAgreesToSomethingElse_fails(String answer) throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say(answer + "hello");
                    peer.ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            assertThatThrownBy(() -> Wait.get(client.connect(ASK)))
                    .cause()
                    .isInstanceOfSatisfying(
                            HttpClientException.class,
                            e -> assertThat(e.kind()).isEqualTo(HttpClientException.Kind.PROTOCOL));
        }
    }

    @Test
    void connect_throughAProxy_talksWithTheOriginBehindIt() throws Exception {
        try (var origin = echo();
                var inner = HttpClient.to("127.0.0.1", origin.port()).build();
                var proxy = HttpServer.on(0)
                        .handle(request -> {
                            Upgraded upstream = Wait.get(inner.connect(ASK));
                            return switch (upstream) {
                                case Upgraded.Switched(var _, var talk) ->
                                    Response.switching("talk", here -> here.join(talk));
                                case Upgraded.Declined(var response) -> response;
                            };
                        })
                        .start();
                var client = HttpClient.to("127.0.0.1", proxy.port()).build()) {
            var talk = switched(Wait.get(client.connect(ASK)));
            var said = Source.range(0, 2000)
                    .map(n -> new byte[5000])
                    .to(talk.sink())
                    .start();
            assertThat(talk.source().reduce(0L, (sum, some) -> sum + some.length))
                    .isEqualTo(10_000_000);
            said.join();
            Wait.until(
                    "all closed",
                    () -> client.connections() == 0 && inner.connections() == 0 && origin.exchanges() == 0);
        }
    }

    @SuppressWarnings("try") // it is closed early on purpose
    @Test
    void connect_whoseTunnelBreaks_failsBothDirections() throws Exception {
        try (var server = echo();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            var talk = switched(Wait.get(client.connect(ASK)));
            var heard = talk.source().to(Sink.ignore()).start();
            var said =
                    Source.from(new CompletableFuture<byte[]>()).to(talk.sink()).start();
            server.close();
            assertThatThrownBy(heard::join).hasStackTraceContaining("a tunnel broke: ");
            assertThatThrownBy(said::join).hasStackTraceContaining("a tunnel broke: ");
        }
    }

    @SuppressWarnings("try") // it is closed early on purpose
    @Test
    void close_ofAClientWithATunnel_cutsIt() throws Exception {
        try (var server = echo();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            var talk = switched(Wait.get(client.connect(ASK)));
            var heard = talk.source().to(Sink.ignore()).start();
            client.close();
            assertThatThrownBy(heard::join).hasStackTraceContaining("the client was closed");
            Wait.until("closed", () -> client.connections() == 0 && server.connections() == 0);
        }
    }

    @Test
    void connect_thatNobodyRuns_isCut() throws Exception {
        var shortly = Duration.ofMillis(200);
        try (var server = echo();
                var client = HttpClient.to("127.0.0.1", server.port())
                        .idleTimeout(shortly)
                        .build()) {
            assertThat(switched(Wait.get(client.connect(ASK)))).isNotNull();
            Wait.until("closed", () -> client.connections() == 0 && server.connections() == 0);
        }
    }

    @Test
    void connect_thatIsCancelled_closesItsConnection() throws Exception {
        var asked = new CompletableFuture<String>();
        try (var origin = new Origins((peer, n) -> {
                    asked.complete(peer.head());
                    peer.ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            var connecting = client.connect(ASK).toCompletableFuture();
            Wait.get(asked);
            connecting.cancel(false);
            Wait.until("closed", () -> client.connections() == 0);
        }
    }

    @Test
    void connect_toSilence_timesOut() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port())
                        .responseTimeout(Duration.ofMillis(100))
                        .build()) {
            assertThatThrownBy(() ->
                            Wait.get(client.connect(ASK).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS)))
                    .hasStackTraceContaining("a response must begin within");
        }
    }

    @Test
    void request_thatCannotConnectOrBeSent_isRefused() throws Exception {
        try (var client = HttpClient.to("127.0.0.1", 1).build()) {
            assertThatThrownBy(() -> client.connect(ASK.withBody("a")))
                    .hasMessageContaining("a request to connect must have no body but had one");
            assertThatThrownBy(() -> client.connect(Request.get("/")))
                    .hasMessageContaining("a request to connect must name a protocol in the header Upgrade");
            assertThatThrownBy(() -> client.send(Request.of("CONNECT", "a:1")))
                    .hasMessageContaining("the method was CONNECT; use connect");
        }
        for (String target : List.of("/", "a", "a:", ":1", "a:b", "http://a:1", "a:1/")) {
            assertThatThrownBy(() -> Request.of("CONNECT", target))
                    .hasMessageContaining("the target of CONNECT must be a host and a port but was '" + target + "'");
        }
        assertThat(Request.of("CONNECT", "[::1]:1").target()).isEqualTo("[::1]:1");
    }
}
