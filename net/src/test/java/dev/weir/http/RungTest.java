package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Refusal;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refusing may take so much of a server, and no more: who is refused again and again is given less than an answer. */
@Timeout(60)
class RungTest {
    private static final double NOTHING = 1e-15; // each refusal is too much
    private static final Refusal WHY = new Refusal(Refusal.Reason.FULL, "a test", Duration.ofSeconds(1));

    private HttpServer server;

    /** Those who ask for /in come in, those who ask for /wait wait, and all others are refused. */
    private void serve(double share) throws IOException {
        server = HttpServer.on(0)
                .admit(head -> switch (head.target()) {
                    case "/in" -> Decision.Admit.FREELY;
                    case "/wait" -> new Decision.Later(() -> {});
                    default -> new Decision.Refuse(WHY);
                })
                .refusing(share, () -> 1)
                .handle(request -> Response.text(200, "in"))
                .start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Asks on connections that have not been refused yet, until the server is there. */
    private void climb(Rung rung) {
        Wait.until("the rung " + rung, () -> {
            for (int i = 0; i < 16 && !server.rung().isAtLeast(rung); i++) {
                try (Wire wire = new Wire(server.port())) {
                    assertThat(ask(wire, "/")).startsWith("HTTP/1.1 503 ");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return server.rung().isAtLeast(rung);
        });
    }

    private static String ask(Wire wire, String target) throws IOException {
        String head =
                wire.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
        int length = head.indexOf("Content-Length: ") + 16;
        wire.read(Integer.parseInt(head.substring(length, head.indexOf('\r', length))));
        return head;
    }

    /** Asks until it is told that the connection ends. */
    private String hammer(Wire wire) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            String head = ask(wire, "/");
            if (head.contains("Connection: close\r\n")) {
                return head;
            }
        }
        throw new AssertionError("it was never closed");
    }

    @Test
    void connection_thatHammers_isClosedWhenRefusingCostsTooMuch() throws Exception {
        serve(NOTHING);
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 8; i++) {
                assertThat(ask(wire, "/")).doesNotContain("Connection: close"); // whatever it does: it is soon
            }
            assertThat(hammer(wire)).startsWith("HTTP/1.1 503 ");
            assertThat(wire.readAllOrReset()).isEmpty();
        }
    }

    // Only who is refused on end: others have their answers to come.
    @Test
    void connection_thatIsLetInBetween_stays() throws Exception {
        serve(NOTHING);
        climb(Rung.CLOSES);
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 100; i++) {
                assertThat(ask(wire, i % 7 == 6 ? "/in" : "/")).doesNotContain("Connection: close");
            }
        }
    }

    @Test
    void connectionOfHttp2_thatHammers_isToldToOpenNoMoreStreams() throws Exception {
        serve(NOTHING);
        climb(Rung.CLOSES);
        try (var peer = H2Peer.client(server.port())) {
            Frame seen = new Frame.SettingsAck();
            for (int id = 1; id < 20_000 && !(seen instanceof Frame.GoAway); id += 2) {
                peer.get(id, "/");
                seen = peer.until(frame -> frame instanceof Frame.GoAway
                        || frame instanceof Frame.Reset
                        || (frame instanceof Frame.Data data && data.end()));
            }
            assertThat(seen)
                    .isEqualTo(
                            new Frame.GoAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, "it was refused again and again"));
        }
    }

    @Test
    void connectionOfHttp2_hasFewerStreamsWhileRefusingCostsTooMuch_andThenAllAgain() throws Exception {
        serve(NOTHING);
        climb(Rung.FEWER_STREAMS);
        try (var peer = H2Peer.client(server.port())) {
            assertThat(peer.until(Frame.Settings.class).settings().maxConcurrentStreams())
                    .isEqualTo(100);
            for (int i = 0; i < 7; i++) {
                peer.get(1 + 2 * i, "/wait");
            }
            assertThat(peer.until(Frame.Settings.class).settings().maxConcurrentStreams())
                    .isEqualTo(6);
            assertThat(peer.until(Frame.Reset.class)).isEqualTo(new Frame.Reset(13, Http2Error.REFUSED_STREAM));
            Wait.until("it goes back", () -> !server.rung().isAtLeast(Rung.FEWER_STREAMS));
            peer.get(15, "/in");
            assertThat(peer.until(Frame.Settings.class).settings().maxConcurrentStreams())
                    .isEqualTo(100);
            assertThat(peer.answer(15)).startsWith("200 ");
        }
    }

    @Test
    void connection_thatHammers_isNotReadForAWhileWhenRefusingCostsTooMuch() throws Exception {
        serve(NOTHING);
        climb(Rung.PAUSES_READS);
        try (Wire wire = new Wire(server.port())) {
            long waited = 0;
            for (int i = 0; i < 1_000 && waited < 800_000_000; i++) {
                long since = System.nanoTime();
                String head = ask(wire, "/");
                waited = System.nanoTime() - since;
                assertThat(waited < 800_000_000 && head.contains("Connection: close"))
                        .as("it was closed before it was held back")
                        .isFalse();
            }
            assertThat(waited).isGreaterThan(800_000_000);
        }
    }

    @Test
    void server_whoseRefusalsCostTooMuch_acceptsNothing_andThenGoesBackToAnswering() throws Exception {
        serve(NOTHING);
        climb(Rung.PAUSES_ACCEPTS);
        assertThat(server.refusingShare()).isGreaterThan(0);
        try (Wire waits = new Wire(server.port())) { // in the backlog
            assertThat(ask(waits, "/in")).startsWith("HTTP/1.1 200 ");
        }
        Wait.until("it answers", () -> server.rung() == Rung.ANSWERS);
        assertThat(server.refusingShare()).isZero();
    }

    @Test
    void refusals_thatCostWhatTheyMay_areAnswersOnly() throws Exception {
        serve(1);
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 200; i++) {
                assertThat(ask(wire, "/")).startsWith("HTTP/1.1 503 ").doesNotContain("Connection: close");
            }
        }
        assertThat(server.rung()).isEqualTo(Rung.ANSWERS);
    }

    @Test
    void share_thatIsNone_isRefused() {
        for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> HttpServer.on(0).refusing(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("what refusing may take must be > 0 and <= 1 of all processors but was " + share
                            + "; leave it out for 0.5");
        }
    }
}
