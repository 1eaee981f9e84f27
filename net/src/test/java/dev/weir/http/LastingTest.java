package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Fn;
import dev.weir.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A permit is for work: who waits for others, or for a peer that reads or sends slowly, is in nobody's way. */
class LastingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final ByteBuffer CHUNK = ByteBuffer.allocate(16 * 1024).asReadOnlyBuffer();

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    private void serve(Fn<Request, Response> handler) throws IOException {
        server = HttpServer.on(0)
                .admit(head -> {
                    inside.incrementAndGet();
                    return new Decision.Admit(
                            () -> {
                                inside.decrementAndGet();
                                released.incrementAndGet();
                            },
                            false);
                })
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    /** A permit that was given back before is not given back again. */
    private void awaitEnd() {
        Wait.until("the exchange is over", () -> server.exchanges() == 0 && inside.get() == 0);
        assertThat(released).hasValue(1);
    }

    private void awaitPermit() {
        Wait.until("the permit is back", () -> released.get() == 1);
        assertThat(server.exchanges()).isEqualTo(1);
    }

    private static Source<ByteBuffer> endless(CountDownLatch end) {
        return Source.generate(out -> {
            out.emit(ByteBuffer.wrap("first".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            end.await();
        });
    }

    @Test
    void request_thatIsSaidToLast_givesItsPermitBack() throws Exception {
        serve(request -> {
            request.lasts();
            request.lasts();
            end.await();
            return Response.text(200, "at last");
        });
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET);
            awaitPermit();
            end.countDown();
            assertThat(wire.readUntil("at last")).startsWith("HTTP/1.1 200 ");
            awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lasting", "events"})
    void answer_thatLasts_givesThePermitBackWhenItBegins(String kind) throws Exception {
        serve(request -> kind.equals("lasting")
                ? Response.ok(endless(end)).lasting()
                : Events.response(endless(end).map(bytes -> Event.of("first")), Duration.ofSeconds(60)));
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET).readUntil("first");
            awaitPermit();
            wire.reset();
            awaitEnd();
        }
    }

    @Test
    void answer_thatIsAConversation_givesThePermitBackWhenItBegins() throws Exception {
        serve(request -> Response.switching("echo", duplex -> duplex.answer(source -> source)));
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 101 ");
            awaitPermit();
            assertThat(wire.send("hello").readUntil("hello")).isEqualTo("hello");
        }
        awaitEnd();
    }

    // The peer decides how long it takes: the service has done what it can.
    @Test
    void answer_whosePeerReadsSlowly_givesThePermitBack() throws Exception {
        serve(request ->
                Response.ok(Source.from(Collections.nCopies(4_096, CHUNK)).map(ByteBuffer::duplicate)));
        try (Wire wire = new Wire(server.port(), 16 * 1024)) {
            wire.send(GET).readHead();
            awaitPermit();
            wire.reset();
        }
        awaitEnd();
    }

    @Test
    void answerOfHttp2_whosePeerGivesNoWindow_givesThePermitBack() throws Exception {
        serve(request ->
                Response.ok(Source.from(Collections.nCopies(4_096, CHUNK)).map(ByteBuffer::duplicate)));
        try (var peer = H2Peer.client(server.port())) {
            peer.get(1, "/");
            peer.until(Frame.Data.class);
            awaitPermit();
        }
        awaitEnd();
    }

    // It was held back for a moment, as anything is that is made all at once.
    @Test
    void answer_thatWasHeldBackForAMoment_keepsThePermit() throws Exception {
        serve(request -> Response.ok(Source.generate(out -> {
            for (int i = 0; i < 64; i++) {
                out.emit(CHUNK.duplicate());
            }
            end.await();
        })));
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET).readHead();
            for (int i = 0; i < 64; i++) {
                wire.readUntil("\r\n");
                wire.read(CHUNK.remaining() + 2);
            }
            assertThat(inside).hasValue(1);
            end.countDown();
            wire.readUntil("0\r\n\r\n");
        }
        awaitEnd();
    }

    // It is the service that takes its time.
    @Test
    void answer_thatIsSlowByItself_keepsThePermitUntilItIsSent() throws Exception {
        serve(request -> Response.ok(endless(end)));
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET).readUntil("first");
            assertThat(inside).hasValue(1);
            end.countDown();
            wire.readUntil("0\r\n\r\n");
            awaitEnd();
        }
    }

    private static Response readAll(Request request) {
        return Response.text(200, "read " + Bytes.count(request.body()));
    }

    @Test
    void request_whosePeerSendsItsBodySlowly_givesThePermitBack() throws Exception {
        serve(LastingTest::readAll);
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nab");
            awaitPermit();
            assertThat(wire.send("cdefghij").readUntil("read 10")).startsWith("HTTP/1.1 200 ");
            awaitEnd();
        }
    }

    @Test
    void requestOfHttp2_whosePeerSendsItsBodySlowly_givesThePermitBack() throws Exception {
        serve(LastingTest::readAll);
        try (var peer = H2Peer.client(server.port())) {
            peer.post(1, "/");
            awaitPermit();
            peer.data(1, "0123456789", true);
            assertThat(peer.answer(1)).isEqualTo("200 read 10");
            awaitEnd();
        }
    }

    // The peer of the one is slow, and its permit is back by the time when the other one still has its own.
    @Test
    void request_whoseHandlerHasNotAskedForItsBody_keepsThePermit() throws Exception {
        serve(request -> {
            if (request.target().equals("/works")) {
                end.await();
            }
            return readAll(request);
        });
        String head = " HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n";
        try (Wire works = new Wire(server.port());
                Wire reads = new Wire(server.port())) {
            works.send("POST /works" + head);
            Wait.until("it is let in", () -> inside.get() == 1);
            reads.send("POST /reads" + head);
            Wait.until("a permit is back", () -> released.get() == 1);
            assertThat(inside).hasValue(1);
            end.countDown();
            Wait.until("the other one too: it asks for its body now", () -> inside.get() == 0);
        }
    }

    @Test
    void answerHeldWhole_whosePeerReadsSlowly_givesThePermitBack() throws Exception {
        serve(request -> Response.text(200, "x".repeat(16 * 1024 * 1024)));
        try (Wire wire = new Wire(server.port(), 16 * 1024)) {
            wire.send(GET).readHead();
            awaitPermit();
            wire.reset();
        }
        awaitEnd();
    }

    @Test
    void answerOfHttp2_heldWhole_whosePeerGivesNoWindow_givesThePermitBack() throws Exception {
        serve(request -> Response.text(200, "x".repeat(1024 * 1024)));
        try (var peer = H2Peer.client(server.port())) {
            peer.get(1, "/");
            peer.until(Frame.Data.class);
            awaitPermit();
        }
        awaitEnd();
    }

    @Test
    void answer_withoutAFlow_cannotLast() throws Exception {
        serve(request -> Response.text(200, "in"));
        assertThatThrownBy(() -> Response.text(200, "whole").lasting())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a response that lasts must have a flow as its body but had none; call ok or withBody before");
        Request.get("/").lasts(); // that was built here: nothing happens
    }
}
