package dev.weir.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Hub;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpClientBuilder;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server and client speak to each other over a real connection of HTTP/1.1, or a stream of one of HTTP/2. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class WebSocketTest {
    private static final WebSocketOptions DEFAULTS = WebSocketOptions.defaults();

    @Parameter
    private boolean http2;

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static HttpServer serving(WebSocketOptions options, Pipe<Message, Message> answers) throws IOException {
        return HttpServer.on(0)
                .handle(request -> WebSockets.accept(
                        request, options, talk -> talk.messages().answer(answers)))
                .start();
    }

    private HttpClient client(HttpServer server) {
        HttpClientBuilder client = HttpClient.to("127.0.0.1", server.port());
        return (http2 ? client.http2() : client).build();
    }

    /** A connection of HTTP/1.1 is closed with its WebSocket, one of HTTP/2 rests. */
    private void isOver(HttpClient client, HttpServer server) {
        Wait.until(
                "nothing is under way",
                () -> server.exchanges() == 0
                        && client.connections() == client.idle()
                        && (http2 || client.connections() == 0));
    }

    private static WebSocket open(HttpClient client, WebSocketOptions options) throws Exception {
        return get(WebSockets.connect(client, Request.get("/"), options));
    }

    /** Says all of these and hears what comes up to the peer's close. */
    private static List<Message> talk(WebSocket socket, Source<Message> said) {
        var heard = new java.util.concurrent.CopyOnWriteArrayList<Message>();
        Sink<Message, ?> hears = Sink.forEach(heard::add);
        dev.weir.Duplex<Message, Message> here = dev.weir.Duplex.of(said, hears);
        try {
            socket.messages().join(here).start().join(Duration.ofSeconds(20));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it hangs after " + heard.size(), e);
        }
        return heard;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void echo_ofManyMessages_givesAllOfThem(boolean compressed) throws Exception {
        WebSocketOptions options = compressed ? DEFAULTS.compressed(false) : DEFAULTS;
        try (var server = serving(options, Talk.ECHO);
                var client = client(server)) {
            WebSocket socket = open(client, options);
            assertThat(socket.headers().has("Sec-WebSocket-Extensions")).isEqualTo(compressed);
            Source<Message> said = Source.range(0, 2000)
                    .map(n -> n % 2 == 0 ? Message.of("message " + n) : Message.of(new byte[(int) (n % 100) * 500]));
            List<Message> heard = talk(socket, said);
            assertThat(heard).hasSize(2000);
            assertThat(heard.get(1998)).isEqualTo(Message.of("message 1998"));
            assertThat(heard.get(99)).isEqualTo(Message.of(new byte[99 * 500]));
            assertThat(get(socket.peerClosed())).isEqualTo(new Close(1000, ""));
            isOver(client, server);
        }
    }

    /** The end of what one side says is no end of what it hears. */
    @Test
    void answer_afterAllWasHeard_arrives() throws Exception {
        Pipe<Message, Message> counting = heard -> heard.gather(Gatherers.fold(() -> 0, (sum, message) -> sum + 1))
                .map(count -> Message.of("heard " + count));
        try (var server = serving(DEFAULTS, counting);
                var client = client(server)) {
            assertThat(talk(open(client, DEFAULTS), Source.of("a", "b", "c").map(Message::of)))
                    .containsExactly(Message.of("heard 3"));
        }
    }

    @Test
    void close_withACodeAndAReason_isKeptInBothDirections() throws Exception {
        var there = new CompletableFuture<Close>();
        try (var server = HttpServer.on(0)
                        .handle(request -> WebSockets.accept(request, DEFAULTS, talk -> {
                            talk.closeWith(Close.of(4001, "seen"));
                            var _ = talk.peerClosed().whenComplete((close, failure) -> there.complete(close));
                            return talk.messages().answer(Talk.ECHO);
                        }))
                        .start();
                var client = client(server)) {
            WebSocket socket = open(client, DEFAULTS);
            socket.closeWith(Close.of(4000, "b\u00e4ck soon"));
            assertThat(talk(socket, Source.of())).isEmpty();
            assertThat(get(there)).isEqualTo(new Close(4000, "b\u00e4ck soon"));
            assertThat(get(socket.peerClosed())).isEqualTo(new Close(4001, "seen"));
        }
    }

    /** One that only says things is stopped when its peer has closed and the time for the rest is over. */
    @Test
    void hub_whoseListenerCloses_isLeft() throws Exception {
        try (Hub<Message> hub = Hub.live("news");
                var server = HttpServer.on(0)
                        .handle(request -> WebSockets.accept(
                                request,
                                DEFAULTS.closeTimeout(Duration.ofMillis(100)),
                                talk -> talk.messages().join(dev.weir.Duplex.of(hub.source(), Sink.ignore()))))
                        .start();
                var client = client(server)) {
            WebSocket socket = open(client, DEFAULTS);
            Wait.until("it listens", () -> hub.reading().listeners() == 1);
            assertThat(talk(socket, Source.of())).isEmpty();
            assertThat(get(socket.peerClosed()).code()).isEqualTo(1000);
            Wait.until("it has left", () -> hub.reading().listeners() == 0);
        }
    }

    @Test
    void conversation_thatFails_isBrokenForThePeer() throws Exception {
        var failed = new CompletableFuture<Throwable>();
        try (var server = HttpServer.on(0)
                        .handle(request -> WebSockets.accept(
                                request,
                                DEFAULTS,
                                talk -> talk.messages()
                                        .answer(heard -> heard.map(message -> {
                                            throw new IllegalStateException("as told");
                                        }))))
                        .onFailure((request, cause) -> failed.complete(cause))
                        .start();
                var client = client(server)) {
            WebSocket socket = open(client, DEFAULTS);
            assertThatThrownBy(() -> talk(socket, Source.of(Message.of("a")))).isNotNull();
            assertThat(get(failed)).hasStackTraceContaining("as told");
            assertThat(get(socket.peerClosed()).code()).isEqualTo(Close.BROKEN);
        }
    }

    @Test
    void drain_ofAServer_saysThatItGoes() throws Exception {
        try (var server = serving(DEFAULTS, Talk.ECHO);
                var client = client(server)) {
            WebSocket socket = open(client, DEFAULTS);
            var begun = new CountDownLatch(1);
            Source<Message> said =
                    Source.concat(Source.of(Message.of("a")), Source.from(new CompletableFuture<Message>()));
            Sink<Message, ?> hears = Sink.forEach(message -> begun.countDown());
            var run = socket.messages().join(dev.weir.Duplex.of(said, hears)).start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            var report = CompletableFuture.supplyAsync(
                    () -> server.drain(Duration.ofSeconds(10)), Thread::startVirtualThread);
            assertThat(get(socket.peerClosed())).isEqualTo(new Close(Close.GOING_AWAY, ""));
            run.cancel("it has gone");
            assertThat(get(report).complete()).isTrue();
        }
    }

    @Test
    void heartbeat_ofAClient_keepsAQuietConnectionOpen() throws Exception {
        try (var server = HttpServer.on(0)
                        .limits(dev.weir.http.HttpLimits.defaults()
                                .timeouts(Duration.ofMillis(1500), Duration.ofSeconds(10), Duration.ofSeconds(10)))
                        .handle(request -> WebSockets.accept(
                                request, DEFAULTS, talk -> talk.messages().answer(Talk.ECHO)))
                        .start();
                var client = client(server)) {
            WebSocketOptions beating = DEFAULTS.heartbeat(Duration.ofMillis(500));
            Source<Message> late = Source.of(Message.of("late")).delay(Duration.ofSeconds(3));
            assertThat(talk(open(client, beating), late)).containsExactly(Message.of("late"));
        }
    }

    /** A side that takes nothing holds back the other one, message by message. */
    @Test
    void messages_thatNobodyTakes_holdBackTheSender() throws Exception {
        var go = new CountDownLatch(1);
        var made = new AtomicLong();
        Pipe<Message, Message> stuck = heard -> heard.map(message -> {
                    go.await();
                    return message;
                })
                .filter(message -> false);
        try (var server = serving(DEFAULTS, stuck);
                var client = client(server)) {
            Source<Message> many = Source.range(0, 1000).map(n -> {
                made.incrementAndGet();
                return Message.of(new byte[100_000]);
            });
            var done = CompletableFuture.supplyAsync(() -> talk(openQuietly(client), many), Thread::startVirtualThread);
            long last = -1;
            while (last != made.get() || last == 0) {
                last = made.get();
                CountDownLatch pause = new CountDownLatch(1);
                assertThat(pause.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(last).isLessThan(300);
            go.countDown();
            assertThat(get(done)).isEmpty();
            assertThat(made).hasValue(1000);
        }
    }

    private static WebSocket openQuietly(HttpClient client) {
        try {
            return open(client, DEFAULTS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void webSockets_manyAtOnce_doNotMixWhatTheySay() throws Exception {
        try (var server = serving(DEFAULTS, Talk.ECHO);
                var client = client(server)) {
            List<CompletableFuture<List<Message>>> talks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                WebSocket socket = open(client, DEFAULTS);
                String name = "talk " + i + " ";
                Source<Message> said = Source.range(0, 100).map(n -> Message.of((name + n).repeat(50)));
                talks.add(CompletableFuture.supplyAsync(() -> talk(socket, said), Thread::startVirtualThread));
            }
            assertThat(client.connections()).isLessThanOrEqualTo(http2 ? 1 : 20);
            for (int i = 0; i < 20; i++) {
                List<Message> heard = get(talks.get(i));
                assertThat(heard).hasSize(100);
                assertThat(heard.get(99)).isEqualTo(Message.of(("talk " + i + " 99").repeat(50)));
            }
            isOver(client, server);
        }
    }

    @Test
    void subprotocol_ofBoth_isChosen() throws Exception {
        try (var server = serving(DEFAULTS.subprotocols("b", "c"), Talk.ECHO);
                var client = client(server)) {
            WebSocket socket = open(client, DEFAULTS.subprotocols("a", "c", "b"));
            assertThat(socket.subprotocol()).contains("c");
            assertThat(talk(socket, Source.of())).isEmpty();
            WebSocket none = open(client, DEFAULTS.subprotocols("x"));
            assertThat(none.subprotocol()).isEmpty();
            assertThat(talk(none, Source.of())).isEmpty();
        }
    }

    @Test
    void connect_toWhatIsNoWebSocket_fails() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.text(404, "none"))
                        .start();
                var client = client(server)) {
            assertThatThrownBy(() -> open(client, DEFAULTS))
                    .hasStackTraceContaining("a server must open a WebSocket, but answered with response 404");
            Wait.until("the connection is used again", () -> client.idle() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "protocol", "extension"})
    void connect_toAServerThatAgreesToSomethingElse_fails(String what) throws Exception {
        Assumptions.assumeFalse(http2 && what.equals("accept"), "HTTP/2 has no key to be answered");
        try (var server = HttpServer.on(0)
                        .handle(request -> {
                            Response good = WebSockets.accept(
                                    request, DEFAULTS, talk -> talk.messages().answer(Talk.ECHO));
                            return switch (what) {
                                case "accept" -> good.with("Sec-WebSocket-Accept", "no");
                                case "protocol" -> good.with("Sec-WebSocket-Protocol", "other");
                                default -> good.with("Sec-WebSocket-Extensions", "permessage-deflate");
                            };
                        })
                        .onFailure((request, cause) -> {})
                        .start();
                var client = client(server)) {
            assertThatThrownBy(() -> open(client, DEFAULTS)).hasStackTraceContaining("a server must ");
            isOver(client, server);
        }
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> DEFAULTS.maxMessage(0)).hasMessageContaining("maxMessage must be >= 1 but was 0");
        assertThatThrownBy(() -> DEFAULTS.frame(100)).hasMessageContaining("frame must be >= 128 but was 100");
        assertThatThrownBy(() -> DEFAULTS.heartbeat(Duration.ZERO)).hasMessageContaining("heartbeat in nanoseconds");
        assertThatThrownBy(() -> DEFAULTS.closeTimeout(Duration.ZERO)).hasMessageContaining("closeTimeout in nano");
        assertThatThrownBy(() -> Close.of(1005, "")).hasMessageContaining("a close must have a code of 1000 to 1003");
        assertThatThrownBy(() -> Close.of(4000, "x".repeat(124)))
                .hasMessageContaining("the reason of a close must have <= 123 bytes in UTF-8 but had 124");
    }
}
