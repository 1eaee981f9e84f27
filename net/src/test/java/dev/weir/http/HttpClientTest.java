package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.http.HttpClientException.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client does with its connections, seen from an origin that says what it is told to. */
class HttpClientTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static HttpClientBuilder to(Origins origin) {
        return HttpClient.to("127.0.0.1", origin.port());
    }

    private static HttpClientException failure(CompletionStage<Response> answer) throws Exception {
        try {
            Response response = Wait.get(answer);
            throw new AssertionError("it was answered with " + response);
        } catch (ExecutionException e) {
            return (HttpClientException) e.getCause();
        }
    }

    private static HttpClientException bodyFailure(Response response) {
        try {
            throw new AssertionError("it was read: " + Bytes.text(response.body()));
        } catch (dev.weir.FlowFailedException e) {
            return (HttpClientException) e.getCause();
        }
    }

    private static void okForEver(Origins.Peer peer) throws Exception {
        while (true) {
            peer.head();
            peer.say(OK);
        }
    }

    /** The head that is sent is complete, and says nothing about a body that is not there. */
    @Test
    void send_get_hasHostAndNoLength() throws Exception {
        var heads = new LinkedBlockingQueue<String>();
        try (var origin = new Origins((peer, n) -> {
                    heads.add(peer.head());
                    peer.say(OK);
                });
                var client = to(origin).build()) {
            Response response = Wait.get(client.send(Request.get("/a?b").with("X", "y")));
            assertThat(Bytes.text(response.body())).isEqualTo("ok");
            assertThat(heads.take())
                    .isEqualTo("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:" + origin.port() + "\r\nX: y\r\n\r\n");
        }
    }

    /** What says where a body ends is the client's to write: a user's own is not sent. */
    @Test
    void send_usersFraming_isNotSent() throws Exception {
        var heads = new LinkedBlockingQueue<String>();
        try (var origin = new Origins((peer, n) -> {
                    heads.add(peer.head());
                    peer.say(OK);
                });
                var client = to(origin).build()) {
            var request = Request.of("POST", "/")
                    .withBody("abc")
                    .with("Content-Length", "7")
                    .with("Transfer-Encoding", "x");
            Wait.get(client.send(request)).discard();
            assertThat(heads.take()).contains("Content-Length: 3\r\n").doesNotContain("7\r\n\r\n", "Transfer-Encoding");
        }
    }

    /** One connection serves one exchange after the other. */
    @Test
    void send_oneAfterTheOther_reusesTheConnection() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    while (true) {
                        peer.head();
                        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + n);
                    }
                });
                var client = to(origin).build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                        .isEqualTo("1");
            }
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** Requests beyond the connections wait in line and are served in their order; beyond the line they fail at once. */
    @Test
    void send_allConnectionsBusy_waitsInOrderAndThenIsBusy() throws Exception {
        var go = new CountDownLatch(1);
        var order = new LinkedBlockingQueue<String>();
        try (var origin = new Origins((peer, n) -> {
                    while (true) {
                        order.add(peer.head().split(" ", 3)[1]);
                        Wait.on(go);
                        peer.say("HTTP/1.1 204 No Content\r\n\r\n");
                    }
                });
                var client = to(origin).connections(1).waiting(3).build()) {
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(client.send(Request.get("/" + i)));
            }
            assertThat(client.waiting()).isEqualTo(3);
            HttpClientException busy = failure(client.send(Request.get("/4")));
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy).hasMessageContaining("all 1 connections are in use and 3 requests wait");
            go.countDown();
            for (var answer : answers) {
                assertThat(Wait.get(answer).status()).isEqualTo(204);
            }
            assertThat(order).containsExactly("/0", "/1", "/2", "/3");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** Who cancels in line leaves it; who cancels on a connection closes it, and the next one is served. */
    @Test
    void cancel_inLineOrUnderWay_withdraws() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var closed = new CountDownLatch(1);
        try (var origin = new Origins((peer, n) -> {
                    heard.add(peer.head().split(" ", 3)[1]);
                    if (n == 1 && peer.ended()) {
                        closed.countDown();
                    } else {
                        peer.say(OK);
                    }
                });
                var client = to(origin).connections(1).build()) {
            CompletableFuture<Response> first = client.send(Request.get("/1")).toCompletableFuture();
            CompletableFuture<Response> second = client.send(Request.get("/2")).toCompletableFuture();
            CompletionStage<Response> third = client.send(Request.get("/3"));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("/1");
            second.cancel(true);
            assertThat(client.waiting()).isEqualTo(1);
            first.cancel(true);
            Wait.on(closed);
            assertThat(Bytes.text(Wait.get(third).body())).isEqualTo("ok");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("/3");
        }
    }

    /** A connection that the origin closes before the first byte of a second answer: a GET is sent once more. */
    @Test
    void send_reusedConnectionCloses_isRetriedOnce() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say(OK);
                    if (n == 1) {
                        peer.head();
                    }
                });
                var client = to(origin).build()) {
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("ok");
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("ok");
        }
    }

    /** A POST is not sent twice. */
    @Test
    void send_postOnReusedConnectionThatCloses_isBroken() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say(OK);
                    peer.head();
                });
                var client = to(origin).build()) {
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("ok");
            assertThat(failure(client.send(Request.of("POST", "/"))).kind()).isEqualTo(Kind.BROKEN);
        }
    }

    /** A new connection that closes without a word is no reason to try again. */
    @Test
    void send_newConnectionCloses_isBroken() throws Exception {
        try (var origin = new Origins((peer, n) -> peer.head());
                var client = to(origin).build()) {
            assertThat(failure(client.send(Request.get("/"))).kind()).isEqualTo(Kind.BROKEN);
            Wait.until("it is not kept", () -> client.connections() == 0);
        }
    }

    /** Nobody listens. */
    @Test
    void send_nobodyListens_cannotConnect() throws Exception {
        try (Socket holder = new Socket()) { // nobody else can have the port, and nobody listens on it
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var client = HttpClient.to("127.0.0.1", holder.getLocalPort()).build()) {
                assertThat(failure(client.send(Request.get("/"))).kind()).isEqualTo(Kind.CONNECT);
                assertThat(client.connections()).isZero();
            }
        }
    }

    /** An answer that does not begin in time. */
    @Test
    void send_noAnswer_timesOut() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.ended();
                });
                var client = to(origin).responseTimeout(Duration.ofMillis(100)).build()) {
            assertThat(failure(client.send(Request.get("/"))).kind()).isEqualTo(Kind.TIMEOUT);
        }
    }

    /** A body that makes no progress. */
    @Test
    void body_noProgress_timesOut() throws Exception {
        var limits =
                HttpLimits.defaults().timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(100));
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab").ended();
                });
                var client = to(origin).limits(limits).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(bodyFailure(response).kind()).isEqualTo(Kind.TIMEOUT);
        }
    }

    /** A connection that rests for too long is closed. */
    @Test
    void idle_tooLong_closes() throws Exception {
        try (var origin = new Origins((peer, n) -> okForEver(peer));
                var client = to(origin).idleTimeout(Duration.ofMillis(50)).build()) {
            Bytes.text(Wait.get(client.send(Request.get("/"))).body());
            Wait.until("it is closed", () -> client.connections() == 0);
        }
    }

    /** A response that nobody wants gives its connection back when it is short, and closes it when it is long. */
    @Test
    void discard_shortOrLong_drainsOrCloses() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    while (true) {
                        int length = peer.head().startsWith("GET /short") ? 50_000 : 50_000_000;
                        peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
                    }
                });
                var client = to(origin).build()) {
            Wait.get(client.send(Request.get("/short"))).discard();
            Wait.until("it is back", () -> client.idle() == 1);
            Wait.get(client.send(Request.get("/long"))).discard();
            Wait.until("it is closed", () -> client.connections() == 0);
        }
    }

    /** A body that has come with its head is nobody's to take from the connection, which goes on. */
    @Test
    void body_thatHasComeWithItsHead_givesTheConnectionBackBeforeItIsRun() throws Exception {
        try (var origin = new Origins((peer, n) -> okForEver(peer));
                var client = to(origin).connections(1).build()) {
            Response first = Wait.get(client.send(Request.get("/")));
            Response second = Wait.get(client.send(Request.get("/")));
            assertThat(Bytes.text(second.body())).isEqualTo("ok");
            assertThat(Bytes.text(first.body())).isEqualTo("ok");
        }
    }

    /** A run that takes only a part of a body closes the connection. */
    @Test
    void body_takenInPart_closes() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
                            .ended();
                });
                var client = to(origin).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(response.body().limit(1).count()).isEqualTo(1);
            Wait.until("it is closed", () -> client.connections() == 0);
        }
    }

    /** Interim responses are not answers: 103 is dropped, and 100 lets the body go that waited for it. */
    @Test
    void interim_responses_areNotAnswers() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    assertThat(peer.head()).contains("Expect: 100-continue\r\n");
                    peer.say("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + peer.read(3));
                    okForEver(peer);
                });
                var client = to(origin).build()) {
            var request = Request.of("POST", "/").withBody(Bytes.body("abc"), 3).with("Expect", "100-continue");
            assertThat(Bytes.text(Wait.get(client.send(request)).body())).isEqualTo("abc");
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("ok");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** An answer instead of 100: the body is not sent, and the connection is not used again. */
    @Test
    void expectContinue_refused_doesNotSendTheBody() throws Exception {
        var after = new LinkedBlockingQueue<Boolean>();
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
                    after.add(peer.ended());
                });
                var client = to(origin).build()) {
            var request = Request.of("POST", "/").withBody(Bytes.body("abc"), 3).with("Expect", "100-continue");
            assertThat(Wait.get(client.send(request)).status()).isEqualTo(403);
            assertThat(after.poll(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** An answer to HEAD has no body, whatever its head says; so have 204 and 304. */
    @Test
    void response_withoutBody_endsWithItsHead() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n").head();
                    peer.say("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n")
                            .head();
                    peer.say("HTTP/1.1 204\r\n\r\n").head();
                    peer.say(OK).ended();
                });
                var client = to(origin).build()) {
            assertThat(Wait.get(client.send(Request.of("HEAD", "/"))).headers().first("Content-Length"))
                    .contains("10");
            assertThat(Wait.get(client.send(Request.get("/"))).status()).isEqualTo(304);
            assertThat(Wait.get(client.send(Request.get("/"))).status()).isEqualTo(204);
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("ok");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** A body without a length ends with its connection. */
    @Test
    void response_untilClose_isRead() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.0 200 OK\r\n\r\nabc");
                });
                var client = to(origin).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(response.contentLength()).isEmpty();
            assertThat(Bytes.text(response.body())).isEqualTo("abc");
            Wait.until("it is closed", () -> client.connections() == 0);
        }
    }

    /** A body that breaks off fails its run. */
    @Test
    void body_breaksOff_failsTheRun() throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
                });
                var client = to(origin).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(bodyFailure(response).kind()).isEqualTo(Kind.BROKEN);
        }
    }

    /** A request whose body fails does not look complete to the origin, and fails here with that cause. */
    @Test
    void requestBody_fails_cutsTheRequest() throws Exception {
        var seen = new LinkedBlockingQueue<Boolean>();
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    seen.add(peer.ended());
                });
                var client = to(origin).build()) {
            var body = Bytes.body("abc").map(piece -> {
                throw new IllegalStateException("on purpose");
            });
            var failed = failure(client.send(Request.post("/", body.map(any -> Bytes.buffer("no")))));
            assertThat(failed).hasRootCauseMessage("on purpose");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A closed client fails what waits and what is under way, and takes nothing new. */
    @Test
    void close_underWayAndWaiting_fail() throws Exception {
        try (var origin = new Origins((peer, n) -> peer.ended())) {
            HttpClient client = to(origin).connections(1).build();
            var first = client.send(Request.get("/"));
            var second = client.send(Request.get("/"));
            client.close();
            assertThat(failure(first).kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure(second).kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure(client.send(Request.get("/"))).kind()).isEqualTo(Kind.BROKEN);
            Wait.until("none is left", () -> client.connections() == 0);
        }
    }

    @Test
    void to_noHttpOrigin_isRefused() {
        assertThatThrownBy(() -> HttpClient.to(URI.create("ftp://h")))
                .hasMessageContaining("an origin must be http://host or http://host:port, or https, but was ftp://h");
        assertThatThrownBy(() -> HttpClient.to(URI.create("http://h/path"))).hasMessageContaining("/path");
    }
}
