package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's WebSocket against one of weir that says what it hears, in the clear and over TLS. */
@Timeout(120)
class JdkWebSocketTest {
    /** Gathers what comes, in the order in which it does. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                messages.add(bytes.toString(StandardCharsets.ISO_8859_1));
                bytes.reset();
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            messages.add("pong " + StandardCharsets.US_ASCII.decode(data));
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status + " " + reason);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }

        private String next() throws InterruptedException {
            return messages.poll(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void conversation_ofTextBytesPiecesAndPings_comesBackAndCloses(boolean secure) throws Exception {
        Heard heard = new Heard();
        try (Site site = secure ? Site.secure() : Site.plain();
                HttpClient client =
                        HttpClient.newBuilder().sslContext(Keys.context()).build()) {
            WebSocket socket = Wait.get(client.newWebSocketBuilder()
                    .buildAsync(URI.create(site.url("/talk").replaceFirst("http", "ws")), heard));
            for (String text : new String[] {"", "hello", "für € 𝄞", "long ".repeat(10_000)}) {
                Wait.get(socket.sendText(text, true));
                assertThat(heard.next()).isEqualTo(text);
            }
            byte[] large = Pattern.bytes(50_000);
            for (int at = 0; at < large.length; at += 1000) {
                Wait.get(socket.sendBinary(ByteBuffer.wrap(large, at, 1000), at + 1000 == large.length));
                if (at == 10_000) {
                    Wait.get(socket.sendPing(StandardCharsets.US_ASCII.encode("there?")));
                    assertThat(heard.next()).isEqualTo("pong there?");
                }
            }
            assertThat(heard.next()).isEqualTo(new String(large, StandardCharsets.ISO_8859_1));
            Wait.get(socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough"));
            assertThat(Wait.get(heard.closed)).startsWith("1000");
            Wait.until("the conversation is over", () -> site.server.exchanges() == 0);
            assertThat(site.failures).isEmpty();
        }
    }
}
