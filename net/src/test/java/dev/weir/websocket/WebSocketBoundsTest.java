package dev.weir.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands still, is flooded, or does not answer: held within bounds, and over in time. */
@Timeout(60)
class WebSocketBoundsTest {
    private static final WebSocketOptions SHORT = WebSocketOptions.defaults().closeTimeout(Duration.ofMillis(200));

    private final CountDownLatch go = new CountDownLatch(1);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final WebSocket.Ends ends = new WebSocket.Ends();

    private static <T> Source<T> never() {
        return Source.from(new CompletableFuture<T>());
    }

    private Sink<byte[], ?> stuck() {
        return Sink.forEach(bytes -> {
            go.await();
            sent.writeBytes(bytes);
        });
    }

    private Running<?> run(
            WebSocketOptions options,
            Source<byte[]> heard,
            Sink<byte[], ?> down,
            Source<Message> said,
            Sink<Message, ?> up) {
        return Duplex.of(heard, down)
                .through(WebSockets.layer(true, null, options, ends))
                .join(Duplex.of(said, up))
                .start();
    }

    private static byte[] ping(String text) {
        return Raw.from(true).frame(0x89, text).done();
    }

    private static long settled(AtomicLong number) throws InterruptedException {
        var pause = new CountDownLatch(1);
        long last = -1;
        while (last != number.get() || last == 0) {
            last = number.get();
            if (pause.await(200, TimeUnit.MILLISECONDS)) {
                throw new AssertionError();
            }
        }
        return last;
    }

    /** Pings of a peer that does not read are answered as far as there is room; then it is not read any more. */
    @Test
    void pings_withoutAnEnd_whilePeerDoesNotRead_areNotRead() throws Exception {
        var pulled = new AtomicLong();
        Source<byte[]> flood = Source.range(0, 10_000).map(n -> {
            pulled.incrementAndGet();
            return ping("p" + n);
        });
        byte[] close = Raw.from(true).close(1000).done();
        var run = run(SHORT, Source.concat(flood, Source.of(close)), stuck(), never(), Sink.ignore());
        assertThat(settled(pulled)).isLessThan(64);
        go.countDown();
        run.join(Duration.ofSeconds(30));
        assertThat(pulled).hasValue(10_000);
        assertThat(Raw.read(sent.toByteArray(), false)).contains("close 1000");
    }

    /** Bulk from above cannot keep a ping from being answered: between two frames of one message. */
    @Test
    void ping_whileALargeMessageIsSent_isAnsweredWithinIt() throws Exception {
        var heard = new CompletableFuture<byte[]>();
        Source<Message> large = Source.of(Message.of(new byte[2_000_000]));
        var run = run(
                WebSocketOptions.defaults(),
                Source.concat(
                        Source.from(heard), Source.of(Raw.from(true).close(1000).done())),
                stuck(),
                large,
                Sink.ignore());
        heard.complete(ping("now"));
        Wait.until("it is read", () -> run.pressure().toString().contains("control"));
        var pause = new CountDownLatch(1);
        assertThat(pause.await(300, TimeUnit.MILLISECONDS)).isFalse();
        go.countDown();
        run.join(Duration.ofSeconds(30));
        List<String> frames = Raw.read(sent.toByteArray(), false);
        int pong = frames.indexOf("pong now");
        assertThat(pong).isGreaterThanOrEqualTo(0).isLessThan(16);
        assertThat(frames).hasSizeGreaterThan(100).endsWith("close 1000");
    }

    /** Messages that nobody takes stay in the chunk they came in. */
    @Test
    void reader_ofAChunkOfMany_takesOneAtATime() throws Exception {
        var raw = Raw.from(true);
        for (int i = 0; i < 1000; i++) {
            raw.text("m" + i);
        }
        var reader = new MessageReader(true, 1000, null);
        reader.append(raw.done());
        for (int i = 0; i < 1000; i++) {
            assertThat(reader.next()).isEqualTo(new Heard.Said(Message.of("m" + i)));
        }
        assertThat(reader.next()).isNull();
    }

