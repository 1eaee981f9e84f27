package dev.weir.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client must say to be let in, byte by byte, and what it is told else. */
class HandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String GOOD =
            "GET /chat HTTP/1.1|Host: h:1|Upgrade: websocket|Connection: Upgrade|" + KEY + "|Sec-WebSocket-Version: 13";
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        WebSocketOptions options = WebSocketOptions.defaults().subprotocols("chat", "superchat");
        server = HttpServer.on(0)
                .handle(request -> WebSockets.accept(
                        request, options, talk -> talk.messages().answer(Talk.ECHO)))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static byte[] lines(String head) {
        return (head.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The example of RFC 6455, 1.3. */
    @Test
    void request_ofTheStandard_isAnswered() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(lines(GOOD + "|Origin: http://h:1|Sec-WebSocket-Protocol: x, superchat, chat"));
            assertThat(head(socket.getInputStream()))
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains(
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
                            "Upgrade: websocket\r\nConnection: upgrade\r\n",
                            "Sec-WebSocket-Protocol: superchat\r\n");
        }
    }

    /** What comes in one piece with the request is heard, wherever that is cut. */
    @Test
    void frames_rightBehindTheRequest_areHeard() throws Exception {
        byte[] request = lines(GOOD);
        byte[] frames = Raw.from(true)
                .text("hello")
                .frame(0x89, "p")
                .text("you")
                .close(1000)
                .done();
        byte[] all = new byte[request.length + frames.length];
        System.arraycopy(request, 0, all, 0, request.length);
        System.arraycopy(frames, 0, all, request.length, frames.length);
        for (int cut = request.length - 2; cut < all.length; cut++) {
            try (var socket = connect()) {
                socket.getOutputStream().write(all, 0, cut);
                socket.getOutputStream().write(all, cut, all.length - cut);
                assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 101 ");
                assertThat(Raw.read(socket.getInputStream().readAllBytes(), false))
                        .as("cut at %d", cut)
                        .containsExactlyInAnyOrder("text hello", "pong p", "text you", "close 1000")
                        .containsSubsequence("text hello", "text you", "close 1000");
            }
        }
    }

    @Test
    void frames_againstTheRules_areToldSo() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(lines(GOOD));
            head(socket.getInputStream());
            socket.getOutputStream().write(Raw.from(false).text("not masked").done());
            byte[] answer = socket.getInputStream().readNBytes(4);
            assertThat(Raw.read(answer, false)).containsExactly("close 1002");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POST for GET; GET; POST; 405",
                "no upgrade; Upgrade: websocket|; ''; 426",
                "another protocol; websocket; h2c; 426",
                "upgrade for somebody else; Connection: Upgrade|; ''; 426",
                "HTTP/1.0; HTTP/1.1; HTTP/1.0; 426",
                "no version; |Sec-WebSocket-Version: 13; ''; 426",
                "version 8; Version: 13; Version: 8; 426",
                "two versions; Version: 13; Version: 13|Sec-WebSocket-Version: 13; 426",
                "no key; Sec-WebSocket-Key; X; 400",
                "short key; dGhlIHNhbXBsZSBub25jZQ==; dGhl; 400",
                "key that is no Base64; dGhlIHNhbXBsZSBub25jZQ==; !GhlIHNhbXBsZSBub25jZQ==; 400",
                "long key; dGhlIHNhbXBsZSBub25jZQ==; dGhlIHNhbXBsZSBub25jZWFh; 400",
                "foreign page; Upgrade: websocket; Upgrade: websocket|Origin: http://evil:1; 403",
                "page of another port; Upgrade: websocket; Upgrade: websocket|Origin: http://h:2; 403",
                "page without a host; Upgrade: websocket; Upgrade: websocket|Origin: null; 403",
                "nonsense for a page; Upgrade: websocket; Upgrade: websocket|Origin: http://[; 403",
                "with a body; Upgrade: websocket; Upgrade: websocket|Content-Length: 3; 400"
            })
    void request_thatIsNotOne_isRefused(String name, String good, String bad, int status) throws Exception {
        String asked = GOOD.replace(good, bad == null ? "" : bad);
        assertThat(asked).as(name).isNotEqualTo(GOOD);
        try (var socket = connect()) {
            socket.getOutputStream().write(lines(asked));
            String head = head(socket.getInputStream());
            assertThat(head).as(name).startsWith("HTTP/1.1 " + status + " ");
            if (status == 426) {
                assertThat(head).contains("Sec-WebSocket-Version: 13\r\n", "Upgrade: websocket\r\n");
            }
        }
    }
}
