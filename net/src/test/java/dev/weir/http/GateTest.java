package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.admission.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate is asked before anything else, and gets back what it gave, once, however the exchange ends. */
class GateTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private final Semaphore back = new Semaphore(0);
    private volatile boolean full;
    private HttpServer server;

    private Decision decide(Request head) {
        if (full) {
            return new Decision.Refuse(new Refusal(Refusal.Reason.FULL, "16 of 16 in use", Duration.ofMillis(1200)));
        }
        admitted.incrementAndGet();
        return new Decision.Admit(() -> {
            released.incrementAndGet();
            back.release();
        });
    }

    private Wire serve(Fn<Request, Response> handler) throws IOException {
        server = HttpServer.on(0)
                .admit(this::decide)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
        return new Wire(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void expectReleasedOnce() throws InterruptedException {
        assertThat(back.tryAcquire(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        Wait.until("no exchange is left", () -> server.exchanges() == 0);
        server.close();
        assertThat(admitted).hasValue(1);
        assertThat(released).hasValue(1);
    }

    /** The refusal tells why and when to come back, rounded up, and no handler is called. */
    @Test
    void refused_get_isAnsweredAndTheConnectionGoesOn() throws Exception {
        full = true;
        try (Wire wire = serve(request -> Response.text(200, "in"))) {
            for (int i = 0; i < 3; i++) {
                wire.send(GET);
                assertThat(wire.readHead())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 2\r\n")
                        .doesNotContain("Connection: close");
                assertThat(wire.readUntil("\n")).isEqualTo("FULL: 16 of 16 in use\n");
            }
            full = false;
            wire.send(GET);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(admitted).hasValue(1);
    }

    /** A short body of a refused request is drained. */
    @Test
    void refused_shortBody_isDrained() throws Exception {
        full = true;
        try (Wire wire = serve(request -> Response.of(204))) {
            for (int i = 0; i < 3; i++) {
                wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000));
                assertThat(wire.readHead()).startsWith("HTTP/1.1 503 ").doesNotContain("Connection: close");
                wire.readUntil("\n");
            }
        }
    }

    /** A long body of a refused request is not waited for: the answer comes at once and is the last one. */
    @Test
    void refused_longBody_closes() throws Exception {
        full = true;
        try (Wire wire = serve(request -> Response.of(204))) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\nabc");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 503 ").contains("Connection: close\r\n");
        }
    }

    /** A body that was only announced is not asked for. */
    @Test
    void refused_announcedBody_isNotAskedFor() throws Exception {
        full = true;
        try (Wire wire = serve(request -> Response.of(204))) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 503 ").contains("Connection: close\r\n");
        }
    }

    @Test
    void admitted_answered_isReleasedOnce() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, "a"))) {
            wire.send(GET).readHead();
            expectReleasedOnce();
        }
    }

    @Test
    void admitted_streamed_isReleasedOnce() throws Exception {
        try (Wire wire = serve(request -> Response.ok(Bytes.body("a", "b")))) {
            wire.send(GET).readUntil("0\r\n\r\n");
            expectReleasedOnce();
        }
    }

    @Test
    void admitted_handlerThrows_isReleasedOnce() throws Exception {
        try (Wire wire = serve(request -> {
            throw new IllegalStateException("on purpose");
        })) {
            wire.send(GET).readHead();
            expectReleasedOnce();
        }
    }

    /** A client that goes in the middle of an answer ends its flow. */
    @Test
    void admitted_clientGoneInTheAnswer_isReleasedOnce() throws Exception {
        var ended = new CompletableFuture<Ending>();
        try (Wire wire =
                serve(request -> Response.ok(Bytes.pieces(Long.MAX_VALUE, 1000)).onEnded(ended::complete))) {
            wire.send(GET).readHead();
            wire.reset();
            expectReleasedOnce();
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Failed.class);
        }
    }

    /** A client that goes while its handler works: the handler is interrupted, and gives back when it has returned. */
    @Test
    void admitted_clientGoneBeforeTheAnswer_isReleasedWhenTheHandlerIsBack() throws Exception {
        var in = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var ended = new CompletableFuture<Ending>();
        try (Wire wire = serve(request -> {
            in.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            Wait.on(leave);
            return Response.text(200, "late").onEnded(ended::complete);
        })) {
            wire.send(GET);
            Wait.on(in);
            wire.reset();
            Wait.on(interrupted);
            assertThat(released).hasValue(0);
            leave.countDown();
            expectReleasedOnce();
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Cancelled.class);
        }
    }

    /** A request that breaks the rules in its body gives back too. */
    @Test
    void admitted_badBody_isReleasedOnce() throws Exception {
        try (Wire wire = serve(request -> Response.text(200, Bytes.text(request.body())))) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
            assertThat(wire.readAll()).startsWith("HTTP/1.1 400 ");
            expectReleasedOnce();
        }
    }

    @Test
    void admitted_serverClosed_isReleasedOnce() throws Exception {
        var in = new CountDownLatch(1);
        try (Wire wire = serve(request -> {
            in.countDown();
            new CountDownLatch(1).await();
            return Response.of(204);
        })) {
            wire.send(GET);
            Wait.on(in);
            server.close();
            expectReleasedOnce();
        }
    }

    /** A gate that throws lets nobody in, and the peer learns no more than that. */
    @Test
    void gate_throws_isAnsweredWith500() throws Exception {
        server = HttpServer.on(0)
                .admit(head -> {
                    throw new IllegalStateException("on purpose");
                })
                .handle(request -> Response.of(204))
                .onFailure((request, cause) -> {})
                .start();
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 500 ");
            assertThat(wire.readUntil("\n")).isEqualTo("the gate failed\n");
        }
    }
}
