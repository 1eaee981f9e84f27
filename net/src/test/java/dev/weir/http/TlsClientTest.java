package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** A body that ends where the connection does is whole only if TLS says so. */
class TlsClientTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\n\r\nall of it";

    /** Answers one request up to the end of the connection, which is said by TLS or not. */
    private static void serve(ServerSocket listening, boolean said) {
        Thread.ofVirtual().start(() -> {
            try (Socket plain = listening.accept();
                    SSLSocket tls = (SSLSocket)
                            Certificates.context().getSocketFactory().createSocket(plain, null, 0, false)) {
                tls.setUseClientMode(false);
                byte[] request = new byte[4096];
                assertThat(tls.getInputStream().read(request)).isPositive();
                tls.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                if (said) {
                    tls.shutdownOutput();
                } else {
                    plain.shutdownOutput();
                }
                while (plain.getInputStream().read() >= 0) {
                    // until the client has closed
                }
            } catch (IOException | java.security.GeneralSecurityException e) {
                // the client has closed
            }
        });
    }

    private static Response get(int port, HttpClient[] made) throws Exception {
        made[0] = HttpClient.to(URI.create("https://localhost:" + port))
                .tls(Certificates.context())
                .build();
        return Wait.get(made[0].send(Request.get("/")));
    }

    @Test
    void bodyUntilClose_thatTlsEnds_isWhole() throws Exception {
        var client = new HttpClient[1];
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(listening, true);
            assertThat(Bytes.text(get(listening.getLocalPort(), client).body())).isEqualTo("all of it");
        } finally {
            client[0].close();
        }
    }

    @Test
    void bodyUntilClose_thatTlsDoesNotEnd_isCutOff() throws Exception {
        var client = new HttpClient[1];
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(listening, false);
            Response response = get(listening.getLocalPort(), client);
            assertThatThrownBy(() -> Bytes.text(response.body()))
                    .hasMessageContaining("a body must be sent to its end but the connection ended within it");
        } finally {
            client[0].close();
        }
    }
}
