package dev.weir.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Admission;
import dev.weir.admission.Criticality;
import dev.weir.admission.Decided;
import dev.weir.admission.Refusal;
import dev.weir.admission.Stage;
import dev.weir.admission.Work;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of the filter in each container. After each test nothing is inside. */
@Timeout(60)
abstract class FilterLaws {
    private static final Duration LONG = Duration.ofSeconds(20);

    final Probe probe = new Probe();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Wait.LONG)
            .build();
    private Admission admission = Admission.adaptive().most(1).maxWait(LONG);
    private Container container;

    abstract Container start(AdmissionFilter filter, EnumSet<DispatcherType> mapped) throws Exception;

    private void serve(AdmissionFilter filter) throws Exception {
        container = start(filter, EnumSet.of(DispatcherType.REQUEST));
    }

    @AfterEach
    void stop() throws Exception {
        probe.mayEnd.release(10_000);
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(admission.read().waiting()).isZero();
        client.shutdownNow();
        container.stop();
    }

    private CompletableFuture<HttpResponse<String>> get(String path, String... headers) {
        URI uri = URI.create("http://127.0.0.1:" + container.port() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONG);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> answer(String path, String... headers) throws Exception {
        return Wait.get(get(path, headers));
    }

    private AsyncContext started() throws InterruptedException {
        AsyncContext context = probe.started.poll(Wait.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        return context;
    }

    private void oneWaits() {
        Wait.until("one waits", () -> admission.read().waiting() == 1);
    }

    @Test
    void request_forWhichThereIsRoom_isServed() throws Exception {
        serve(AdmissionFilter.of(admission));
        assertThat(answer("/").body()).isEqualTo("in");
        assertThat(admission.read().admitted()).isEqualTo(1);
    }

    @Test
    void request_whoseTurnComesLater_isServedThen() throws Exception {
        serve(AdmissionFilter.of(admission));
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/hold");
        oneWaits();
        assertThat(probe.called.tryAcquire()).isFalse();
        probe.mayEnd.release();
        assertThat(Wait.get(first).statusCode()).isEqualTo(200);
        probe.called.acquire();
        assertThat(admission.read().inside()).isEqualTo(1);
        probe.mayEnd.release();
        assertThat(Wait.get(second).body()).isEqualTo("in");
    }

    @Test
    void requests_thatWait_holdNoThreads() throws Exception {
        serve(AdmissionFilter.of(admission)
                .work((request, work) ->
                        request.getRequestURI().equals("/health") ? Work.of(Criticality.ALWAYS) : work));
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        all.add(get("/hold"));
        probe.called.acquire();
        int waiting = 5 * Container.THREADS;
        for (int i = 0; i < waiting; i++) {
            all.add(get("/"));
        }
        Wait.until("all wait", () -> admission.read().waiting() == waiting);
        assertThat(answer("/health").body()).isEqualTo("in");
        probe.mayEnd.release();
        for (var each : all) {
            assertThat(Wait.get(each).body()).isEqualTo("in");
        }
    }

    @Test
    void requests_thatWaitWhereTheyAre_haveTheirTurnToo() throws Exception {
        serve(AdmissionFilter.of(admission).blocking());
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/");
        oneWaits();
        var late = answer("/", "grpc-timeout", "0n");
        assertThat(late.headers().firstValue("Weir-Refusal")).contains("too-late;stage=\"service\"");
        probe.mayEnd.release();
        assertThat(Wait.get(first).statusCode()).isEqualTo(200);
        assertThat(Wait.get(second).body()).isEqualTo("in");
    }

    @Test
    void request_thatIsRefused_isToldWhyAndWhenToComeBack() throws Exception {
        admission = Admission.adaptive().waiting(0);
        var db = admission.route("orders", Stage.named("db").slots(1).shared());
        serve(AdmissionFilter.of(admission).route(request -> db));
        var inside = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 3; i++) { // a slot, and a little more: see Limit
            inside.add(get("/hold"));
            probe.called.acquire();
        }
        var refused = answer("/");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValueAsLong("Retry-After-Ms").orElseThrow())
                .isBetween(1L, 60_000L);
        assertThat(refused.headers().firstValue("Weir-Refusal")).contains("full;stage=\"db\";shared");
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(refused.body()).isEqualTo("FULL: 3 inside and 0 waiting, the most there may be\n");
        probe.mayEnd.release(3);
        for (var each : inside) {
            Wait.get(each);
        }
    }

    @Test
    void request_thatWaitsAndIsRefusedThen_isTold() throws Exception {
        serve(AdmissionFilter.of(admission));
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/");
        oneWaits();
        admission.close();
        var refused = Wait.get(second);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Weir-Refusal")).contains("closed;stage=\"service\";retry=?0");
        assertThat(refused.body()).startsWith("CLOSED: ");
        probe.mayEnd.release();
        assertThat(Wait.get(first).statusCode()).isEqualTo(200);
    }

    // The body comes only after the answer: had it been waited for, nobody would have been answered.
    @Test
    void request_thatIsRefused_isNotWaitedForWithItsBody() throws Exception {
        serve(AdmissionFilter.of(admission));
        try (Wire wire = new Wire(container.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\ngrpc-timeout: 0n\r\nContent-Length: 100000\r\n\r\n");
            assertThat(wire.readLine()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void permit_ofAServletThatIsAsynchronous_isHeldUntilItHasCompleted() throws Exception {
        serve(AdmissionFilter.of(admission));
        var first = get("/async");
        AsyncContext context = started();
        var second = get("/async");
        oneWaits();
        assertThat(admission.read().inside()).isEqualTo(1);
        context.complete();
        assertThat(Wait.get(first).statusCode()).isEqualTo(200);
        AsyncContext next = started(); // of one that has waited
        assertThat(admission.read().inside()).isEqualTo(1);
        next.complete();
        assertThat(Wait.get(second).statusCode()).isEqualTo(200);
    }

    @Test
    void permit_ofAServletThatIsDispatchedAndStartsAgain_isHeldUntilTheLastHasCompleted() throws Exception {
        serve(AdmissionFilter.of(admission));
        var first = get("/again");
        AsyncContext context = started();
        var second = get("/again");
        oneWaits();
        context.complete();
        Wait.get(first);
        AsyncContext next = started();
        assertThat(admission.read().inside()).isEqualTo(1);
        next.complete();
        Wait.get(second);
        assertThat(admission.read().admitted()).isEqualTo(2);
    }

    @Test
    void permit_ofAServletThatRunsOutOfTime_isGivenBack() throws Exception {
        serve(AdmissionFilter.of(admission));
        assertThat(answer("/short").statusCode()).isEqualTo(500);
        assertThat(answer("/").statusCode()).isEqualTo(200);
    }

    // Not that of the wait, which has none.
    @Test
    void timeout_ofAServletThatStartsAfterAWait_isThatOfTheContainer() throws Exception {
        serve(AdmissionFilter.of(admission));
        String usual = answer("/kept").body();
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/kept");
        oneWaits();
        probe.mayEnd.release();
        Wait.get(first);
        assertThat(Wait.get(second).body()).isEqualTo(usual).isNotEqualTo("0");
    }

    @Test
    void permit_ofAServletThatFails_isGivenBack() throws Exception {
        serve(AdmissionFilter.of(admission));
        for (String path : List.of("/fail", "/async-fail", "/fail")) {
            assertThat(answer(path).statusCode()).isEqualTo(500);
            Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        }
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/hold-fail");
        oneWaits();
        probe.mayEnd.release(2);
        assertThat(Wait.get(first).statusCode()).isEqualTo(200);
        assertThat(Wait.get(second).statusCode()).isEqualTo(500);
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(answer("/").body()).isEqualTo("in");
    }

    // Forwards, errors and what goes on asynchronously are of the same request.
    @Test
    void request_thatIsDispatchedThroughTheFilterAgain_asksOnce() throws Exception {
        container = start(AdmissionFilter.of(admission), EnumSet.allOf(DispatcherType.class));
        assertThat(answer("/forward").body()).isEqualTo("in");
        assertThat(answer("/fail").statusCode()).isEqualTo(500);
        var first = get("/hold");
        probe.called.acquire();
        var second = get("/again");
        oneWaits();
        probe.mayEnd.release();
        Wait.get(first);
        started().complete();
        assertThat(Wait.get(second).statusCode()).isEqualTo(200);
        assertThat(admission.read().admitted()).isEqualTo(4);
    }

    @Test
    void request_ofWhichMoreIsKnown_asksAsThat() throws Exception {
        admission = Admission.adaptive();
        serve(AdmissionFilter.of(admission)
                .deadline("X-Can-Wait-Ms")
                .tenant("Api-Key")
                .work((request, work) ->
                        new Work(Criticality.SHEDDABLE, work.tenant(), work.canWaitNanos(), work.attempt())));
        answer("/", "Api-Key", "anna", "X-Can-Wait-Ms", "1500", "grpc-previous-rpc-attempts", "2");
        assertThat(admission.trace())
                .extracting(Decided::work)
                .containsExactly(new Work(Criticality.SHEDDABLE, "anna", 1_500_000_000, 2));
        var late = answer("/", "X-Can-Wait-Ms", "0");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Weir-Refusal")).contains("too-late;stage=\"service\"");
    }

    @Test
    void requests_ofAllKinds_leaveNoPermits() throws Exception {
        admission = Admission.adaptive().most(3).waiting(8).maxWait(Duration.ofMillis(200));
        serve(AdmissionFilter.of(admission).deadline("X-Can-Wait-Ms"));
        probe.mayEnd.release(1_000);
        String[] paths = {"/", "/hold", "/kept", "/fail", "/async-fail", "/hold-fail", "/", "/kept"};
        List<CompletableFuture<HttpResponse<String>>> some = new ArrayList<>();
        int answered = 0;
        for (int i = 0; i < 1_000; i++) {
            some.add(get(paths[i % paths.length], "X-Can-Wait-Ms", i % 10 == 0 ? "0" : "1000"));
            if (some.size() == 40) {
                for (var each : some) {
                    assertThat(Wait.get(each).statusCode()).isIn(200, 500, 503);
                    answered++;
                }
                some.clear();
            }
        }
        assertThat(answered).isEqualTo(1_000);
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        var reading = admission.read();
        assertThat(reading.admitted() + reading.refused()).isEqualTo(1_000);
        assertThat(reading.reasons().get(Refusal.Reason.TOO_LATE)).isGreaterThanOrEqualTo(100);
        assertThat(reading.peak()).isLessThanOrEqualTo(3);
    }
}
