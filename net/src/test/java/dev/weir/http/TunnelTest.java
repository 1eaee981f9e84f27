package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.DrainReport;
import dev.weir.Ending;
import dev.weir.Graph;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server goes over from HTTP to a conversation: no byte is lost, each direction holds back and ends for itself. */
class TunnelTest {
    private static final String ASK = "GET /talk HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n";
    private static final String CONNECT = "CONNECT there:80 HTTP/1.1\r\nHost: there:80\r\n\r\n";

    private static HttpServerBuilder on(dev.weir.Fn<? super Request, Response> handler) {
        return HttpServer.on(0).tunnels().handle(handler);
    }

    private static Response echo(Request request) {
        return Response.switching("talk", talk -> talk.source().to(talk.sink()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void switching_whereverTheBytesAreCut_losesNone() throws Exception {
        String said = "GET / HTTP/1.1\r\n\r\n0123456789";
        try (var server = on(TunnelTest::echo).start()) {
            String all = ASK + said;
            for (int cut = 1; cut < all.length(); cut++) {
                try (var wire = new Wire(server.port())) {
                    wire.send(all.substring(0, cut)).send(all.substring(cut)).endOutput();
                    assertThat(wire.readHead())
                            .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                            .contains("Upgrade: talk\r\nConnection: upgrade\r\n")
                            .doesNotContain("Content-Length", "Transfer-Encoding", "close");
                    assertThat(wire.readAll()).as("cut at %d", cut).isEqualTo(said);
                }
            }
        }
    }

    @Test
    void switchingOnEventLoops_byteByByte_losesNone() throws Exception {
        try (var server = HttpServer.on(0)
                        .handleAsync(request -> CompletableFuture.completedFuture(echo(request)))
                        .start();
                var wire = new Wire(server.port())) {
            for (char c : (ASK + "hello").toCharArray()) {
                wire.send(String.valueOf(c));
            }
            wire.readHead();
            assertThat(wire.read(5)).isEqualTo("hello");
            wire.send("again");
            assertThat(wire.read(5)).isEqualTo("again");
            wire.endOutput();
            assertThat(wire.readAll()).isEmpty();
        }
    }

    @Test
    void tunnel_ofConnect_isOne() throws Exception {
        var seen = new CompletableFuture<String>();
        try (var server = on(request -> {
                            seen.complete(request + " " + request.headers().first("Host"));
                            return Response.tunnel(talk -> talk.source().to(talk.sink()));
                        })
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(CONNECT.replace("Host: there:80", "Host: other"))
                    .send("ab")
                    .endOutput();
            assertThat(wire.readHead())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding", "Connection");
            assertThat(wire.readAll()).isEqualTo("ab");
            assertThat(Wait.get(seen)).isEqualTo("CONNECT there:80 Optional[there:80]");
        }
    }

    @Test
    void switching_afterARequestOnTheSameConnection_works() throws Exception {
        try (var server = on(request -> request.offers("talk") ? echo(request) : Response.text(200, "first"))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n" + ASK + "ab").endOutput();
            assertThat(wire.readUntil("first")).startsWith("HTTP/1.1 200 ");
            assertThat(wire.readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(wire.readAll()).isEqualTo("ab");
        }
    }

    @Test
    void conversation_whenThePeerHasEnded_goesOnSayingThings() throws Exception {
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> talk.source()
                                        .map(TunnelTest::text)
                                        .gather(Gatherers.fold(() -> "", String::concat))
                                        .map(all -> bytes("heard " + all))
                                        .to(talk.sink())))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "one ").readHead();
            wire.send("two").endOutput();
            assertThat(wire.readAll()).isEqualTo("heard one two");
        }
    }

