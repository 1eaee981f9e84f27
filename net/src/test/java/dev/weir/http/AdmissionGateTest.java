package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Admission;
import dev.weir.admission.Criticality;
import dev.weir.admission.Refusal;
import dev.weir.admission.Stage;
import dev.weir.admission.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests wait for their turn in an admission, or are told at once, and truly, when to come back. */
@Timeout(30)
class AdmissionGateTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final Semaphore called = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private HttpServer server;

    private void serve(Gate gate) throws IOException {
        server = HttpServer.on(0)
                .admit(gate)
                .handle(request -> {
                    called.release();
                    mayEnd.acquire();
                    return Response.text(200, "in");
                })
                .start();
    }

    @AfterEach
    void stop() {
        mayEnd.release(1_000);
        if (server != null) {
            server.close();
        }
    }

    @Test
    void request_whoseTurnComesLater_isServedThen() throws Exception {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(20));
        serve(AdmissionGate.of(admission));
        try (Wire first = new Wire(server.port());
                Wire second = new Wire(server.port())) {
            first.send(GET);
            called.acquire();
            second.send(GET);
            Wait.until("one waits", () -> admission.read().waiting() == 1);
            assertThat(called.availablePermits()).isZero();
            mayEnd.release();
            assertThat(first.readHead()).startsWith("HTTP/1.1 200 ");
            called.acquire();
            mayEnd.release();
            assertThat(second.readHead()).startsWith("HTTP/1.1 200 ");
        }
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
    }

    // Who leaves while it waits leaves nothing behind.
    @Test
    void request_whoseClientLeavesWhileItWaits_isTakenOut() throws Exception {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(20));
        serve(AdmissionGate.of(admission));
        try (Wire first = new Wire(server.port())) {
            first.send(GET);
            called.acquire();
            try (Wire second = new Wire(server.port())) {
                second.send(GET);
                Wait.until("one waits", () -> admission.read().waiting() == 1);
                second.reset();
            }
            Wait.until("nobody waits", () -> admission.read().waiting() == 0);
            assertThat(admission.read().gaveUp()).isEqualTo(1);
            mayEnd.release();
            assertThat(first.readHead()).startsWith("HTTP/1.1 200 ");
        }
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(called.availablePermits()).isZero();
    }

    @Test
    void request_thatIsRefused_isToldWhyAndWhenToComeBack() throws Exception {
        Admission admission = Admission.adaptive().waiting(0);
        var db = admission.route("orders", Stage.named("db").slots(1).shared());
        serve(AdmissionGate.of(admission).route(request -> db));
        try (Wire wire = new Wire(server.port());
                Wire one = new Wire(server.port());
                Wire two = new Wire(server.port());
                Wire three = new Wire(server.port())) {
            for (Wire each : new Wire[] {one, two, three}) { // a slot, and a little more: see Limit
                each.send(GET);
                called.acquire();
            }
            wire.send(GET);
            assertThat(wire.readHead())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1\r\n")
                    .contains("Retry-After-Ms: ")
                    .contains("Weir-Refusal: full;stage=\"db\";shared\r\n")
                    .doesNotContain("Connection: close");
            assertThat(wire.readUntil("\n")).isEqualTo("FULL: 3 inside and 0 waiting, the most there may be\n");
        }
    }

    @Test
    void request_ofACallOfGrpc_isRefusedInItsTerms() throws Exception {
        Admission admission = Admission.adaptive();
        serve(AdmissionGate.of(admission));
        try (Wire wire = new Wire(server.port())) {
            wire.send("""
                    POST /s/m HTTP/1.1\r
                    Host: h\r
                    Content-Type: application/grpc+proto\r
                    grpc-timeout: 0n\r
                    Content-Length: 0\r
                    \r
                    """);
            assertThat(wire.readHead())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("grpc-status: 14\r\n")
                    .contains("grpc-message: too-late at service\r\n")
                    .contains("grpc-retry-pushback-ms: 1\r\n");
        }
    }

    @Test
    void refusal_ofACallOfGrpc_hasRetryInfo() {
        Response answer = GrpcRefusal.answer(new Refusal(Refusal.Reason.UNFAIR, "much", Duration.ofMillis(1_500)));
        assertThat(answer.headers().first("grpc-status")).contains("8");
        byte[] details = Base64.getDecoder()
                .decode(answer.headers().first("grpc-status-details-bin").orElseThrow());
        String text = new String(details, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith("\u0008\u0008\u0012\u0011unfair at service\u001a")
                .contains("type.googleapis.com/google.rpc.RetryInfo")
                .endsWith("\n\b\b\u0001\u0010\u0080\u00ca\u00b5\u00ee\u0001");
        Response closed = GrpcRefusal.answer(new Refusal(Refusal.Reason.CLOSED, "over", Duration.ZERO));
        assertThat(closed.headers().first("grpc-retry-pushback-ms")).contains("-1");
    }

    @Test
    void refusal_ofATenantThatTakesTooMuch_is429WhereThatIsWanted() {
        Request request = Request.get("/");
        Refusal why = new Refusal(Refusal.Reason.UNFAIR, "more than others", Duration.ofMillis(1_500));
        Response answer = Refusals.answer(request, new Decision.Refuse(why, 429));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().first("Retry-After")).contains("2");
        assertThat(answer.headers().first("Retry-After-Ms")).contains("1500");
        assertThatThrownBy(() -> new Decision.Refuse(why, 500))
                .hasMessage("a refusal is answered with 503 or 429 but was given 500");
        assertThatThrownBy(() -> new Decision.Later(() -> {}).decide(new Decision.Later(() -> {})))
                .hasMessage("what was to be decided later must be admitted or refused now");
    }

    @Test
    void request_whoseHeaderSaysThatItIsTooLate_isRefused() throws Exception {
        Admission admission = Admission.adaptive();
        serve(AdmissionGate.of(admission).deadline("x-can-wait-ms"));
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\nX-Can-Wait-Ms: 0\r\n\r\n");
            assertThat(wire.readHead())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Weir-Refusal: too-late;stage=\"service\"\r\n");
        }
    }

    @Test
    void request_thatMatters_isLetInWhenOthersAreNot() throws Exception {
        Admission admission = Admission.adaptive().most(1).waiting(0);
        serve(AdmissionGate.of(admission)
                .work((request, work) -> request.target().equals("/health") ? Work.of(Criticality.ALWAYS) : work));
        try (Wire first = new Wire(server.port());
                Wire second = new Wire(server.port())) {
            first.send(GET);
            called.acquire();
            second.send(GET);
            assertThat(second.readHead()).startsWith("HTTP/1.1 503 ");
            second.readUntil("\n");
            second.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n");
            called.acquire();
            mayEnd.release(2);
            assertThat(second.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }
}
