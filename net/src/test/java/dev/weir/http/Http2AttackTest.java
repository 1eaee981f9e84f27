package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Fn;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What costs a peer nothing is counted, and whoever does too much of it is told to calm down and cut off. */
class Http2AttackTest {
    private static final int MANY = 100_000;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    private static HttpServer server(Fn<? super Request, Response> handler) throws IOException {
        return server(HttpLimits.defaults(), handler);
    }

    private static HttpServer server(HttpLimits limits, Fn<? super Request, Response> handler) throws IOException {
        return HttpServer.on(0)
                .limits(limits)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
    }

    private Response work(Request request) {
        begun.incrementAndGet();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // the peer has gone
        } finally {
            running.decrementAndGet();
        }
        return Response.of(200);
    }

    private interface Send {
        ChannelFuture frame(H2Peer peer, int number) throws IOException;
    }

    /** Sends frames until it is cut off, while somebody reads. */
    private static Frame.GoAway flood(HttpServer server, Send send) throws Exception {
        try (var peer = H2Peer.client(server.port())) {
            return flood(peer, send);
        }
    }

    private static Frame.GoAway flood(H2Peer peer, Send send) throws Exception {
        peer.until(Frame.SettingsAck.class);
        var away = new CompletableFuture<Frame.GoAway>();
        Thread.ofVirtual().start(() -> {
            try {
                away.complete(peer.until(Frame.GoAway.class));
                peer.until(Frame.Closed.class);
            } catch (IOException | AssertionError e) {
                away.completeExceptionally(e);
            }
        });
        try {
            for (int i = 0; i < MANY; i++) {
                var _ = send.frame(peer, i);
                if (i % 100 == 99) {
                    peer.flush();
                }
            }
        } catch (IOException e) {
            // it was cut off
        }
        return Wait.get(away);
    }

    private static void expectCutOff(Send send) throws Exception {
        try (var server = server(request -> Response.text(200, "ok"))) {
            assertThat(flood(server, send).error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
            expectServed(server);
        }
    }

    private static void expectServed(HttpServer server) throws IOException {
        try (var other = H2Peer.client(server.port())) {
            other.get(1, "/");
            assertThat(other.answer(1)).isEqualTo("200 ok");
        }
    }

    @Test
    void rapidReset_isCutOffAndItsWorkIsBounded() throws Exception {
        try (var server = server(this::work)) {
            Frame.GoAway away = flood(server, (peer, i) -> {
                var _ = peer.writer.writeHeaders(
                        peer.context(),
                        2 * i + 1,
                        H2Peer.request("GET", "/"),
                        0,
                        true,
                        peer.context().newPromise());
                return peer.writer.writeRstStream(
                        peer.context(),
                        2 * i + 1,
                        Http2Error.CANCEL.code(),
                        peer.context().newPromise());
            });
            assertThat(away.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
            assertThat(begun.get()).isLessThan(1000);
            assertThat(mostRunning.get()).isLessThanOrEqualTo(100);
            Wait.until("nothing works for it", () -> server.exchanges() == 0 && running.get() == 0);
        }
    }

    /** The peer breaks a rule on each stream, so that the server resets it. */
    @Test
    void madeYouReset_isCutOffAndItsWorkIsBounded() throws Exception {
        try (var server = server(this::work)) {
            Frame.GoAway away = flood(server, (peer, i) -> {
                var _ = peer.writer.writeHeaders(
                        peer.context(),
                        2 * i + 1,
                        H2Peer.request("GET", "/"),
                        0,
                        true,
                        peer.context().newPromise());
                return peer.writer.writeWindowUpdate(
                        peer.context(),
                        2 * i + 1,
                        Integer.MAX_VALUE,
                        peer.context().newPromise());
            });
            assertThat(away.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
            assertThat(begun.get()).isLessThan(1000);
            assertThat(mostRunning.get()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void malformedRequests_manyOfThem_areCutOff() throws Exception {
        expectCutOff((peer, i) -> peer.writer.writeHeaders(
                peer.context(),
                2 * i + 1,
                H2Peer.fields(":method", "GET"),
                0,
                true,
                peer.context().newPromise()));
    }

    @Test
    void pings_manyOfThem_areCutOff() throws Exception {
        expectCutOff((peer, i) ->
                peer.writer.writePing(peer.context(), false, i, peer.context().newPromise()));
    }

    @Test
    void settings_manyOfThem_areCutOff() throws Exception {
        expectCutOff((peer, i) -> peer.writer.writeSettings(
                peer.context(),
                new Http2Settings().initialWindowSize(i),
                peer.context().newPromise()));
    }

    @Test
    void priorities_100000OfThemWithUnknownParents_areCutOff() throws Exception {
        expectCutOff((peer, i) -> peer.writer.writePriority(
                peer.context(),
                2 * i + 1,
                2 * i + 100_001,
                (short) 16,
                i % 2 == 0,
                peer.context().newPromise()));
    }

    @Test
    void windowUpdates_manyOfThem_areCutOff() throws Exception {
        expectCutOff((peer, i) -> peer.writer.writeWindowUpdate(
                peer.context(), 0, 1, peer.context().newPromise()));
    }

    @Test
    void unknownFrames_manyOfThem_areCutOff() throws Exception {
        expectCutOff((peer, i) -> peer.writer.writeFrame(
                peer.context(),
                (byte) 0x77,
                0,
                new Http2Flags(),
                Unpooled.EMPTY_BUFFER,
                peer.context().newPromise()));
    }

    @Test
    void emptyData_manyOfThem_isCutOff() throws Exception {
        try (var server = server(request -> Response.text(200, "read " + Bytes.count(request.body())))) {
            Frame.GoAway away = flood(server, (peer, i) -> {
                if (i == 0) {
                    peer.post(1, "/");
                }
                return peer.writer.writeData(
                        peer.context(),
                        1,
                        Unpooled.EMPTY_BUFFER,
                        0,
                        false,
                        peer.context().newPromise());
            });
            assertThat(away.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void dataForStreamsThatAreClosed_muchOfIt_isCutOff() throws Exception {
        expectCutOff((peer, i) -> {
            if (i == 0) {
                peer.post(1, "/").reset(1, Http2Error.CANCEL);
            }
            return peer.writer.writeData(
                    peer.context(),
                    1,
                    Unpooled.wrappedBuffer(new byte[1]),
                    0,
                    false,
                    peer.context().newPromise());
        });
    }

    /** A head of many small or empty pieces that never ends. */
    @Test
    void continuation_withoutEnd_isCutOff() throws Exception {
        for (int size : new int[] {0, 1, 10_000}) {
            try (var server = server(request -> Response.text(200, "ok"))) {
                Frame.GoAway away = flood(
                        server,
                        (peer, i) -> peer.writer.writeFrame(
                                peer.context(),
                                (byte) (i == 0 ? 1 : 9),
                                1,
                                new Http2Flags(),
                                Unpooled.wrappedBuffer(new byte[size]),
                                peer.context().newPromise()));
                assertThat(away.error()).isNotEqualTo(Http2Error.NO_ERROR);
                expectServed(server);
            }
        }
    }

    @Test
    void head_thatStopsInTheMiddle_isCutOffInTime() throws Exception {
        HttpLimits limits =
                HttpLimits.defaults().timeouts(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMinutes(1));
        try (var server = server(limits, request -> Response.text(200, "ok"));
                var peer = H2Peer.client(server.port())) {
            peer.until(Frame.SettingsAck.class);
            peer.raw(new byte[] {0, 0, 1, 1, 0, 0, 0, 0, 1, (byte) 0x82});
            assertThat(peer.until(Frame.GoAway.class).text()).contains("a head must be here within PT0.2S");
        }
    }

    /** Few bytes on the wire that are many when they are read: each is the same large entry of the table. */
    @Test
    void headerBomb_isAnsweredWith431AndTheConnectionGoesOn() throws Exception {
        try (var server = server(request -> Response.text(200, "ok"));
                var peer = H2Peer.client(server.port())) {
            var fields = H2Peer.request("GET", "/");
            for (int i = 0; i < 4000; i++) {
                fields.add("x-large", "v".repeat(1000));
            }
            peer.head(1, true, fields);
            assertThat(peer.answer(1)).isEqualTo("431 ");
            var many = H2Peer.request("GET", "/");
            for (int i = 0; i < 150; i++) {
                many.add("x" + i, "");
            }
            peer.head(3, true, many);
            assertThat(peer.answer(3)).isEqualTo("431 ");
            peer.get(5, "/" + "a".repeat(9_000));
            assertThat(peer.answer(5)).isEqualTo("414 ");
            peer.get(7, "/");
            assertThat(peer.answer(7)).isEqualTo("200 ok");
        }
    }

    @Test
    void pings_byAPeerThatDoesNotRead_areBoundedByTheFramesThatWait() throws Exception {
        HttpLimits limits = HttpLimits.defaults().http2(Http2Limits.defaults().frames(10_000_000, 10_000_000, 500));
        try (var server = server(limits, request -> Response.text(200, "ok"));
                var peer = H2Peer.client(server.port(), new Http2Settings(), 4096)) {
            var stuck = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100_000_000; i++) {
                        var _ = peer.writer.writePing(
                                peer.context(), false, i, peer.context().newPromise());
                        if (i % 1000 == 0) {
                            peer.flush();
                        }
                    }
                } catch (IOException e) {
                    stuck.countDown(); // it was cut off
                }
            });
            Wait.on(stuck);
            Wait.until("it is closed", () -> server.connections() == 0);
        }
    }

    @Test
    void windowOfOneByteAtATime_isCutOff() throws Exception {
        try (var server = server(request -> Response.ok(Bytes.pieces(1_000_000, 1000)));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(1))) {
            peer.get(1, "/");
            Frame.GoAway away = flood(
                    peer,
                    (to, i) -> to.writer.writeWindowUpdate(
                            to.context(), 1, 1, to.context().newPromise()));
            assertThat(away.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    /** The large answers of a peer that opens no window hold what is declared, and end in time. */
    @Test
    void windowOfNothing_withManyAnswers_holdsAnItemOfEachAndEnds() throws Exception {
        var made = new AtomicLong();
        var limits =
                HttpLimits.defaults().timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(500));
        var go = new Semaphore(0);
        try (var server = server(limits, request -> {
                    go.acquire();
                    return Response.ok(Bytes.pieces(1_000_000, 1000).peek(piece -> made.incrementAndGet()));
                });
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(0))) {
            for (int i = 0; i < 100; i++) {
                peer.get(2 * i + 1, "/");
            }
            Wait.until("all are there", () -> server.exchanges() == 100);
            go.release(100);
            Wait.until("all have ended", () -> server.exchanges() == 0);
            assertThat(made).hasValueLessThanOrEqualTo(100);
        }
    }

    @Test
    void frames_thatAreTooLong_endTheConnectionBeforeTheyAreHeld() throws Exception {
        try (var server = server(request -> Response.text(200, "ok"));
                var peer = H2Peer.client(server.port())) {
            peer.raw(new byte[] {0, 0x40, 1, 0, 0, 0, 0, 0, 1});
            assertThat(peer.until(Frame.GoAway.class).error()).isEqualTo(Http2Error.FRAME_SIZE_ERROR);
        }
    }
}
