package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's tunnels over HTTP/2, frame by frame, with a peer that says exactly what a test tells it to. */
class Http2ConnectPeerTest {
    private static final Request ASK =
            Request.get("/talk?a").with("Upgrade", "talk").with("X-More", "1");
    private static final Http2Headers AGREED = H2Peer.fields(":status", "200");

    private static Http2Settings taking() {
        return new Http2Settings().connectProtocolEnabled(true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Source<byte[]> source) {
        return source.reduce("", (all, some) -> all + new String(some, StandardCharsets.ISO_8859_1));
    }

    private static Duplex<byte[], byte[]> switched(CompletionStage<Upgraded> upgraded) throws Exception {
        return ((Upgraded.Switched) Wait.get(upgraded)).duplex();
    }

    private static Running<?> saysNothing(Duplex<byte[], byte[]> talk) {
        return Source.from(new CompletableFuture<byte[]>()).to(talk.sink()).start();
    }

    private static void untilClosed(H2Peer peer) throws Exception {
        while (!(peer.next() instanceof Frame.Closed)) {
            // whatever else comes
        }
    }

    private static Frame.Head asked(H2Peer peer) throws Exception {
        return peer.until(Frame.Head.class);
    }

    private static Frame.Head agreed(H2Peer peer) throws Exception {
        Frame.Head head = asked(peer);
        peer.head(head.id(), false, AGREED);
        return head;
    }

    private static HttpClientException failure(CompletionStage<?> stage) throws Exception {
        try {
            Wait.get(stage);
        } catch (ExecutionException e) {
            return (HttpClientException) e.getCause();
        }
        throw new AssertionError("it did not fail");
    }

    // ---- what is asked

    @Test
    void protocol_isAskedForWhenTheSettingsAreThere() throws Exception {
        var go = new Semaphore(0);
        var early = new CompletableFuture<Frame>();
        var seen = new CompletableFuture<Frame.Head>();
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> {
                    peer.ping(1);
                    early.complete(peer.until(any -> any instanceof Frame.Head || any instanceof Frame.Ping));
                    go.acquire();
                    peer.settings(taking());
                    seen.complete(agreed(peer));
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var connecting = client.connect(ASK.with("Sec-WebSocket-Key", "k").with("Host", "other:1"));
            assertThat(Wait.get(early)).isInstanceOf(Frame.Ping.class);
            assertThat(connecting.toCompletableFuture().isDone()).isFalse();
            go.release();
            Frame.Head head = Wait.get(seen);
            assertThat(head.end()).isFalse();
            List<String> fields = new ArrayList<>();
            head.fields().forEach(field -> fields.add(field.getKey() + "=" + field.getValue()));
            assertThat(fields)
                    .containsExactlyInAnyOrder(
                            ":method=CONNECT",
                            ":protocol=talk",
                            ":scheme=http",
                            ":authority=other:1",
                            ":path=/talk?a",
                            "x-more=1");
            assertThat(Wait.get(connecting).response().headers().first("Upgrade"))
                    .contains("talk");
        }
    }

    /** Some say the defaults first, and what is other than those right behind. */
    @Test
    void protocol_isAskedForWhenTheSettingsComeInTwoFrames() throws Exception {
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> {
                    var _ = peer.writer.writeSettings(
                            peer.context(),
                            new Http2Settings().connectProtocolEnabled(false),
                            peer.context().newPromise());
                    peer.settings(taking());
                    peer.data(agreed(peer).id(), "hi", true);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            assertThat(text(switched(client.connect(ASK)).source())).isEqualTo("hi");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** A tunnel needs no word of the peer's: it is as old as HTTP/2. */
    @Test
    void tunnel_isAskedForBeforeTheSettingsAreThere() throws Exception {
        var seen = new CompletableFuture<Frame.Head>();
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> {
                    seen.complete(asked(peer));
                    peer.settings(new Http2Settings());
                    peer.head(1, false, AGREED).data(1, "hi", true);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(Request.of("CONNECT", "there:80").with("X-More", "1")));
            List<String> fields = new ArrayList<>();
            Wait.get(seen).fields().forEach(field -> fields.add(field.getKey() + "=" + field.getValue()));
            assertThat(fields).containsExactlyInAnyOrder(":method=CONNECT", ":authority=there:80", "x-more=1");
            assertThat(text(talk.source())).isEqualTo("hi");
        }
    }

    @Test
    void connect_afterInterimResponses_talks() throws Exception {
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    asked(peer);
                    peer.head(1, false, H2Peer.fields(":status", "103", "link", "a"));
                    peer.head(1, false, AGREED).data(1, "hi", true);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            assertThat(text(switched(client.connect(ASK)).source())).isEqualTo("hi");
        }
    }

    @Test
    void peerThatAgreesAndEndsAtOnce_isStillTalkedTo() throws Exception {
        var heard = new CompletableFuture<String>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    asked(peer);
                    peer.head(1, true, AGREED);
                    heard.complete(peer.until(Frame.Data.class).text());
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            assertThat(text(talk.source())).isEmpty();
            Source.of(bytes("are you there?")).run(talk.sink());
            assertThat(Wait.get(heard)).isEqualTo("are you there?");
            Wait.until("it is over", () -> client.idle() == 1);
        }
    }

