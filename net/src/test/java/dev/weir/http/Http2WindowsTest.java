package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Fn;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Windows hold back whoever makes what is sent, and whoever sends what nobody takes, each stream on its own. */
class Http2WindowsTest {
    private static final long MANY = 10_000_000;
    private static final int PIECE = 1000;
    private static final HttpLimits PATIENT =
            HttpLimits.defaults().timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private final AtomicLong made = new AtomicLong();

    private static HttpServer server(HttpLimits limits, Fn<? super Request, Response> handler) throws IOException {
        return HttpServer.on(0)
                .limits(limits)
                .handle(handler)
                .onFailure((request, cause) -> {})
                .start();
    }

    private Response endless(int size) {
        return Response.ok(Bytes.pieces(MANY, size).peek(piece -> made.addAndGet(size)));
    }

    /** Reads data up to so many bytes of all streams; answers how many of each. */
    private static Map<Integer, Long> read(H2Peer peer, long bytes) throws IOException {
        Map<Integer, Long> read = new HashMap<>();
        for (long left = bytes; left > 0; ) {
            Frame.Data data = peer.until(Frame.Data.class);
            read.merge(data.id(), (long) data.size(), Long::sum);
            left -= data.size();
        }
        return read;
    }

    /** That nothing but the answer to this ping comes. */
    private static void expectNothing(H2Peer peer) throws IOException {
        long data = System.nanoTime();
        peer.ping(data);
        Frame next = peer.next();
        while (!(next instanceof Frame.Ping)) {
            assertThat(next).isNotInstanceOf(Frame.Data.class);
            next = peer.next();
        }
    }

    /** Once the server has acted upon what was sent before. */
    private static void settled(H2Peer peer) throws IOException {
        peer.ping(7);
        peer.until(Frame.Ping.class);
    }

