package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import dev.weir.admission.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is answered to those who ask for a tunnel, or to go on with another protocol, and do not get it. */
class TunnelRefusalTest {
    private static final String ASK = "GET /talk HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n";

    private static final String CONNECT = "CONNECT there:80 HTTP/1.1\r\nHost: there:80\r\n\r\n";

    private static HttpServerBuilder on(dev.weir.Fn<? super Request, Response> handler) {
        return HttpServer.on(0).tunnels().handle(handler);
    }

    private static Response echo(Request request) {
        return Response.switching("talk", talk -> talk.source().to(talk.sink()));
    }

    @Test
    void gate_beforeAnUpgrade_decides() throws Exception {
        var released = new AtomicInteger();
        var let = new AtomicInteger();
        Gate gate = head -> let.getAndIncrement() == 0
                ? new Decision.Admit(released::incrementAndGet)
                : new Decision.Refuse(new Refusal(Refusal.Reason.FULL, "one at a time", Duration.ofSeconds(1)));
        try (var server = on(TunnelRefusalTest::echo).admit(gate).start();
                var wire = new Wire(server.port());
                var second = new Wire(server.port())) {
            wire.send(ASK + "ab").readHead();
            assertThat(wire.read(2)).isEqualTo("ab");
            assertThat(released).hasValue(0);
            second.send(ASK);
            assertThat(second.readHead()).startsWith("HTTP/1.1 503 ");
            wire.endOutput();
            wire.readAll();
            Wait.until("it is given back", () -> released.get() == 1);
        }
    }

    @Test
    void switching_ofARequestThatDidNotOffer_isAnsweredWith426() throws Exception {
        try (var server = on(TunnelRefusalTest::echo).start();
                var wire = new Wire(server.port())) {
            for (String head : new String[] {
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: talk\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: walk\r\nConnection: upgrade\r\n\r\n",
                "GET / HTTP/1.0\r\nUpgrade: talk\r\nConnection: upgrade\r\n\r\n"
            }) {
                wire.send(head);
                assertThat(wire.readUntil("talk\n"))
                        .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
                        .contains("Upgrade: talk\r\nConnection: upgrade\r\n");
            }
        }
    }

    @Test
    void switching_withABodyThatWasNotRead_isAnsweredWith400() throws Exception {
        try (var server = on(request -> {
                    if (request.target().equals("/read")) {
                        Bytes.count(request.body());
                    }
                    return echo(request);
                })
                .start()) {
            String ask =
                    "POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: talk\r\nContent-Length: 3\r\n\r\n";
            try (var wire = new Wire(server.port())) {
                wire.send(ask + "abcde");
                assertThat(wire.readHead()).startsWith("HTTP/1.1 400 ");
            }
            try (var wire = new Wire(server.port())) {
                wire.send(ask.replace("/ ", "/read ") + "abcde").endOutput();
                assertThat(wire.readHead()).startsWith("HTTP/1.1 101 ");
                assertThat(wire.readAll()).isEqualTo("de");
            }
        }
    }

    @Test
    void connect_answeredOtherwise_isNeverTakenForATunnel() throws Exception {
        var failed = new CompletableFuture<Throwable>();
        try (var server = on(request -> Response.text(request.target().equals("no:1") ? 403 : 200, "x"))
                        .onFailure((request, cause) -> failed.complete(cause))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send("CONNECT no:1 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readUntil("\r\n\r\nx")).startsWith("HTTP/1.1 403 ");
            wire.send(CONNECT);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 500 ");
            assertThat(Wait.get(failed))
                    .hasMessageContaining(
                            "CONNECT must be answered with Response.tunnel, or with a status that declines");
        }
    }

    @Test
    void connect_toAServerWithoutTunnels_isAnsweredWith501() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> Response.text(200, "never"))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(CONNECT + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readAllOrReset()).startsWith("HTTP/1.1 501 ").contains("tunnels are not served here");
        }
    }

    /** What rides on an upgrade that the server does not do is the next request, as RFC 9110, 7.8 has it. */
    @Test
    void upgrade_thatIsNotDone_isAnOrdinaryRequest() throws Exception {
        try (var server = on(request -> Response.text(200, "at " + request.target() + "."))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK + "GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readUntil("at /talk.")).startsWith("HTTP/1.1 200 ").doesNotContain("Upgrade");
            assertThat(wire.readUntil("at /next.")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void tunnel_forAnotherMethod_isAnsweredWith500() throws Exception {
        var failed = new CompletableFuture<Throwable>();
        try (var server = on(request -> Response.tunnel(talk -> talk.source().to(talk.sink())))
                        .onFailure((request, cause) -> failed.complete(cause))
                        .start();
                var wire = new Wire(server.port())) {
            wire.send(ASK);
            assertThat(wire.readHead()).startsWith("HTTP/1.1 500 ");
            assertThat(Wait.get(failed))
                    .hasMessageContaining(
                            "Response.tunnel must answer CONNECT but answered GET; use Response.switching");
        }
    }

    @Test
    void switching_withABodyOrABadName_isRefused() {
        assertThatThrownBy(() -> echo(Request.get("/")).withBody(Source.of()))
                .hasMessageContaining("a response that switches has no body but was given one");
        assertThatThrownBy(() -> Response.switching("a b", talk -> talk.source().to(talk.sink())))
                .hasMessageContaining("a protocol must be a token");
        assertThat(echo(Request.get("/")).status()).isEqualTo(101);
    }
}
