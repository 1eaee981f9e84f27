package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import dev.weir.http.HttpClientException.Kind;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** More requests at once than the peer of HTTP/2 takes: it is asked first, and what it refuses is sent once more at most. */
class Http2BurstTest {
    private static final int BURST = 20;

    /** Several protocols are asked for over HTTP/1.1 only. */
    private static final Request ASKS =
            Request.get("/").with("Upgrade", "other, echo").with("Connection", "upgrade");

    private static HttpLimits allowing(int streams) {
        return HttpLimits.defaults().http2(Http2Limits.defaults().sizes(streams, 64 * 1024, 256 * 1024));
    }

    private static HttpServer echo(HttpLimits limits) throws Exception {
        return HttpServer.on(0)
                .limits(limits)
                .tls(Certificates.context())
                .handle(request -> request.offers("echo")
                        ? Response.switching("echo", talk -> talk.source().to(talk.sink()))
                        : Response.text(200, "x"))
                .start();
    }

    private static HttpClient to(HttpServer server) throws Exception {
        return HttpClient.to(URI.create("https://localhost:" + server.port()))
                .tls(Certificates.context())
                .build();
    }

    private static List<CompletionStage<Response>> burst(HttpClient client, int count) {
        List<CompletionStage<Response>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(client.send(Request.get("/" + i)));
        }
        return answers;
    }

    private static void areAnswered(List<CompletionStage<Response>> answers) throws Exception {
        for (CompletionStage<Response> answer : answers) {
            Response response = Wait.get(answer);
            assertThat(response.status()).isEqualTo(200);
            assertThat(Bytes.text(response.body())).isEqualTo("x");
        }
    }

    private static HttpClientException failure(CompletionStage<Response> answer) throws Exception {
        try {
            Wait.get(answer);
        } catch (ExecutionException e) {
            return (HttpClientException) e.getCause();
        }
        throw new AssertionError("it did not fail");
    }

    /** Answers one request whenever all that the client has sent by then is here; so many streams were open at once. */
    private static void answerOneByOne(H2Peer peer, Queue<Integer> open, AtomicInteger most) throws Exception {
        boolean asked = false;
        while (true) {
            if (!asked && !open.isEmpty()) {
                peer.ping(0);
                asked = true;
            }
            switch (peer.next()) {
                case Frame.Head head -> {
                    open.add(head.id());
                    most.accumulateAndGet(open.size(), Math::max);
                }
                case Frame.Ping ping -> {
                    asked = false;
                    peer.answer(open.remove(), "x");
                }
                case Frame.Closed closed -> {
                    return;
                }
                default -> {}
            }
        }
    }

    @Test
    void burst_onANewConnection_opensNoMoreThanThePeerAllows() throws Exception {
        var most = new AtomicInteger();
        try (var peers = new Peers(
                        new Http2Settings().maxConcurrentStreams(3),
                        (peer, connection) -> answerOneByOne(peer, new ArrayDeque<>(), most));
                var client = peers.client().connections(1).build()) {
            areAnswered(burst(client, BURST));
            assertThat(client.connections()).isEqualTo(1);
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void burst_beforeSettingsThatComeLate_opensOneStreamUntilThen() throws Exception {
        var most = new AtomicInteger();
        var before = new CompletableFuture<Integer>();
        var say = new Semaphore(0);
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> {
                    Queue<Integer> open = new ArrayDeque<>();
                    open.add(peer.until(Frame.Head.class).id());
                    say.acquire();
                    peer.settings(new Http2Settings().maxConcurrentStreams(3));
                    Frame frame = peer.next();
                    while (!(frame instanceof Frame.SettingsAck)) {
                        if (frame instanceof Frame.Head head) {
                            open.add(head.id());
                        }
                        frame = peer.next();
                    }
                    before.complete(open.size());
                    answerOneByOne(peer, open, most);
                });
                var client = peers.client().connections(1).build()) {
            List<CompletionStage<Response>> answers = burst(client, BURST);
            Wait.until("all but one wait", () -> client.waiting() == BURST - 1 && client.connections() == 1);
            say.release();
            areAnswered(answers);
        }
        assertThat(Wait.get(before)).isLessThanOrEqualTo(3);
        assertThat(most).hasValue(3);
    }

    @Test
    void burst_withMoreConnections_hasAsManyMadeAsItNeeds() throws Exception {
        var most = new AtomicInteger();
        try (var peers = new Peers(new Http2Settings().maxConcurrentStreams(3), (peer, connection) -> {
                    answerOneByOne(peer, new ArrayDeque<>(), most);
                });
                var client = peers.client().build()) {
            areAnswered(burst(client, BURST));
            assertThat(client.waiting()).isZero();
            assertThat(client.connections()).isBetween(1, (BURST + 2) / 3);
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void burst_toAServerOfThreeStreams_isAnsweredWhole() throws Exception {
        var under = new AtomicInteger();
        var most = new AtomicInteger();
        try (var server = HttpServer.on(0)
                        .limits(allowing(3))
                        .handle(request -> {
                            most.accumulateAndGet(under.incrementAndGet(), Math::max);
                            under.decrementAndGet();
                            return Response.text(200, "x");
                        })
                        .start();
                var client = HttpClient.to("localhost", server.port())
                        .http2()
                        .connections(1)
                        .build()) {
            areAnswered(burst(client, BURST));
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void burst_beyondTheLine_isRefusedInTheWordsOfThePool() throws Exception {
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> peer.until(Frame.Closed.class));
                var client = peers.client().connections(1).waiting(2).build()) {
            List<CompletionStage<Response>> answers = burst(client, 4);
            HttpClientException refused = failure(answers.get(3));
            assertThat(refused.kind()).isEqualTo(Kind.BUSY);
            assertThat(refused).hasMessageContaining("a request must find a connection or a place in line");
            assertThat(client.waiting()).isEqualTo(2);
        }
    }

    @Test
    void settings_thatLowerTheNumber_areKeptFromThenOn() throws Exception {
        var most = new AtomicInteger();
        try (var peers = new Peers(new Http2Settings().maxConcurrentStreams(3), (peer, connection) -> {
                    List<Integer> first = new ArrayList<>();
                    while (first.size() < 3) {
                        first.add(peer.until(Frame.Head.class).id());
                    }
                    peer.settings(new Http2Settings().maxConcurrentStreams(1));
                    peer.until(Frame.SettingsAck.class);
                    for (int id : first) {
                        peer.answer(id, "x");
                    }
                    answerOneByOne(peer, new ArrayDeque<>(), most);
                });
                var client = peers.client().connections(1).build()) {
            areAnswered(burst(client, BURST));
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void settings_thatNeverCome_endTheConnectionAndNotTheLine() throws Exception {
        var away = new CompletableFuture<Frame.GoAway>();
        var number = new AtomicInteger();
        Peers.Opening second = accepted ->
                number.incrementAndGet() == 1 ? H2Peer.server(accepted) : H2Peer.server(accepted, new Http2Settings());
        try (var peers = new Peers(second, (peer, connection) -> {
                    if (connection == 1) {
                        away.complete(peer.until(Frame.GoAway.class));
                    } else {
                        answerOneByOne(peer, new ArrayDeque<>(), new AtomicInteger());
                    }
                });
                var client = peers.client()
                        .connections(1)
                        .responseTimeout(Duration.ofMillis(300))
                        .build()) {
            List<CompletionStage<Response>> answers = burst(client, 2);
            HttpClientException late = failure(answers.get(0));
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(late).hasMessage("the settings of a peer must be here within PT0.3S but were not");
            assertThat(Wait.get(away).error()).isEqualTo(Http2Error.SETTINGS_TIMEOUT);
            areAnswered(answers.subList(1, 2));
        }
    }

    // ---- what is refused

    @Test
    void refusedStream_isSentAgainOnce() throws Exception {
        var heads = new AtomicInteger();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    while (true) {
                        Frame.Head head = peer.until(Frame.Head.class);
                        if (heads.incrementAndGet() == 2) {
                            peer.answer(head.id(), "x");
                        } else {
                            peer.reset(head.id(), Http2Error.REFUSED_STREAM);
                        }
                    }
                });
                var client = peers.client().build()) {
            areAnswered(burst(client, 1));
            assertThat(heads).hasValue(2);
            HttpClientException refused = failure(client.send(Request.get("/never")));
            assertThat(refused.kind()).isEqualTo(Kind.BUSY);
            assertThat(refused).hasMessage("the peer has refused the request");
            assertThat(heads).hasValue(4);
        }
    }

    @Test
    void refusedStream_withABodyThatIsAllHere_isSentAgainWhole() throws Exception {
        var read = new CompletableFuture<String>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Data.class);
                    peer.reset(1, Http2Error.REFUSED_STREAM);
                    read.complete(peer.until(Frame.Data.class).text());
                    peer.answer(3, "x");
                });
                var client = peers.client().build()) {
            Request request = Request.of("POST", "/").withBody("all of it");
            areAnswered(List.of(client.send(request)));
            assertThat(Wait.get(read)).isEqualTo("all of it");
        }
    }

    @Test
    void refusedStream_withAFlowThatWasBegun_isNotSentTwice() throws Exception {
        var runs = new AtomicInteger();
        var next = new CompletableFuture<Frame.Head>();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    peer.until(Frame.Data.class);
                    peer.reset(1, Http2Error.REFUSED_STREAM);
                    Frame.Head head = peer.until(Frame.Head.class);
                    next.complete(head);
                    peer.answer(head.id(), "x");
                });
                var client = peers.client().build()) {
            Source<ByteBuffer> body = Source.generate(out -> {
                runs.incrementAndGet();
                out.emit(ByteBuffer.wrap(new byte[10]));
                out.emit(ByteBuffer.wrap(new byte[10]));
            });
            assertThat(failure(client.send(Request.post("/", body))).kind()).isEqualTo(Kind.BUSY);
            areAnswered(List.of(client.send(Request.get("/next"))));
            assertThat(Wait.get(next).fields().path().toString()).isEqualTo("/next");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void goAway_beforeAFlowThatWasBegun_endsItAndIsNotSentTwice() throws Exception {
        var heads = new AtomicInteger();
        try (var peers = new Peers(new Http2Settings(), (peer, connection) -> {
                    heads.incrementAndGet();
                    peer.until(Frame.Data.class);
                    peer.goAway(0, Http2Error.NO_ERROR);
                    peer.until(Frame.Closed.class);
                });
                var client = peers.client().build()) {
            assertThatThrownBy(() -> Wait.get(client.send(Request.post("/", Bytes.body("one ", "two")))))
                    .hasMessageContaining("the peer went away before it saw the request");
            assertThat(heads).hasValue(1);
        }
    }

    // ---- what becomes something else, before any other

    /** The connection that a request waits for in line may be one that is not for it. */
    @Test
    void request_behindAConnectionThatBecomesSomethingElse_hasOneMade() throws Exception {
        try (var server = echo(HttpLimits.defaults());
                var client = to(server)) {
            var upgrade = client.connect(ASKS);
            areAnswered(burst(client, 3));
            assertThat(Wait.get(upgrade)).isInstanceOf(Upgraded.Switched.class);
        }
    }

    /** One place is not a connection of one's own. */
    @Test
    void connect_besideAConnectionOfOneStream_hasItsOwn() throws Exception {
        try (var server = echo(allowing(1));
                var client = to(server)) {
            areAnswered(burst(client, 1));
            Wait.until("it rests", () -> client.idle() == 1);
            assertThat(Wait.get(client.connect(ASKS))).isInstanceOf(Upgraded.Switched.class);
            assertThat(client.connections()).isEqualTo(2);
        }
    }
}
