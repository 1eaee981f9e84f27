package dev.weir.net.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do what they must not, byte by byte. */
@Timeout(60)
class HostilePeerTest {
    private static final int WINDOW = 1_000;
    private static final MuxOptions OPTIONS =
            MuxOptions.defaults().withStreams(4, WINDOW).withChatter(100).withPatience(Duration.ofMillis(200));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private static byte[] frame(int type, int flags, long stream, long length, int data) {
        ByteBuffer frame = ByteBuffer.allocate(Head.SIZE + data);
        new Head(type, flags, stream, length).write(frame);
        return frame.array();
    }

    private static byte[] data(int flags, long stream, int count) {
        return frame(Head.DATA, flags, stream, count, count);
    }

    private static byte[] window(int flags, long stream, long more) {
        return frame(Head.WINDOW, flags, stream, more, 0);
    }

    private static byte[] raw(int version, int type, int flags) {
        ByteBuffer frame = ByteBuffer.allocate(Head.SIZE);
        return frame.put((byte) version)
                .put((byte) type)
                .putShort((short) flags)
                .array();
    }

    private static byte[] all(byte[]... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    /** Takes nothing, and says nothing. */
    private static Pipeline<?> stalled(Duplex<byte[], byte[]> stream) {
        CompletableFuture<byte[]> never = new CompletableFuture<>();
        return stream.join(Duplex.of(Source.from(never), Sink.<byte[]>writing(bytes -> false, drained -> {})));
    }

    private Mux server(Source<byte[]> peer) {
        return Mux.server(Duplex.of(peer, Sink.forEach(said::writeBytes)), OPTIONS, HostilePeerTest::stalled);
    }

    private List<Head> heads() throws MuxException {
        List<Head> heads = new ArrayList<>();
        new FrameReader().read(said.toByteArray(), new FrameReader.To() {
            @Override
            public void head(Head head) {
                heads.add(head);
            }

            @Override
            public void data(byte[] from, int at, int count) {}

            @Override
            public void complete() {}
        });
        return heads;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("version", raw(1, 0, 0), "a frame's version must be 0 but was 1"),
                Arguments.of(
                        "text",
                        "GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "a frame's version must be 0 but was 71"),
                Arguments.of("type", raw(0, 4, 0), "a frame's type must be 0 to 3 but was 4"),
                Arguments.of("flags", raw(0, 0, 16), "a frame's flags must be some of the lowest four but were 0x10"),
                Arguments.of("data of the session", data(0, 0, 0), "a frame of type 0 must be of a stream"),
                Arguments.of("window of the session", window(0, 0, 5), "a frame of type 1 must be of a stream"),
                Arguments.of("ping of a stream", frame(2, 1, 3, 7, 0), "a frame of type 2 must be of the session"),
                Arguments.of("end of a stream", frame(3, 0, 3, 0, 0), "a frame of type 3 must be of the session"),
                Arguments.of("never opened", data(0, 5, 1), "a frame must be of a stream that was opened but was of 5"),
                Arguments.of("never opened here", data(0, 2, 1), "must be of a stream that was opened but was of 2"),
                Arguments.of(
                        "number of this side", window(1, 2, 0), "must open streams with its own numbers but opened 2"),
                Arguments.of(
                        "numbers that fall",
                        all(window(1, 5, 0), window(1, 3, 0)),
                        "a peer must open streams in ascending order but opened 3 after 5"),
                Arguments.of(
                        "opened twice", all(window(1, 1, 0), window(1, 1, 0)), "must open streams in ascending order"),
                Arguments.of(
                        "more than the window",
                        all(data(1, 1, 600), data(0, 1, 600)),
                        "must not send more than a stream's window, 400 bytes now, but sent 600"),
                Arguments.of(
                        "largest length",
                        frame(0, 1, 1, Head.MOST, 0),
                        "a peer must not send more than a stream's window"),
                Arguments.of(
                        "after its end",
                        all(data(5, 1, 10), data(0, 1, 1)),
                        "must send nothing after its end but 1 did"),
                Arguments.of(
                        "window overflow",
                        all(window(1, 1, 0), window(0, 1, Head.MOST)),
                        "a window must be < 2^32 but is 4294967295 more for stream 1"),
                Arguments.of(
                        "acknowledges its own later",
                        all(window(1, 1, 0), window(2, 1, 0)),
                        "only a stream that was opened here must be acknowledged but 1 was opened by the peer"),
                Arguments.of(
                        "much for a stream that is gone",
                        all(window(1, 1, 0), window(8, 1, 0), data(0, 1, 10)),
                        "must not send more than the windows of its streams but did, for stream 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void peer_atFault_isToldAndCutOff(String name, byte[] bytes, String message) throws Exception {
        Mux mux = server(Source.of(bytes));
        assertThatThrownBy(() -> mux.pipeline().run())
                .hasRootCauseInstanceOf(MuxException.class)
                .hasStackTraceContaining(message);
        assertThat(heads()).last().isEqualTo(new Head(Head.GO_AWAY, 0, 0, 1));
        MuxTest.await("its streams are gone", () -> mux.streams() == 0 && mux.unread() == 0);
    }

    @Test
    void peer_atFaultThatDoesNotEnd_isCutWhenPatienceIsOver() {
        Mux mux = server(Source.concat(Source.of(raw(1, 0, 0)), Source.from(new CompletableFuture<byte[]>())));
        assertThatThrownBy(() -> mux.pipeline().run()).hasStackTraceContaining("a frame's version must be 0 but was 1");
    }

    @Test
    void peer_thatDoesNotEndAnEndedSession_isCutWhenPatienceIsOver() {
        Mux mux = server(Source.from(new CompletableFuture<byte[]>()));
        mux.end();
        assertThatThrownBy(() -> mux.pipeline().run())
                .hasStackTraceContaining("a peer must end a session that is over within PT0.2S but did not");
    }

    @Test
    void peer_thatEndsTheSessionWithACode_failsIt() throws Exception {
        Mux mux = server(Source.of(all(window(1, 1, 0), frame(3, 0, 0, 2, 0))));
        assertThatThrownBy(() -> mux.pipeline().run())
                .hasStackTraceContaining("a session must go on until it is done but the peer has ended it with code 2");
    }

    @Test
    void peer_thatEndsInTheMiddle_isNoCleanEnd() {
        assertThatThrownBy(() -> server(Source.of(window(1, 1, 0))).pipeline().run())
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("but the peer has ended it with 1 open");
        assertThatThrownBy(() -> server(Source.of(new byte[5])).pipeline().run())
                .hasStackTraceContaining("with 0 open, inside of a frame");
    }

    @Test
    void peer_thatEndsAnIdleSession_endsIt() throws Exception {
        server(Source.of(frame(3, 0, 0, 0, 0))).pipeline().run();
        assertThat(heads()).containsExactly(new Head(Head.GO_AWAY, 0, 0, 0));
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                Arguments.of("pings", frame(2, 1, 0, 7, 0)),
                Arguments.of("answers that nobody asked for", frame(2, 2, 0, 7, 0)),
                Arguments.of("empty data", data(0, 1, 0)),
                Arguments.of("windows", window(0, 1, 0)),
                Arguments.of("resets", window(8, 1, 0)),
                Arguments.of("clean ends", frame(3, 0, 0, 0, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void flood_ofFramesWithoutData_isCutOff(String name, byte[] frame) {
        Source<byte[]> flood = Source.concat(
                Source.of(window(1, 1, 0)), Source.range(0, 1_000_000).map(i -> frame));
        assertThatThrownBy(() -> server(flood).pipeline().run())
                .hasRootCauseInstanceOf(MuxException.class)
                .hasStackTraceContaining(
                        "must not send so many frames without data but sent more than 100 in a second");
    }

    @Test
    void flood_ofStreamsThatAreResetAtOnce_isCutOff() {
        Source<byte[]> flood =
                Source.range(0, 1_000_000).map(i -> all(data(1, 2 * i + 1, 10), window(8, 2 * i + 1, 0)));
        assertThatThrownBy(() -> server(flood).pipeline().run())
                .hasStackTraceContaining("must not send so many frames without data");
    }

    @Test
    void streams_beyondTheLimit_areReset() throws Exception {
        CompletableFuture<byte[]> end = new CompletableFuture<>();
        Source<byte[]> peer = Source.concat(
                Source.of(
                        data(1, 1, 10),
                        data(1, 3, 10),
                        data(1, 5, 10),
                        data(1, 7, 10),
                        data(1, 9, 10),
                        data(0, 9, 990)),
                Source.from(end));
        Mux mux = server(peer);
        try (Running<?> run = mux.pipeline().start()) {
            Head refused = new Head(Head.WINDOW, Head.RST, 9, 0);
            MuxTest.await("it is reset", () -> {
                try {
                    return heads().contains(refused);
                } catch (MuxException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(mux.streams()).isEqualTo(4);
            assertThat(run.ended()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peer_thatAsksAndDoesNotRead_isCutOff(boolean saysNoMore) {
        Source<byte[]> asking = Source.range(0, 2_000).map(i -> frame(Head.PING, Head.SYN, 0, i, 0));
        Source<byte[]> waiting = Source.from(new CompletableFuture<>());
        Mux mux = Mux.server(
                Duplex.of(
                        saysNoMore ? asking : Source.concat(asking, waiting),
                        Sink.<byte[]>writing(bytes -> false, drained -> {})),
                OPTIONS.withChatter(1_000_000),
                HostilePeerTest::stalled);
        assertThatThrownBy(() -> mux.start().join())
                .hasStackTraceContaining("a peer must read what it is answered but 1024 answers wait for it");
    }
}