    @Test
    void connect_thatIsDeclined_saysNothingMoreAndTheConnectionGoesOn() throws Exception {
        var ended = new CompletableFuture<Frame.Data>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    asked(peer);
                    peer.head(1, false, H2Peer.fields(":status", "404", "content-length", "2"))
                            .data(1, "no", true);
                    ended.complete(peer.until(Frame.Data.class));
                    asked(peer);
                    peer.answer(3, "good");
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            Upgraded upgraded = Wait.get(client.connect(ASK));
            assertThat(upgraded).isInstanceOf(Upgraded.Declined.class);
            assertThat(upgraded.response().status()).isEqualTo(404);
            assertThat(Bytes.text(upgraded.response().body())).isEqualTo("no");
            assertThat(Wait.get(ended)).isEqualTo(new Frame.Data(1, java.nio.ByteBuffer.allocate(0), true));
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("good");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void connect_toSilence_timesOutAlone() throws Exception {
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    asked(peer);
                    assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
                    asked(peer);
                    peer.answer(3, "good");
                    untilClosed(peer);
                });
                var client =
                        peers.client().responseTimeout(Duration.ofMillis(300)).build()) {
            HttpClientException failure = failure(client.connect(ASK));
            assertThat(failure.kind()).isEqualTo(HttpClientException.Kind.TIMEOUT);
            assertThat(failure).hasMessageContaining("a response must begin within");
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("good");
        }
    }

    @Test
    void connect_thatIsCancelled_resetsItsStreamAndNoOther() throws Exception {
        var seen = new CompletableFuture<Frame>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    seen.complete(asked(peer));
                    peer.until(Frame.Reset.class);
                    asked(peer);
                    peer.answer(3, "good");
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var connecting = client.connect(ASK).toCompletableFuture();
            Wait.get(seen);
            connecting.cancel(false);
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("good");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void connect_thatIsCancelledBeforeTheSettings_leavesItsPlace() throws Exception {
        var go = new Semaphore(0);
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> {
                    go.acquire();
                    peer.settings(taking().maxConcurrentStreams(1));
                    assertThat(asked(peer).fields().path()).hasToString("/");
                    peer.answer(1, "good");
                    untilClosed(peer);
                });
                var client = peers.client().connections(1).build()) {
            var connecting = client.connect(ASK).toCompletableFuture();
            var next = client.send(Request.get("/"));
            Wait.until("it is connected", () -> client.waiting() == 1);
            connecting.cancel(false);
            go.release();
            assertThat(Bytes.text(Wait.get(next).body())).isEqualTo("good");
        }
    }

    @Test
    void settings_thatNeverCome_failWhatWaitsForThem() throws Exception {
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> untilClosed(peer));
                var client =
                        peers.client().responseTimeout(Duration.ofMillis(200)).build()) {
            HttpClientException failure = failure(client.connect(ASK));
            assertThat(failure.kind()).isEqualTo(HttpClientException.Kind.TIMEOUT);
            assertThat(failure).hasMessageContaining("the settings of a peer must be here within PT0.2S");
            Wait.until("it is closed", () -> client.connections() == 0);
        }
    }

    @Test
    void peerThatLeavesBeforeItsSettings_isTriedOnceMore() throws Exception {
        var connections = new AtomicLong();
        try (var peers = new Peers(H2Peer::server, (peer, connection) -> connections.incrementAndGet());
                var client = peers.client().build()) {
            HttpClientException failure = failure(client.connect(ASK));
            assertThat(failure.kind()).isEqualTo(HttpClientException.Kind.BROKEN);
            assertThat(failure).hasMessageContaining("the peer went away before its settings were here");
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void peerThatTakesBackItsWord_breaksTheRules() throws Exception {
        var away = new CompletableFuture<Frame.GoAway>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.settings(new Http2Settings().connectProtocolEnabled(false));
                    away.complete(peer.until(Frame.GoAway.class));
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            assertThat(Wait.get(away).error()).isEqualTo(Http2Error.PROTOCOL_ERROR);
            assertThatThrownBy(() -> text(talk.source())).hasStackTraceContaining("a tunnel broke: ");
        }
    }

    // ---- what is said

    @Test
    void said_beyondTheWindow_isHeldBack() throws Exception {
        var made = new AtomicLong();
        var opened = new Semaphore(0);
        var read = new CompletableFuture<Long>();
        try (var peers = new Peers(taking().initialWindowSize(5_000), (peer, connection) -> {
                    agreed(peer);
                    long all = 0;
                    while (all < 5_000) {
                        all += peer.until(Frame.Data.class).size();
                    }
                    opened.acquire();
                    peer.window(1, 1_000_000).window(0, 1_000_000);
                    boolean end = false;
                    while (!end) {
                        Frame.Data data = peer.until(Frame.Data.class);
                        all += data.size();
                        end = data.end();
                    }
                    read.complete(all);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var said = Source.range(0, 100)
                    .map(n -> new byte[1000])
                    .peek(piece -> made.incrementAndGet())
                    .to(talk.sink())
                    .start();
            assertThat(BackpressureTest.settled(made)).isLessThanOrEqualTo(7);
            opened.release();
            assertThat(Wait.get(read)).isEqualTo(100_000);
            said.join();
        }
    }

    @Test
    void heard_thatNobodyTakes_givesThePeerNoMoreWindow() throws Exception {
        var said = new CompletableFuture<Boolean>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    peer.until(Frame.SettingsAck.class);
                    peer.head(1, false, AGREED);
                    for (int i = 0; i < 4; i++) {
                        peer.data(1, new byte[16_000], false);
                    }
                    peer.ping(1);
                    Frame frame = peer.until(any -> any instanceof Frame.Window || any instanceof Frame.Ping);
                    said.complete(frame instanceof Frame.Ping);
                    Frame.Window window = peer.until(Frame.Window.class);
                    peer.data(1, new byte[window.bytes() - 1], true);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            assertThat(Wait.get(said)).isTrue();
            assertThat(talk.source().reduce(0L, (sum, some) -> sum + some.length))
                    .isGreaterThan(64_000);
        }
    }

    @Test
    void eachDirection_endsForItself() throws Exception {
        var go = new Semaphore(0);
        var heard = new CompletableFuture<String>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    for (int i = 0; i < 2; i++) {
                        Frame.Head head = agreed(peer);
                        if (head.id() == 1) { // the peer ends first
                            peer.data(1, "bye", true);
                            heard.complete(peer.until(Frame.Data.class).text());
                        } else {
                            while (!peer.until(Frame.Data.class).end()) {
                                // until this end has said all
                            }
                            go.acquire();
                            peer.data(3, "the rest", true);
                        }
                    }
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var first = switched(client.connect(ASK));
            assertThat(text(first.source())).isEqualTo("bye");
            Source.of(bytes("good bye")).run(first.sink());
            assertThat(Wait.get(heard)).isEqualTo("good bye");
            Wait.until("it is over", () -> client.idle() == 1);
            var second = switched(client.connect(ASK));
            Source.<byte[]>of().run(second.sink());
            go.release();
            assertThat(text(second.source())).isEqualTo("the rest");
            Wait.until("it is over", () -> client.idle() == 1);
        }
    }

    @Test
    void conversation_thatFailsHere_resetsItsStream() throws Exception {
        var reset = new CompletableFuture<Frame>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    reset.complete(peer.until(Frame.Reset.class));
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var heard = talk.source().to(Sink.ignore()).start();
            assertThatThrownBy(() -> Source.of("x")
                            .map(text -> {
                                throw new IllegalStateException("no more");
                            })
                            .map(any -> new byte[1])
                            .run(talk.sink()))
                    .hasStackTraceContaining("no more");
            assertThat(Wait.get(reset)).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
            assertThatThrownBy(heard::join).hasStackTraceContaining("the conversation ended otherwise than done");
        }
    }

    /** What is not wanted is not an end: the peer has a moment to come to its own. */
    @Test
    void peerThatNobodyListensTo_isResetAMomentAfterAllWasSaid() throws Exception {
        var frames = new CompletableFuture<List<Frame>>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.data(1, "one", false);
                    var end = (Frame.Data) peer.until(any -> any instanceof Frame.Data data && data.end());
                    peer.data(1, "two", false);
                    frames.complete(List.of(end, peer.until(Frame.Reset.class)));
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            assertThat(talk.source().map(String::new).limit(1).toList()).containsExactly("one");
            Source.of(bytes("enough")).run(talk.sink());
            assertThat(Wait.get(frames).getLast()).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
            Wait.until("it is over", () -> client.idle() == 1);
        }
    }

    // ---- how it breaks

    @ParameterizedTest
    @EnumSource(
            value = Http2Error.class,
            names = {"NO_ERROR", "CANCEL", "CONNECT_ERROR"})
    void reset_byThePeer_failsBothDirections(Http2Error error) throws Exception {
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.data(1, "half of", false).reset(1, error);
                    asked(peer);
                    peer.answer(3, "good");
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var said = saysNothing(talk);
            assertThatThrownBy(() -> text(talk.source()))
                    .hasStackTraceContaining("a tunnel broke: the peer has reset the stream: " + error);
            assertThatThrownBy(said::join).hasStackTraceContaining("a tunnel broke: ");
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("good");
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    /** A server that has said all, and wants no more, does not take from the client what it has said last. */
    @Test
    void reset_withoutAFault_afterThePeersEnd_throwsAwayWhatIsStillSaid() throws Exception {
        var go = new CompletableFuture<byte[]>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.data(1, "all of it", true).reset(1, Http2Error.NO_ERROR);
                    asked(peer);
                    peer.answer(3, "good");
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var said = Source.from(go).to(talk.sink()).start();
            assertThat(text(talk.source())).isEqualTo("all of it");
            assertThat(Bytes.text(Wait.get(client.send(Request.get("/"))).body()))
                    .isEqualTo("good");
            go.complete(bytes("more"));
            said.join();
        }
    }

    @Test
    void reset_withoutAFault_failsThoseWhoGoOnTalking() throws Exception {
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.data(1, "all of it", true).reset(1, Http2Error.NO_ERROR);
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var said = saysNothing(talk);
            assertThat(text(talk.source())).isEqualTo("all of it");
            assertThatThrownBy(said::join)
                    .hasStackTraceContaining("a tunnel broke: the peer has said all, and wants to hear no more");
        }
    }

    @Test
    void goAway_withTunnels_keepsThoseThatThePeerHasSeen() throws Exception {
        var asked = new Semaphore(0);
        var closed = new CompletableFuture<Frame>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    Frame.Head head = agreed(peer);
                    if (connection == 1) {
                        asked.release();
                        asked(peer);
                        peer.goAway(head.id(), Http2Error.NO_ERROR);
                        peer.data(1, "old", true);
                        peer.until(any -> any instanceof Frame.Data data && data.end());
                        untilClosed(peer);
                        closed.complete(new Frame.Closed());
                    } else {
                        peer.data(head.id(), "new", true);
                        untilClosed(peer);
                    }
                });
                var client = peers.client().build()) {
            var first = switched(client.connect(ASK));
            asked.acquire();
            var second = switched(client.connect(ASK));
            assertThat(text(first.source())).isEqualTo("old");
            assertThat(text(second.source())).isEqualTo("new");
            Source.<byte[]>of().run(first.sink());
            Source.<byte[]>of().run(second.sink());
            Wait.get(closed);
            Wait.until("one is left", () -> client.connections() == 1);
        }
    }

    @Test
    void goAway_withAFault_failsTheTunnelWithItsConnection() throws Exception {
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.goAway(1, Http2Error.INTERNAL_ERROR);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            var said = saysNothing(talk);
            assertThatThrownBy(() -> text(talk.source())).hasStackTraceContaining("a tunnel broke: ");
            assertThatThrownBy(said::join).hasStackTraceContaining("a tunnel broke: ");
            Wait.until("it is gone", () -> client.connections() == 0);
        }
    }

    @Test
    void secondHead_onATunnel_breaksTheRules() throws Exception {
        var reset = new CompletableFuture<Frame>();
        try (var peers = new Peers(taking(), (peer, connection) -> {
                    agreed(peer);
                    peer.head(1, true, H2Peer.fields("x-sum", "1"));
                    reset.complete(peer.until(Frame.Reset.class));
                    untilClosed(peer);
                });
                var client = peers.client().build()) {
            var talk = switched(client.connect(ASK));
            assertThat(Wait.get(reset)).isEqualTo(new Frame.Reset(1, Http2Error.PROTOCOL_ERROR));
            assertThatThrownBy(() -> text(talk.source())).hasStackTraceContaining("must have no second head");
        }
    }

    @Test
    void peerThatOpensNoWindow_isCutOffAfterOneTimeOut() throws Exception {
        var reset = new CompletableFuture<Frame>();
        var limits =
                HttpLimits.defaults().timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(400));
        try (var peers = new Peers(taking().initialWindowSize(100), (peer, connection) -> {
                    agreed(peer);
                    reset.complete(peer.until(Frame.Reset.class));
                    untilClosed(peer);
                });
                var client = peers.client().limits(limits).build()) {
            var talk = switched(client.connect(ASK));
            assertThatThrownBy(() -> Source.of(new byte[10_000]).run(talk.sink()))
                    .hasStackTraceContaining("a tunnel broke: ");
            assertThat(Wait.get(reset)).isEqualTo(new Frame.Reset(1, Http2Error.CANCEL));
        }
    }
}
