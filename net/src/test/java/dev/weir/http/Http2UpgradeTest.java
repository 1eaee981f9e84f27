package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From HTTP/1.1 to HTTP/2 in the middle of a connection. */
class Http2UpgradeTest {
    private static final String OFFER = "GET /first HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "Upgrade: h2c\r\nHTTP2-Settings: ";

    private static HttpServer server() throws IOException {
        return HttpServer.on(0)
                .handle(request -> Response.text(
                        200, request.target() + " " + request.headers().size()))
                .start();
    }

    @Test
    void upgrade_withSettings_answersTheRequestAsTheFirstStream() throws Exception {
        try (var server = server();
                var wire = new Wire(server.port())) {
            wire.send("GET /zero HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("/zero 1");
            wire.send(OFFER + "AAQAAAAD\r\n\r\n"); // a window of three bytes
            assertThat(wire.readHead()).startsWith("HTTP/1.1 101 ").contains("Upgrade: h2c\r\n");
            try (var peer = new H2Peer(wire.socket)) {
                peer.raw(H2Peer.PREFACE).settings(new Http2Settings().initialWindowSize(3));
                assertThat(peer.until(Frame.Data.class).text()).isEqualTo("/fi");
                peer.window(1, 100);
                assertThat(peer.answer(1)).endsWith("rst 1");
                peer.window(0, 100)
                        .settings(new Http2Settings().initialWindowSize(100))
                        .get(3, "/second");
                assertThat(peer.answer(3)).isEqualTo("200 /second 1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"???", "AAQAAAA", "AAQAAAADAA", "AAT_____"})
    void upgrade_withSettingsThatAreNone_isDeclined(String settings) throws Exception {
        try (var server = server();
                var wire = new Wire(server.port())) {
            wire.send(OFFER + settings + "\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void upgrade_ofARequestWithABody_isDeclined() throws Exception {
        try (var server = server();
                var wire = new Wire(server.port())) {
            wire.send(OFFER + "AAQAAAAD\r\nContent-Length: 1\r\n\r\nx");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }
}