    @Test
    void conversation_thatHasSaidAll_goesOnListening() throws Exception {
        var heard = new CompletableFuture<Long>();
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> Graph.of(graph -> {
                                    graph.end(Source.of(bytes("all")), talk.sink());
                                    return graph.end(
                                            talk.source()
                                                    .gather(Gatherers.<byte[], Long>fold(
                                                            () -> 0L, (sum, some) -> sum + some.length))
                                                    .peek(heard::complete),
                                            Sink.ignore());
                                })))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK).readHead();
            assertThat(wire.readAll()).isEqualTo("all"); // the end of what the server says is here
            wire.send("12345").send("678").endOutput();
            assertThat(Wait.get(heard)).isEqualTo(8);
            Wait.until("all closed", () -> server.connections() == 0 && server.exchanges() == 0);
        }
    }

    @Test
    void conversation_thatWantsNoMore_isEndedWithoutAReset() throws Exception {
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> talk.source()
                                        .limit(1)
                                        .map(some -> bytes("bye"))
                                        .to(talk.sink())))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "hi").readHead();
            wire.trySend("more");
            assertThat(wire.readAll()).isEqualTo("bye");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void conversation_thatFails_resetsTheConnection(boolean beforeItSaysAnything) throws Exception {
        var failed = new CompletableFuture<Throwable>();
        var ended = new CompletableFuture<Ending>();
        try (var server = on(request -> Response.switching(
                                        "talk",
                                        talk -> talk.source()
                                                .map(some -> {
                                                    if (beforeItSaysAnything
                                                            || text(some).contains("fail")) {
                                                        throw new IllegalStateException("as told");
                                                    }
                                                    return some;
                                                })
                                                .to(talk.sink()))
                                .onEnded(ended::complete))
                        .onFailure((request, cause) -> failed.complete(cause))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "hi");
            wire.readHead();
            if (!beforeItSaysAnything) {
                assertThat(wire.read(2)).isEqualTo("hi");
                wire.send("fail");
            }
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
            assertThat(Wait.get(failed)).hasStackTraceContaining("as told");
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Failed.class);
        }
    }

    @Test
    void conversation_whosePlanCannotRun_isAnsweredWith500() throws Exception {
        try (var server = on(request -> Response.switching("talk", talk -> {
                            throw new IllegalStateException("no plan");
                        }))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK);
            assertThat(wire.readAll()).startsWith("HTTP/1.1 500 ");
        }
    }

    /** Each direction has its own backpressure: one that stands does not stop the other. */
    @Test
    void conversation_whosePeerDoesNotRead_isHeldBackAndGoesOnListening() throws Exception {
        var made = new AtomicLong();
        var heard = new AtomicLong();
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> Graph.of(graph -> {
                                    graph.end(
                                            Source.range(0, 1_000_000).map(n -> {
                                                made.addAndGet(10_000);
                                                return new byte[10_000];
                                            }),
                                            talk.sink());
                                    return graph.end(talk.source(), Sink.forEach(some -> heard.addAndGet(some.length)));
                                })))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port(), 64 * 1024)) {
            wire.send(ASK).readHead();
            long first = BackpressureTest.settled(made);
            assertThat(first).isLessThan(16L * 1024 * 1024);
            wire.send("a".repeat(100_000));
            Wait.until("all is heard", () -> heard.get() == 100_000);
            wire.read(4 * 1024 * 1024);
            Wait.until("it goes on", () -> made.get() > first);
        }
    }

    @Test
    void conversation_thatDoesNotListen_stopsThePeer() throws Exception {
        var go = new CountDownLatch(1);
        var sent = new AtomicLong();
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> talk.source()
                                        .map(some -> {
                                            Wait.on(go);
                                            return some;
                                        })
                                        .to(talk.sink())))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK).readHead();
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    wire.trySend("b".repeat(64 * 1024));
                    sent.addAndGet(64 * 1024);
                }
            });
            assertThat(BackpressureTest.settled(sent)).isLessThan(32L * 1024 * 1024);
            go.countDown();
            assertThat(wire.read(64 * 1024 * 1000)).hasSize(64 * 1024 * 1000);
        }
    }

    @Test
    void tunnel_inWhichNothingMoves_isCut() throws Exception {
        var ended = new CompletableFuture<Ending>();
        var shortly = Duration.ofMillis(200);
        try (var server = on(request -> echo(request).onEnded(ended::complete))
                        .limits(HttpLimits.defaults().timeouts(shortly, Wait.LONG, Wait.LONG))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            assertThat(wire.read(2)).isEqualTo("ab");
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
            assertThat(Wait.get(ended).toString())
                    .contains(
                            "in a tunnel something must move within PT0.2S but nothing did; send something from time");
        }
    }

    /** A direction that moves keeps the other one alive. */
    @Test
    void tunnel_inWhichOneDirectionMoves_isNotCut() throws Exception {
        var shortly = Duration.ofSeconds(1);
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> Graph.of(graph -> {
                                    graph.end(
                                            Source.range(0, 20)
                                                    .throttle(1, Duration.ofMillis(100))
                                                    .map(n -> bytes("t")),
                                            talk.sink());
                                    return graph.end(talk.source(), Sink.ignore());
                                })))
                        .limits(HttpLimits.defaults().timeouts(shortly, Wait.LONG, Wait.LONG))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK).readHead();
            assertThat(wire.read(20)).isEqualTo("t".repeat(20));
        }
    }

    @SuppressWarnings("try") // it is closed early on purpose
    @Test
    void drain_withATunnel_endsItCleanly() throws Exception {
        try (var server = on(TunnelTest::echo).start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            assertThat(wire.read(2)).isEqualTo("ab");
            var report = CompletableFuture.supplyAsync(() -> server.drain(Wait.LONG), Thread::startVirtualThread);
            assertThat(wire.readAll()).isEmpty();
            wire.close();
            assertThat(Wait.get(report)).isEqualTo(new DrainReport(true, 0));
        }
    }

    @Test
    void drain_withATunnelThatDoesNotEnd_cutsItAtTheDeadline() throws Exception {
        var go = new CountDownLatch(1);
        var in = new CountDownLatch(1);
        try (var server = on(request -> Response.switching(
                                "talk",
                                talk -> talk.source()
                                        .map(some -> {
                                            in.countDown();
                                            Wait.on(go);
                                            return some;
                                        })
                                        .to(talk.sink())))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            Wait.on(in);
            server.drain(Duration.ofMillis(100));
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
            Wait.until("nothing works for it", () -> server.exchanges() == 0);
        } finally {
            go.countDown();
        }
    }

    @SuppressWarnings("try") // it is closed early on purpose
    @Test
    void close_withATunnel_cutsIt() throws Exception {
        var ended = new CompletableFuture<Ending>();
        try (var server = on(request -> echo(request).onEnded(ended::complete)).start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            assertThat(wire.read(2)).isEqualTo("ab");
            server.close();
            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Failed.class);
        }
    }

    @Test
    void peer_thatResets_endsTheConversation() throws Exception {
        var ended = new CompletableFuture<Ending>();
        var over = new CompletableFuture<Ending>();
        try (var server = on(request -> {
                            var _ = request.over().whenComplete((ending, failure) -> over.complete(ending));
                            return echo(request).onEnded(ended::complete);
                        })
                        .onFailure((request, cause) -> ended.completeExceptionally(cause))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            assertThat(wire.read(2)).isEqualTo("ab");
            wire.reset();
            assertThat(Wait.get(ended)).isInstanceOf(Ending.Failed.class);
            assertThat(Wait.get(over)).isInstanceOf(Ending.Failed.class);
            Wait.until("all closed", () -> server.connections() == 0 && server.exchanges() == 0);
        }
    }
}
