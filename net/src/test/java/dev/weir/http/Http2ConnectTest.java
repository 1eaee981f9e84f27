package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client goes over to a conversation on a stream of HTTP/2, beside all else that its connection carries. */
class Http2ConnectTest {
    private static final Request ASK = Request.get("/talk").with("Upgrade", "talk");
    private static final Request TUNNEL = Request.of("CONNECT", "there:80");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Source<byte[]> source) {
        return source.reduce("", (all, some) -> all + new String(some, StandardCharsets.ISO_8859_1));
    }

    private static Duplex<byte[], byte[]> switched(CompletionStage<Upgraded> upgraded) throws Exception {
        return ((Upgraded.Switched) Wait.get(upgraded)).duplex();
    }

    private static HttpServerBuilder echo() {
        return HttpServer.on(0)
                .tunnels()
                .onFailure((request, cause) -> {})
                .handle(request -> switch (request.target()) {
                    case "/talk" ->
                        Response.switching("talk", talk -> talk.source().to(talk.sink()));
                    case "there:80" -> Response.tunnel(talk -> talk.source().to(talk.sink()));
                    case "/no", "no:80" -> Response.text(403, "not you");
                    default -> Response.text(200, request.target());
                });
    }

    private static HttpClientBuilder to(HttpServer server) {
        return HttpClient.to("127.0.0.1", server.port()).http2();
    }

    private static void isOver(HttpServer server) {
        Wait.until("nothing is under way", () -> server.exchanges() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connect_whosePeerAgrees_talks(boolean upgrade) throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            Upgraded upgraded = Wait.get(client.connect(upgrade ? ASK : TUNNEL));
            assertThat(upgraded.response().status()).isEqualTo(upgrade ? 101 : 200);
            assertThat(upgraded.response().headers().first("Upgrade"))
                    .isEqualTo(ASK.headers().first("Upgrade").filter(any -> upgrade));
            var talk = ((Upgraded.Switched) upgraded).duplex();
            var said = Source.of("ab", "cd")
                    .map(Http2ConnectTest::bytes)
                    .to(talk.sink())
                    .start();
            assertThat(text(talk.source())).isEqualTo("abcd");
            said.join();
            isOver(server);
            Wait.until("the connection rests", () -> client.idle() == 1 && client.connections() == 1);
        }
    }

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
                        .build()) {
            var talk = switched(client.connect(ASK));
            var said = Source.range(0, 100)
                    .map(n -> new byte[10_000])
                    .to(talk.sink())
                    .start();
            assertThat(text(talk.source())).isEqualTo("heard 1000000");
            said.join();
            isOver(server);
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void tunnelsAndRequests_atOnce_shareOneConnection() throws Exception {
        try (var server = echo().start();
                var client = to(server).connections(1).build()) {
            List<Duplex<byte[], byte[]>> talks = new ArrayList<>();
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                talks.add(switched(client.connect(i % 2 == 0 ? ASK : TUNNEL)));
                answers.add(client.send(Request.get("/" + i)));
            }
            List<Running<?>> said = new ArrayList<>();
            List<Running<Long>> heard = new ArrayList<>();
            for (Duplex<byte[], byte[]> talk : talks) {
                said.add(Source.range(0, 200)
                        .map(n -> new byte[1000])
                        .to(talk.sink())
                        .start());
                heard.add(talk.source()
                        .to(Sink.<byte[], Long>reduce(0L, (sum, some) -> sum + some.length))
                        .start());
            }
            for (int i = 0; i < 10; i++) {
                assertThat(Bytes.text(Wait.get(answers.get(i)).body())).isEqualTo("/" + i);
                assertThat(heard.get(i).join()).isEqualTo(200_000);
                said.get(i).join();
            }
            assertThat(client.connections()).isEqualTo(1);
            isOver(server);
        }
    }

    /** One tunnel is stuck in both directions; what shares its connection is not. */
    @Test
    void tunnel_thatNobodyReads_isInNobodysWay() throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            var stuck = switched(client.connect(ASK));
            var endless = Source.range(0, Long.MAX_VALUE)
                    .map(n -> new byte[1000])
                    .to(stuck.sink())
                    .start();
            for (int i = 0; i < 20; i++) {
                var talk = switched(client.connect(ASK));
                var said = Source.of(new byte[100_000]).to(talk.sink()).start();
                assertThat(talk.source().reduce(0L, (sum, some) -> sum + some.length))
                        .isEqualTo(100_000);
                said.join();
                assertThat(Bytes.text(Wait.get(client.send(Request.get("/x"))).body()))
                        .isEqualTo("/x");
            }
            assertThat(client.connections()).isEqualTo(1);
            assertThat(endless.result().toCompletableFuture().isDone()).isFalse();
            endless.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no", "no:80"})
    void connect_whosePeerDeclines_givesItsResponse(String target) throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            Request ask = target.equals("/no") ? ASK.withTarget(target) : Request.of("CONNECT", target);
            Upgraded upgraded = Wait.get(client.connect(ask));
            assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
            assertThat(upgraded.response().status()).isEqualTo(403);
            assertThat(Bytes.text(upgraded.response().body())).isEqualTo("not you");
            isOver(server);
            Wait.until("the connection rests", () -> client.idle() == 1 && client.connections() == 1);
        }
    }

    /** What would be an ordinary answer in HTTP/1.1 would agree in HTTP/2. */
    @Test
    void connect_answeredAsIfItWereARequest_isDeclined() throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            Upgraded upgraded = Wait.get(client.connect(ASK.withTarget("/page")));
            assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
            assertThat(upgraded.response().status()).isEqualTo(501);
            assertThat(Bytes.text(upgraded.response().body())).contains("does not go on with another protocol");
        }
    }

    @Test
    void connect_throughAProxy_talksWithTheOriginBehindIt() throws Exception {
        try (var origin = echo().start();
                var inner = to(origin).build();
                var proxy = HttpServer.on(0)
                        .handle(request -> switch (Wait.get(inner.connect(ASK))) {
                            case Upgraded.Switched(var _, var talk) ->
                                Response.switching("talk", here -> here.join(talk));
                            case Upgraded.Declined(var response) -> response;
                        })
                        .start();
                var client = to(proxy).build()) {
            var talk = switched(client.connect(ASK));
            var said = Source.range(0, 2000)
                    .map(n -> new byte[5000])
                    .to(talk.sink())
                    .start();
            assertThat(talk.source().reduce(0L, (sum, some) -> sum + some.length))
                    .isEqualTo(10_000_000);
            said.join();
            isOver(proxy);
            isOver(origin);
        }
    }

    @SuppressWarnings("try") // it is closed early on purpose
    @Test
    void connect_whoseConnectionBreaks_failsBothDirections() throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            var talk = switched(client.connect(ASK));
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
        try (var server = echo().start();
                var client = to(server).build()) {
            var talk = switched(client.connect(ASK));
            var heard = talk.source().to(Sink.ignore()).start();
            client.close();
            assertThatThrownBy(heard::join).hasStackTraceContaining("the client was closed");
            Wait.until("closed", () -> client.connections() == 0 && server.connections() == 0);
        }
    }

    /** The limit for bodies is not one for conversations. */
    @Test
    void tunnel_longerThanABodyMayBe_goesOn() throws Exception {
        HttpLimits limits = HttpLimits.defaults().body(10_000);
        try (var server = echo().limits(limits).start();
                var client = to(server).limits(limits).build()) {
            var talk = switched(client.connect(ASK));
            var said = Source.range(0, 100)
                    .map(n -> new byte[1000])
                    .to(talk.sink())
                    .start();
            assertThat(talk.source().reduce(0L, (sum, some) -> sum + some.length))
                    .isEqualTo(100_000);
            said.join();
        }
    }

    @Test
    void connect_thatNobodyRuns_isCutAndItsConnectionGoesOn() throws Exception {
        try (var server = echo().start();
                var client = to(server).idleTimeout(Duration.ofMillis(200)).build()) {
            var talk = switched(client.connect(ASK));
            isOver(server);
            assertThatThrownBy(() -> text(talk.source())).hasStackTraceContaining("a tunnel broke: ");
        }
    }

    @Test
    void tunnel_inWhichNothingMoves_isCut() throws Exception {
        try (var server = echo().start();
                var client = to(server).idleTimeout(Duration.ofMillis(200)).build()) {
            var talk = switched(client.connect(ASK));
            var said =
                    Source.from(new CompletableFuture<byte[]>()).to(talk.sink()).start();
            assertThatThrownBy(() -> text(talk.source())).hasStackTraceContaining("a tunnel broke: ");
            assertThatThrownBy(said::join).hasStackTraceContaining("a tunnel broke: ");
            isOver(server);
        }
    }

    /** A server that drains has the conversations end, and the connection with them. */
    @Test
    void drain_ofTheServer_endsTheTunnelCleanly() throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            var talk = switched(client.connect(ASK));
            var said =
                    Source.from(new CompletableFuture<byte[]>()).to(talk.sink()).start();
            var heard = talk.source().to(Sink.ignore()).start();
            Thread drain = Thread.ofVirtual().start(() -> server.drain(Duration.ofSeconds(5)));
            heard.join();
            assertThat(drain.join(Wait.LONG)).isTrue();
            said.close();
        }
    }

    @Test
    void conversation_thatNobodyWants_isCut() throws Exception {
        try (var server = echo().start();
                var client = to(server).build()) {
            Upgraded upgraded = Wait.get(client.connect(ASK));
            upgraded.response().discard();
            isOver(server);
            Wait.until("the connection rests", () -> client.idle() == 1);
        }
    }
}
