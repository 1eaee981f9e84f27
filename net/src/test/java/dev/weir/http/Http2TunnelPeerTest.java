package dev.weir.http;

import static dev.weir.http.Talks.AGREED;
import static dev.weir.http.Talks.ASK;
import static dev.weir.http.Talks.agreed;
import static dev.weir.http.Talks.asked;
import static dev.weir.http.Talks.bytes;
import static dev.weir.http.Talks.saysNothing;
import static dev.weir.http.Talks.switched;
import static dev.weir.http.Talks.taking;
import static dev.weir.http.Talks.text;
import static dev.weir.http.Talks.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Sink;
import dev.weir.Source;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's tunnels over HTTP/2 that are there, frame by frame: what is said and held back, and how they break. */
class Http2TunnelPeerTest {
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
