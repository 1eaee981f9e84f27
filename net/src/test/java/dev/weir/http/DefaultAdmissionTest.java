package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that was told nothing of admission has one all the same. */
class DefaultAdmissionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final long SERVICE = 10_000_000;
    private static final int MANY = 600; // what takes six seconds

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private long busyUntil = System.nanoTime();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** One after the other. */
    private synchronized CompletionStage<Response> serve(Request request) {
        long now = System.nanoTime();
        busyUntil = Math.max(now, busyUntil) + SERVICE;
        CompletableFuture<Response> answer = new CompletableFuture<>();
        var _ = timer.schedule(
                () -> answer.complete(Response.text(200, "served")), busyUntil - now, TimeUnit.NANOSECONDS);
        return answer;
    }

    @Test
    @Timeout(60)
    void server_thatIsAskedForTooMuch_refusesAtOnceWhatWouldWaitTooLong() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try (var server = HttpServer.on(0).handleAsync(this::serve).start()) {
            try (Wire wire = new Wire(server.port())) {
                for (int i = 0; i < 50; i++) {
                    wire.send(GET).readUntil("served");
                }
            }
            for (int i = 0; i < MANY; i++) {
                wires.add(new Wire(server.port()).send(GET));
            }
            List<String> heads = new ArrayList<>();
            for (Wire wire : wires) {
                heads.add(wire.readHead());
            }
            assertThat(heads)
                    .allMatch(head -> head.startsWith("HTTP/1.1 200 ")
                            || (head.startsWith("HTTP/1.1 503 ") && head.contains("Retry-After: ")))
                    .anyMatch(head -> head.startsWith("HTTP/1.1 503 "))
                    .anyMatch(head -> head.startsWith("HTTP/1.1 200 "));
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    @Timeout(60)
    void server_withAnOpenGate_letsAllIn() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try (var server =
                HttpServer.on(0).admit(Gate.OPEN).handleAsync(this::serve).start()) {
            for (int i = 0; i < 100; i++) {
                wires.add(new Wire(server.port()).send(GET));
            }
            for (Wire wire : wires) {
                assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
