package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.Fn;
import dev.weir.Receiver;
import dev.weir.Sink;
import dev.weir.Source;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that send a body, or take an answer, slower than they may; by a clock that the test moves. */
class SlowPeersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String TOO_LITTLE = "of a body that is wanted >= 1024 bytes must come in PT30S but only ";

    private final ManualWire wire = new ManualWire();
    private HttpServer server;

    /** How a client of a version of HTTP says it. */
    enum Version {
        ONE {
            @Override
            String post(int length, boolean expects) {
                return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n"
                        + (expects ? "Expect: 100-continue\r\n\r\n" : "\r\n");
            }

            @Override
            String body(String bytes, boolean end) {
                return bytes;
            }

            @Override
            String ok() {
                return "HTTP/1.1 200 ";
            }
        },
        TWO {
            @Override
            String post(int length, boolean expects) {
                String fields = "\203\206\204\101\001h" + (expects ? "\143\014100-continue" : "");
                return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, "") + frame(1, 4, 1, fields);
            }

            @Override
            String body(String bytes, boolean end) {
                return frame(0, end ? 1 : 0, 1, bytes);
            }

            @Override
            String ok() {
                return "\210"; // the field of the table that says it
            }
        };

        /** The head of a request, and whatever comes before it. */
        abstract String post(int length, boolean expects);

        String post(int length) {
            return post(length, false);
        }

        abstract String body(String bytes, boolean end);

        abstract String ok();

        private static String frame(int type, int flags, int id, String payload) {
            int size = payload.length();
            return new String(
                            new char[] {0, (char) (size >> 8), (char) (size & 0xff), (char) type, (char) flags, 0, 0, 0
                            })
                    + (char) id
                    + payload;
        }
    }

    private void serve(Version version, HttpLimits limits, Fn<Request, CompletionStage<Response>> handler)
            throws Exception {
        server = HttpServer.on(0)
                .limits(limits)
                .handleAsync(handler)
                .onFailure((request, cause) -> {})
                .start();
        wire.with(
                version == Version.ONE ? new ServerConnection(wire, server) : new Http2ServerConnection(wire, server));
    }

    @AfterEach
    void close() {
        var _ = wire.close();
        server.close();
    }

    /** Answers when all of the body was taken, on the wire's own loop. */
    private CompletionStage<Response> readAll(Source<ByteBuffer> body) {
        return body.to(Sink.count())
                .on(Engine.on(wire.eventLoop()))
                .start()
                .result()
                .thenApply(count -> Response.text(200, "all of it"));
    }

    @ParameterizedTest
    @EnumSource
    void body_aByteASecond_isCutOffAfterOneTimeOut(Version version) throws Exception {
        serve(version, HttpLimits.defaults(), request -> readAll(request.body()));
        wire.says(version.post(100_000));
        for (int i = 0; i < 29; i++) {
            wire.pass(SECOND).says(version.body("x", false));
        }
        assertThat(wire.taken()).doesNotContain("408");
        for (int i = 0; i < 6; i++) { // streams are looked at a few times in a time-out
            wire.pass(SECOND);
        }
        assertThat(wire.taken())
                .contains("408", TOO_LITTLE + "29 came; send faster, or ask for less with HttpLimits.progress");
    }

    @ParameterizedTest
    @EnumSource
    void body_thatBringsEnoughInEachTimeOut_goesOnForAsLongAsItTakes(Version version) throws Exception {
        serve(version, HttpLimits.defaults(), request -> readAll(request.body()));
        wire.says(version.post(60 * 520));
        for (int i = 0; i < 60; i++) {
            wire.pass(Duration.ofSeconds(14)).says(version.body("x".repeat(520), i == 59));
        }
        wire.until("answered", () -> wire.taken().contains("all of it"));
        assertThat(wire.taken()).contains(version.ok());
    }

    @ParameterizedTest
    @EnumSource
    void body_aByteASecondWithNothingAskedFor_isCutOffOnlyWhenNothingComes(Version version) throws Exception {
        serve(version, HttpLimits.defaults().progress(0, 1024), request -> readAll(request.body()));
        wire.says(version.post(100_000));
        for (int i = 0; i < 30; i++) {
            wire.pass(Duration.ofSeconds(29)).says(version.body("x", false));
        }
        assertThat(wire.taken()).doesNotContain("408");
        for (int i = 0; i < 6; i++) {
            wire.pass(Duration.ofSeconds(6));
        }
        assertThat(wire.taken()).contains("408", "wanted >= 1 bytes must come in PT30S but only 0 came");
    }

    @ParameterizedTest
    @EnumSource
    void body_shorterThanEnough_mayTakeOneTimeOut(Version version) throws Exception {
        serve(version, HttpLimits.defaults(), request -> readAll(request.body()));
        wire.says(version.post(29));
        for (int i = 0; i < 29; i++) {
            wire.pass(SECOND).says(version.body("x", i == 28));
        }
        wire.until("answered", () -> wire.taken().contains("all of it"));
        assertThat(wire.taken()).contains(version.ok());
    }

    /** Neither a handler that has not begun, nor one that takes no more, is blamed on the peer. */
    @ParameterizedTest
    @EnumSource
    void body_thatTheHandlerHoldsBack_isNotTimed(Version version) throws Exception {
        var begin = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        serve(
                version,
                HttpLimits.defaults(),
                request -> begin.thenCompose(nothing ->
                        readAll(request.body().mapAsync(1, buffer -> go.thenApply(done -> buffer)))));
        wire.says(version.post(13_600)).says(version.body("x".repeat(1_000), false));
        wire.pass(MINUTE).pass(MINUTE);
        begin.complete(null);
        wire.pass(SECOND);
        for (int i = 0; i < 66; i++) { // the link, which counts buffers too, is full
            wire.says(version.body("x".repeat(100), false)).pass(Duration.ofMillis(100));
        }
        wire.pass(MINUTE).pass(MINUTE).pass(MINUTE);
        assertThat(wire.taken()).doesNotContain("408");
        go.complete(null);
        wire.pass(Duration.ofSeconds(10)).pass(Duration.ofSeconds(10));
        assertThat(wire.taken()).doesNotContain("408");
        wire.says(version.body("x".repeat(6_000), true));
        wire.until("answered", () -> wire.taken().contains("all of it"));
        assertThat(wire.taken()).contains(version.ok());
    }

    /** Over HTTP/2: a peer that may send next to nothing cannot bring enough, although there is room for more. */
    @Test
    void body_whoseWindowIsUsedUp_isNotTimedUntilThereIsCredit() throws Exception {
        var steps = new ConcurrentLinkedQueue<CompletableFuture<Void>>();
        serve(
                Version.TWO,
                HttpLimits.defaults(),
                request -> readAll(request.body().mapAsync(1, buffer -> {
                    var step = new CompletableFuture<Void>();
                    steps.add(step);
                    return step.thenApply(done -> buffer);
                })));
        wire.says(Version.TWO.post(0));
        for (int i = 0; i < 5; i++) {
            wire.says(Version.TWO.body("x".repeat(13_107), false)); // 65,535 in all
        }
        next(steps).complete(null);
        next(steps).complete(null); // there is room in the link, and less than half of a window to be said
        for (int i = 0; i < 40; i++) {
            wire.pass(Duration.ofSeconds(4));
        }
        assertThat(wire.taken()).doesNotContain("408");
        for (int i = 2; i < 5; i++) {
            next(steps).complete(null);
        }
        wire.until("credit", () -> wire.taken().contains("\0\0\4\10\0\0\0\0\1")); // WINDOW_UPDATE of the stream
        for (int i = 0; i < 10; i++) {
            wire.pass(Duration.ofSeconds(4));
        }
        assertThat(wire.taken()).contains("408", TOO_LITTLE + "0 came");
    }

    /** To whoever waits for 100 the head comes at last, although nothing of the answer does, and nobody wants the body. */
    @ParameterizedTest
    @EnumSource
    void answerThatSaysNothing_toAnExpectation_isBegunAfterASecond(Version version) throws Exception {
        serve(
                version,
                HttpLimits.defaults(),
                request -> CompletableFuture.completedStage(Response.ok(Bytes.silence())));
        wire.says(version.post(10, true)).pass(Duration.ofMillis(900));
        assertThat(wire.taken()).doesNotContain(version.ok());
        wire.pass(Duration.ofMillis(100));
        wire.until("begun", () -> wire.taken().contains(version.ok()));
        assertThat(wire.taken()).doesNotContain("100");
    }

    private CompletableFuture<Void> next(Queue<CompletableFuture<Void>> steps) {
        wire.until("the next piece", () -> !steps.isEmpty());
        return steps.remove();
    }

    private CompletableFuture<Ending> answering(HttpLimits limits, Response response) throws Exception {
        var ended = new CompletableFuture<Ending>();
        serve(Version.ONE, limits, request -> CompletableFuture.completedStage(response.onEnded(ended::complete)));
        wire.stopTaking();
        wire.says(GET);
        return ended;
    }

    @Test
    void answer_takenAByteASecond_isCutAfterOneTimeOut() throws Exception {
        CompletableFuture<Ending> ended =
                answering(HttpLimits.defaults(), Response.ok(Bytes.pieces(Long.MAX_VALUE, 10_000)));
        for (int i = 0; i < 29; i++) {
            wire.pass(SECOND).take(1);
        }
        assertThat(wire.isOpen()).isTrue();
        wire.pass(SECOND);
        assertThat(wire.isOpen()).isFalse();
        assertThat(Wait.get(ended))
                .asString()
                .contains("a peer must take >= 1024 bytes of what is sent in PT30S but took 29; read faster, or ask"
                        + " for less with HttpLimits.progress");
    }

    /** Also where one write of it takes longer than a time-out. */
    @Test
    void answer_takenAKibibyteASecond_goesOn() throws Exception {
        int length = 300 * 1024;
        CompletableFuture<Ending> ended = answering(HttpLimits.defaults(), Response.text(200, "x".repeat(length)));
        for (int i = 0; i < 301; i++) {
            assertThat(wire.isOpen()).as("after %d seconds", i).isTrue();
            wire.pass(SECOND).take(1024);
        }
        assertThat(Wait.get(ended)).isEqualTo(Ending.DONE);
        assertThat(wire.taken()).hasSizeGreaterThan(length);
    }

    @Test
    void answer_takenAByteASecondWithNothingAskedFor_isCutOnlyWhenNothingIsTaken() throws Exception {
        CompletableFuture<Ending> ended =
                answering(HttpLimits.defaults().progress(1024, 0), Response.ok(Bytes.pieces(Long.MAX_VALUE, 10_000)));
        for (int i = 0; i < 300; i++) {
            wire.pass(SECOND).take(1);
        }
        assertThat(wire.isOpen()).isTrue();
        wire.pass(Duration.ofSeconds(31))
                .pass(Duration.ofSeconds(31)); // a write that is not over is looked at each time-out
        assertThat(wire.isOpen()).isFalse();
        assertThat(Wait.get(ended))
                .asString()
                .contains("a peer must take >= 1 bytes of what is sent in PT30S but took 0");
    }

    /** A flow that says something now and then, to a peer that takes it, is not slow. */
    @Test
    void answer_thatComesSlowlyAndIsTaken_goesOn() throws Exception {
        var out = new CompletableFuture<Receiver<ByteBuffer>>();
        CompletableFuture<Ending> ended = answering(HttpLimits.defaults(), Response.ok(Bytes.told(out)));
        for (int i = 0; i < 20; i++) {
            assertThat(Wait.get(out).push(Bytes.buffer(":\n\n"))).isTrue();
            wire.take(1_000).pass(Duration.ofSeconds(15));
        }
        assertThat(ended).isNotDone();
        assertThat(wire.taken().split("3\r\n:\n\n\r\n", -1)).hasSizeGreaterThan(15);
    }
}