    @Test
    void messages_thatNobodyTakes_areHeldWithinTheBound() throws Exception {
        var pulled = new AtomicLong();
        Source<byte[]> many = Source.range(0, 100_000).map(n -> {
            pulled.incrementAndGet();
            return Raw.from(true).text("m" + n).done();
        });
        var taken = new AtomicLong();
        var run = run(WebSocketOptions.defaults(), many, stuck(), never(), Sink.forEach(message -> {
            taken.incrementAndGet();
            go.await();
        }));
        assertThat(settled(pulled)).isLessThan(64);
        assertThat(taken).hasValue(1);
        run.cancel("seen");
        go.countDown();
    }

    @Test
    void connection_thatEndsWithoutAClose_fails() {
        var run =
                run(SHORT, Source.of(Raw.from(true).text("a").done()), Sink.ignore(), never(), Sink.<Message>ignore());
        assertThatThrownBy(run::join)
                .hasStackTraceContaining("a WebSocket must end with a close but its connection ended without one");
        assertThat(ends.heard).isCompletedWithValue(new Close(Close.BROKEN, ""));
    }

    @Test
    void close_thatIsNotAnswered_failsInTime() {
        var run = run(SHORT, never(), Sink.ignore(), Source.of(), Sink.<Message>ignore());
        assertThatThrownBy(run::join)
                .hasStackTraceContaining(
                        "a close must be taken and answered within PT0.2S but was not; raise closeTimeout");
    }

    @Test
    void close_ofThePeer_whileThisSideGoesOn_isAnsweredInTime() throws Exception {
        var said = new AtomicLong();
        Source<Message> endless = Source.range(0, Long.MAX_VALUE)
                .throttle(1, Duration.ofMillis(10))
                .map(n -> Message.of("m" + said.incrementAndGet()));
        var run = run(
                SHORT,
                Source.of(Raw.from(true).close(1001, "going").done()),
                Sink.forEach(sent::writeBytes),
                endless,
                Sink.<Message>ignore());
        run.join(Duration.ofSeconds(20));
        List<String> frames = Raw.read(sent.toByteArray(), false);
        assertThat(frames).endsWith("close 1001").hasSizeGreaterThan(2);
        assertThat(ends.heard).isCompletedWithValue(new Close(1001, "going"));
    }

    @Test
    void peer_thatBreaksTheRulesAndDoesNotClose_failsInTime() {
        var run = run(
                SHORT,
                Source.concat(Source.of(Raw.from(true).frame(0x83, "a").done()), never()),
                Sink.forEach(sent::writeBytes),
                never(),
                Sink.<Message>ignore());
        assertThatThrownBy(run::join)
                .hasStackTraceContaining("an opcode must be one of 0, 1, 2, 8, 9 and 10 but was 3");
        assertThat(Raw.read(sent.toByteArray(), false)).containsExactly("close 1002");
    }

    @Test
    void peer_thatSaysNothing_isPingedAndGivenUp() {
        var run = run(
                WebSocketOptions.defaults().heartbeat(Duration.ofMillis(100)),
                never(),
                Sink.forEach(sent::writeBytes),
                never(),
                Sink.<Message>ignore());
        assertThatThrownBy(run::join)
                .hasStackTraceContaining("a peer must say something, and be it the answer to a ping, within");
        assertThat(Raw.read(sent.toByteArray(), false)).containsExactly("ping ");
    }

    @Test
    void text_withHalfACharacter_failsWhoSaysIt() {
        var run = run(SHORT, never(), Sink.ignore(), Source.of(Message.of("a\uD800b")), Sink.<Message>ignore());
        assertThatThrownBy(run::join).hasStackTraceContaining("MalformedInputException");
    }
}