    @Test
    void answer_longerThanTheStreamsWindow_sendsTheWindowAndHoldsBackItsFlow() throws Exception {
        try (var server = server(PATIENT, request -> endless(1));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(10))) {
            peer.get(1, "/");
            assertThat(read(peer, 10)).isEqualTo(Map.of(1, 10L));
            expectNothing(peer);
            assertThat(made.get())
                    .as("the window, and one that might have been the end")
                    .isBetween(10L, 11L);
            peer.window(1, 5);
            assertThat(read(peer, 5)).isEqualTo(Map.of(1, 5L));
            expectNothing(peer);
            assertThat(made.get()).isBetween(15L, 16L);
        }
    }

    @Test
    void answer_exactlyAsLongAsTheStreamsWindow_endsWithoutMoreCredit() throws Exception {
        try (var server =
                        server(PATIENT, request -> Response.ok(endless(5).body().limit(2)));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(10))) {
            peer.get(1, "/");
            Frame.Data data = peer.until(Frame.Data.class);
            int bytes = data.size();
            while (!data.end()) {
                data = peer.until(Frame.Data.class);
                bytes += data.size();
            }
            assertThat(bytes).isEqualTo(10);
        }
    }

    @Test
    void credit_ofOneKindOnly_letsNothingFlow() throws Exception {
        try (var server = server(PATIENT, request -> endless(PIECE));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(100_000))) {
            peer.get(1, "/");
            assertThat(read(peer, 65_535)).isEqualTo(Map.of(1, 65_535L));
            peer.window(1, 100_000);
            expectNothing(peer);
            peer.window(0, 200_000);
            assertThat(read(peer, 134_465)).isEqualTo(Map.of(1, 134_465L)); // up to the stream's window
            peer.window(0, 100_000);
            expectNothing(peer);
            peer.window(1, 1);
            assertThat(read(peer, 1)).isEqualTo(Map.of(1, 1L));
        }
    }

    @Test
    void answer_peerDoesNotReadItsSocket_isHeldBackInSpiteOfHugeWindows() throws Exception {
        try (var server = server(PATIENT, request -> endless(8 * 1024));
                var peer = H2Peer.client(
                        server.port(), new Http2Settings().initialWindowSize(Integer.MAX_VALUE), 64 * 1024)) {
            peer.window(0, 1_000_000_000).get(1, "/").get(3, "/");
            long first = BackpressureTest.settled(made);
            assertThat(first).isLessThan(32L * 1024 * 1024);
            read(peer, 4 * 1024 * 1024);
            Wait.until("it goes on", () -> made.get() > first);
        }
    }

    @Test
    void tenAnswers_onOneConnectionsWindow_queueNoMoreThanIsDeclared() throws Exception {
        int budget = 64 * 1024;
        HttpLimits limits = PATIENT.http2(Http2Limits.defaults().sizes(100, 65_536, budget));
        try (var server = server(limits, request -> endless(PIECE));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(10_000_000))) {
            for (int i = 0; i < 10; i++) {
                peer.get(2 * i + 1, "/");
            }
            read(peer, 65_535);
            long first = BackpressureTest.settled(made);
            assertThat(first).isLessThanOrEqualTo(65_535 + budget + 11 * PIECE);
            peer.window(0, 10_000_000);
            Map<Integer, Long> shares = read(peer, 9_000_000);
            assertThat(shares).hasSize(10);
            assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(300_000L, 1_800_000L));
        }
    }

    @Test
    void windowUsedUp_forTooLong_resetsTheStreamAndThenTheConnectionIsIdle() throws Exception {
        HttpLimits limits = PATIENT.timeouts(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(1));
        try (var server = server(limits, request -> endless(PIECE));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(0))) {
            peer.get(1, "/");
            peer.ping(1).ping(2); // these are no progress
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
            assertThat(made).hasValue(PIECE);
            assertThat(peer.until(Frame.GoAway.class).text()).contains("it was idle for PT1S");
        }
    }

    @Test
    void settings_thatRaiseOrLowerTheWindow_moveStreamsThatAreOpen() throws Exception {
        try (var server = server(PATIENT, request -> endless(1));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(10))) {
            peer.get(1, "/");
            read(peer, 10);
            peer.settings(new Http2Settings().initialWindowSize(15));
            assertThat(read(peer, 5)).isEqualTo(Map.of(1, 5L));
            peer.settings(new Http2Settings().initialWindowSize(3)); // 12 below zero
            peer.window(1, 12);
            expectNothing(peer);
            peer.window(1, 2);
            assertThat(read(peer, 2)).isEqualTo(Map.of(1, 2L));
            expectNothing(peer);
        }
    }

    @Test
    void upload_thatNobodyTakes_isNotInAnotherOnesWay() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = server(PATIENT, request -> {
                    if (request.target().equals("/stuck")) {
                        Wait.on(go);
                    }
                    return Response.text(200, "read " + Bytes.count(request.body()));
                });
                var peer = H2Peer.client(server.port())) {
            settled(peer); // it has said its settings
            peer.post(1, "/stuck").post(3, "/");
            for (int i = 0; i < 4; i++) {
                peer.data(1, new byte[16_000], false);
            }
            long allowed = 65_535;
            for (int sent = 0; sent < 1_000_000; sent += 10_000) {
                while (allowed < 10_000) {
                    Frame.Window window = (Frame.Window)
                            peer.until(frame -> frame instanceof Frame.Window(int id, int bytes) && id != 0);
                    assertThat(window.id()).isEqualTo(3);
                    allowed += window.bytes();
                }
                peer.data(3, new byte[10_000], false);
                allowed -= 10_000;
            }
            peer.data(3, "", true);
            assertThat(peer.answer(3)).isEqualTo("200 read 1000000");
            go.countDown();
            peer.data(1, "", true);
            assertThat(peer.answer(1)).isEqualTo("200 read 64000");
        }
    }

    @Test
    void windowUpdates_coverWhatTheHandlerHasTaken_inBatches() throws Exception {
        var taken = new java.util.concurrent.Semaphore(0);
        try (var server = server(PATIENT, request -> {
                    request.body().forEach(piece -> taken.acquire(piece.remaining()));
                    return Response.of(200);
                });
                var peer = H2Peer.client(server.port())) {
            settled(peer);
            peer.post(1, "/");
            for (int i = 0; i < 60; i++) {
                peer.data(1, new byte[1000], false);
            }
            settled(peer);
            taken.release(10_000); // with the piece in its hands less than half of the window
            expectNoWindow(peer);
            taken.release(30_000);
            Frame.Window window =
                    (Frame.Window) peer.until(frame -> frame instanceof Frame.Window(int id, int n) && id == 1);
            assertThat(window.bytes()).isBetween(32_768, 57_000);
            expectNoWindow(peer);
        }
    }

    private static void expectNoWindow(H2Peer peer) throws IOException {
        peer.ping(5);
        Frame next = peer.next();
        while (!(next instanceof Frame.Ping)) {
            assertThat(next).isNotInstanceOf(Frame.Window.class);
            next = peer.next();
        }
    }

    @Test
    void connectionCredit_wakesAllStreams_alsoWhenOneIsResetAtThatMoment() throws Exception {
        try (var server = server(PATIENT, request -> endless(PIECE));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(1_000_000))) {
            for (int i = 0; i < 10; i++) {
                peer.get(2 * i + 1, "/");
            }
            read(peer, 65_535);
            var _ = peer.writer.writeWindowUpdate(
                    peer.context(), 0, 1_000_000, peer.context().newPromise());
            var _ = peer.writer.writeRstStream(
                    peer.context(), 5, Http2Error.CANCEL.code(), peer.context().newPromise());
            peer.get(21, "/");
            Map<Integer, Long> shares = read(peer, 900_000);
            shares.remove(5);
            assertThat(shares).hasSize(10);
        }
    }

    @Test
    void weights_ofTheOlderKind_areTheSharesOfTheConnection() throws Exception {
        try (var server = server(PATIENT, request -> Response.text(200, "x".repeat(1_000_000)));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(10_000_000))) {
            peer.get(1, "/");
            read(peer, 65_535); // the connection's window is used up before the others begin
            peer.reset(1, Http2Error.CANCEL);
            int[] weights = {64, 32, 16};
            for (int i = 0; i < 3; i++) {
                var _ = peer.writer.writeHeaders(
                        peer.context(),
                        2 * i + 3,
                        H2Peer.request("GET", "/"),
                        i == 0 ? 0 : 3,
                        (short) weights[i],
                        false,
                        0,
                        true,
                        peer.context().newPromise());
            }
            peer.flush();
            for (int i = 0; i < 3; i++) {
                peer.until(Frame.Head.class);
            }
            settled(peer);
            Map<Integer, Long> shares = new HashMap<>();
            for (int turn = 0; turn < 700; turn++) {
                peer.window(0, 1_000);
                read(peer, 1_000).forEach((id, bytes) -> shares.merge(id, bytes, Long::sum));
            }
            double each = shares.get(7);
            assertThat(shares.get(3) / each).isBetween(3.8, 4.2);
            assertThat(shares.get(5) / each).isBetween(1.9, 2.1);
        }
    }

    @Test
    void priority_moreUrgent_goesFirstAndLetsOthersGoWhileItIsBlocked() throws Exception {
        // On the loop, so that what was made has been handed on when the loop answers a ping.
        try (var server = HttpServer.on(0)
                        .limits(PATIENT)
                        .handleAsync(request -> CompletableFuture.completedStage(
                                Response.ok(Bytes.pieces(40, PIECE).peek(piece -> made.addAndGet(PIECE)))))
                        .start();
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(0))) {
            peer.get(1, "/", "priority", "u=5").get(3, "/", "priority", "u=0");
            Wait.until("both have something to send", () -> made.get() >= 2 * PIECE);
            settled(peer);
            var _ = peer.writer.writeWindowUpdate(
                    peer.context(), 1, 40_000, peer.context().newPromise());
            var _ = peer.writer.writeWindowUpdate(
                    peer.context(), 3, 500, peer.context().newPromise());
            peer.flush();
            assertThat(peer.until(Frame.Data.class).id()).isEqualTo(3);
            assertThat(read(peer, 40_000)).isEqualTo(Map.of(1, 40_000L));
        }
    }

    @Test
    void end_whileBlocked_comesWithTheLastByte() throws Exception {
        try (var server = server(PATIENT, request -> Response.text(200, "hello"));
                var peer = H2Peer.client(server.port(), new Http2Settings().initialWindowSize(3))) {
            peer.get(1, "/");
            Frame.Data first = peer.until(Frame.Data.class);
            assertThat(first.text()).isEqualTo("hel");
            assertThat(first.end()).isFalse();
            peer.window(1, 2);
            Frame.Data last = peer.until(Frame.Data.class);
            assertThat(last.text()).isEqualTo("lo");
            assertThat(last.end()).isTrue();
            peer.window(1, 1000).reset(1, Http2Error.CANCEL).window(1, 1000); // too late to mean anything
            peer.get(3, "/");
            assertThat(peer.until(Frame.Data.class).id()).isEqualTo(3);
        }
    }

    @Test
    void resets_ofUploadsThatNobodyReads_giveTheConnectionItsCreditBack() throws Exception {
        HttpLimits limits = PATIENT.http2(new Http2Limits(4, 65_536, 65_536, 100_000, 0, 100_000, 0, 10_000));
        try (var server = server(limits, request -> {
                    new CountDownLatch(1).await();
                    return Response.of(200);
                });
                var peer = H2Peer.client(server.port())) {
            settled(peer);
            long allowed = 4 * 65_536;
            for (int id = 1; id < 2_000; id += 2) {
                while (allowed < 30_000) {
                    allowed += ((Frame.Window)
                                    peer.until(frame -> frame instanceof Frame.Window(int any, int bytes) && any == 0))
                            .bytes();
                }
                peer.post(id, "/").data(id, new byte[15_000], false).data(id, new byte[15_000], false);
                peer.reset(id, Http2Error.CANCEL);
                allowed -= 30_000;
            }
            Wait.until("all handlers have ended", () -> server.exchanges() == 0);
        }
    }
}
