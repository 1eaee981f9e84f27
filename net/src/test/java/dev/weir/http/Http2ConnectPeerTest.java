package dev.weir.http;

import static dev.weir.http.Talks.AGREED;
import static dev.weir.http.Talks.ASK;
import static dev.weir.http.Talks.agreed;
import static dev.weir.http.Talks.asked;
import static dev.weir.http.Talks.bytes;
import static dev.weir.http.Talks.failure;
import static dev.weir.http.Talks.switched;
import static dev.weir.http.Talks.taking;
import static dev.weir.http.Talks.text;
import static dev.weir.http.Talks.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How a client asks for tunnels over HTTP/2, frame by frame, of a peer that says exactly what a test tells it to. */
class Http2ConnectPeerTest {
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
}
