package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS beneath both versions of HTTP; what is spoken is chosen in the handshake. */
class TlsServerTest {
    private static HttpServerBuilder builder() {
        return HttpServer.on(0)
                .handle(request -> Response.text(200, "hello " + Bytes.text(request.body())))
                .onFailure((request, cause) -> {});
    }

    private static SSLSocket socket(int port, String... offered) throws Exception {
        SSLSocket socket = (SSLSocket) Certificates.context().getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout((int) Wait.LONG.toMillis());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(offered);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void say(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void tls_withoutAnOffer_speaksHttp1() throws Exception {
        try (var server = builder().tls(Certificates.context()).start();
                var socket = socket(server.port())) {
            assertThat(socket.getApplicationProtocol()).isEmpty();
            say(socket, "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\nyou");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("hello you");
        }
    }

    @Test
    void tls_withAnOfferOfBoth_speaksHttp2() throws Exception {
        try (var server = builder().tls(Certificates.context()).start();
                var socket = socket(server.port(), "http/1.1", "h2");
                var peer = new H2Peer(socket)) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            peer.raw(H2Peer.PREFACE).settings(new Http2Settings());
            peer.post(1, "/").data(1, "all of you", true);
            assertThat(peer.answer(1)).isEqualTo("200 hello all of you");
        }
    }

    @Test
    void largeBodies_overTls_flowBothWays() throws Exception {
        try (var server = HttpServer.on(0)
                        .tls(Certificates.context())
                        .handle(request -> Response.ok(Bytes.pieces(1000, 10_000)))
                        .start();
                var socket = socket(server.port(), "h2");
                var peer = new H2Peer(socket)) {
            peer.raw(H2Peer.PREFACE).settings(new Http2Settings().initialWindowSize(20_000_000));
            peer.window(0, 20_000_000).get(1, "/");
            long read = 0;
            while (read < 10_000_000) {
                read += peer.until(Frame.Data.class).size();
            }
            assertThat(read).isEqualTo(10_000_000);
        }
    }

    @Test
    void keys_inFilesOfPem_areUsed(@TempDir Path folder) throws Exception {
        Path certificates = Files.writeString(folder.resolve("certificates"), Certificates.certificate());
        Path key = Files.writeString(folder.resolve("key"), Certificates.key());
        try (var server = builder().tls(certificates, key).start();
                var socket = socket(server.port())) {
            say(socket, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("hello");
        }
        assertThatThrownBy(() -> builder().tls(key, key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TLS must have its certificates and its key in PEM but ");
    }

    @Test
    void handshake_thatIsNoneOrDoesNotEnd_isClosedInTime() throws Exception {
        var limits =
                HttpLimits.defaults().timeouts(Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofMinutes(1));
        try (var server = builder().limits(limits).tls(Certificates.context()).start();
                var plain = new Wire(server.port());
                var silent = new Wire(server.port())) {
            plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(plain.readAllOrReset()).doesNotContain("hello");
            assertThat(silent.readAllOrReset()).isEmpty();
            Wait.until("both are gone", () -> server.connections() == 0);
        }
    }
}
