package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer that is held whole is one array, for however many clients: what is on its way to each is bounded. */
class WholeAnswersTest {
    private static final int CLIENTS = 16;
    private static final int LENGTH = 4 * 1024 * 1024;
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private static HttpServer server(String text) throws Exception {
        return HttpServer.on(0).handle(request -> Response.text(200, text)).start();
    }

    @Test
    void answers_heldWhole_thatNobodyReads_areNotCopiedForEachClient() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try (var server = server("x".repeat(LENGTH))) {
            long before = PlatformDependent.usedDirectMemory();
            for (int i = 0; i < CLIENTS; i++) {
                var wire = new Wire(server.port(), 4 * 1024);
                wires.add(wire);
                wire.send(GET).readHead(); // its body is on its way
            }
            assertThat(PlatformDependent.usedDirectMemory() - before)
                    .as("copies of %d answers of 4 MiB", CLIENTS)
                    .isLessThan(CLIENTS * (long) LENGTH / 2);
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void answer_heldWhole_largerThanWhatMayBeUnsent_arrivesAndTheConnectionGoesOn() throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.append(text.length()).append(' ');
        }
        byte[] whole = text.toString().getBytes(StandardCharsets.US_ASCII);
        try (var server = server(text.toString());
                var wire = new Wire(server.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.send(GET).readHead()).contains("Content-Length: " + whole.length);
                assertThat(wire.read(whole.length).getBytes(StandardCharsets.US_ASCII))
                        .isEqualTo(whole);
            }
        }
    }
}
