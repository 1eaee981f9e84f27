package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that speaks HTTP/2 and does not take extended CONNECT there is asked over HTTP/1.1. */
class Http2FallbackTest {
    private static final Request ASK = Request.get("/talk").with("Upgrade", "talk");
    private static final String AGREED = "HTTP/1.1 101 Go\r\nUpgrade: talk\r\nConnection: Upgrade\r\n\r\n";

    /** Speaks HTTP/2 on its first connection, and HTTP/1.1 on those that come later. */
    private static Origins origin(Http2Settings settings, Origins.Script older) throws IOException {
        return new Origins((peer, number) -> {
            if (number > 1) {
                older.run(peer, number);
                return;
            }
            H2Peer two = H2Peer.server(peer.socket, settings);
            for (Frame frame = two.next(); !(frame instanceof Frame.Closed); frame = two.next()) {
                if (frame instanceof Frame.Head head) {
                    two.answer(head.id(), "over HTTP/2");
                }
            }
        });
    }

    private static HttpClientBuilder to(Origins origin) {
        return HttpClient.to("127.0.0.1", origin.port()).http2();
    }

    private static String heard(CompletionStage<Upgraded> upgraded) throws Exception {
        Source<byte[]> source =
                ((Upgraded.Switched) Wait.get(upgraded)).duplex().source();
        return source.reduce("", (all, some) -> all + new String(some, StandardCharsets.ISO_8859_1));
    }

    private static void answersOverHttp2(HttpClient client) throws Exception {
        assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body())).isEqualTo("over HTTP/2");
    }

    private static void agrees(Origins.Peer peer) throws IOException {
        assertThat(peer.head()).contains("GET /talk HTTP/1.1\r\n").contains("Upgrade: talk\r\nConnection: upgrade\r\n");
        peer.say(AGREED + "over HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peerThatDoesNotTakeIt_isAskedOverHttp1(boolean silent) throws Exception {
        Http2Settings settings = silent ? new Http2Settings() : new Http2Settings().connectProtocolEnabled(false);
        try (var origin = origin(settings, (peer, number) -> agrees(peer));
                var client = to(origin).build()) {
            assertThat(heard(client.connect(ASK))).isEqualTo("over HTTP/1.1");
            answersOverHttp2(client);
            assertThat(heard(client.connect(ASK))).isEqualTo("over HTTP/1.1");
            assertThat(origin.failures).isEmpty();
        }
    }

    /** Its one connection gives way when it rests. */
    @Test
    void peerThatDoesNotTakeIt_withRoomForOneConnection_isAskedOverHttp1() throws Exception {
        try (var origin = origin(new Http2Settings(), (peer, number) -> agrees(peer));
                var client = to(origin).connections(1).build()) {
            assertThat(heard(client.connect(ASK))).isEqualTo("over HTTP/1.1");
            assertThat(origin.failures).isEmpty();
        }
    }

    @Test
    void peerThatDoesNotTakeIt_withRoomForOneConnectionInUse_isAskedWhenThatRests() throws Exception {
        try (var origin = new Origins((peer, number) -> {
                    if (number == 2) {
                        agrees(peer);
                        return;
                    }
                    H2Peer two = H2Peer.server(peer.socket, new Http2Settings());
                    two.until(Frame.Head.class);
                    two.head(1, false, H2Peer.fields(":status", "200"));
                    two.until(Frame.Ping.class);
                });
                var client = to(origin).connections(1).build()) {
            Response used = Wait.get(client.send(Request.get("/")));
            var connecting = client.connect(ASK);
            Wait.until("it waits", () -> client.waiting() == 1);
            used.discard();
            assertThat(heard(connecting)).isEqualTo("over HTTP/1.1");
        }
    }

    @Test
    void peerThatSpeaksHttp2Only_failsWithTheReason() throws Exception {
        try (var origin = origin(new Http2Settings(), (peer, number) -> {
                    peer.head();
                    peer.say("\0\0\0\4\0\0\0\0\0"); // settings
                });
                var client = to(origin).build()) {
            assertThatThrownBy(() -> Wait.get(client.connect(ASK)))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            HttpClientException.class,
                            e -> assertThat(e.kind()).isEqualTo(HttpClientException.Kind.BROKEN))
                    .hasMessageContaining(
                            "it was asked over HTTP/1.1, since the peer does not take it over HTTP/2" + " (RFC 8441)");
            answersOverHttp2(client);
        }
    }

    /** Of what HTTP/2 has no words for, the peer need not be asked. */
    @ParameterizedTest
    @ValueSource(strings = {"other, talk", "talk/2", "h2c"})
    void protocols_thatHttp2CannotName_areAskedForOverHttp1(String offered) throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.text(
                                200, request.headers().first("Upgrade").orElse("none")))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).http2().build()) {
            Upgraded upgraded = Wait.get(client.connect(Request.get("/").with("Upgrade", offered)));
            assertThat(upgraded.response().status()).isEqualTo(200);
            assertThat(Bytes.text(upgraded.response().body())).isEqualTo(offered);
        }
    }
}
