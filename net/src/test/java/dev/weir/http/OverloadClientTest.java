package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Admission;
import dev.weir.admission.Refusal;
import dev.weir.admission.Work;
import dev.weir.http.HttpClientException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is considerate, and a server with an admission or a gate, over real sockets. */
@Timeout(30)
class OverloadClientTest {
    private final Semaphore called = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final Queue<Work> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Long> times = new ConcurrentLinkedQueue<>();
    private OverloadControl control = OverloadControl.usual();
    private HttpServer server;
    private HttpClient client;

    private void serve(Gate gate) throws IOException {
        serve(gate, OverloadSettings.usual());
    }

    private void serve(Gate gate, OverloadSettings settings) throws IOException {
        server = HttpServer.on(0)
                .admit(head -> {
                    seen.add(AdmissionGate.described(head));
                    times.add(System.nanoTime());
                    return gate.decide(head);
                })
                .handle(request -> {
                    called.release();
                    mayEnd.acquire();
                    return Response.text(200, "in");
                })
                .start();
        control = OverloadControl.of(settings);
        client = HttpClient.to("localhost", server.port()).overload(control).build();
    }

    @AfterEach
    void stop() {
        mayEnd.release(1_000);
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Decision refuse(long millis) {
        return new Decision.Refuse(new Refusal(Refusal.Reason.FULL, "as the test says", Duration.ofMillis(millis)));
    }

    /** Refuses the first ones, with a time. */
    private static Gate first(int refused, long millis) {
        AtomicInteger come = new AtomicInteger();
        return head -> come.incrementAndGet() <= refused ? refuse(millis) : Decision.Admit.FREELY;
    }

    private static Kind kind(CompletionStage<Response> failed) throws Exception {
        try {
            throw new AssertionError("it was answered with " + Wait.get(failed));
        } catch (ExecutionException e) {
            return ((HttpClientException) e.getCause()).kind();
        }
    }

    private void read(Response response) {
        assertThat(response.status()).isEqualTo(200);
        response.discard();
    }

    @Test
    void request_thatAnAdmissionRefuses_comesBackWhenItWasToldTo_andIsServed() throws Exception {
        Admission admission = Admission.adaptive().most(1).waiting(0);
        serve(AdmissionGate.of(admission), OverloadSettings.usual().retries(20, 1, 100)); // until the first has ended
        CompletionStage<Response> first = client.send(Request.get("/1"));
        called.acquire();
        CompletionStage<Response> second = client.send(Request.of("POST", "/2").withBody("replayable"));
        Wait.until("it is told to come back", () -> control.held() == 1);
        assertThat(admission.read().inside()).isEqualTo(1);
        mayEnd.release(2);
        read(Wait.get(first));
        read(Wait.get(second));
        assertThat(seen.stream().mapToInt(Work::attempt).max().orElse(0)).isBetween(1, 19);
    }

    @Test
    void requests_untilThePromisedTime_areHeld_andComeOneAfterTheOther() throws Exception {
        serve(first(1, 300));
        mayEnd.release(100);
        List<CompletionStage<Response>> answers = new ArrayList<>();
        answers.add(client.send(Request.get("/")));
        Wait.until("it was refused", () -> control.held() == 1);
        answers.add(client.send(Request.get("/")));
        answers.add(client.send(Request.get("/")));
        assertThat(control.held()).isEqualTo(3);
        for (CompletionStage<Response> each : answers) {
            read(Wait.get(each));
        }
        List<Long> at = List.copyOf(times);
        assertThat(at).hasSize(4);
        assertThat(TimeUnit.NANOSECONDS.toMillis(at.get(1) - at.get(0))).isBetween(290L, 2_000L);
        assertThat(TimeUnit.NANOSECONDS.toMillis(at.get(2) - at.get(1)))
                .as("paced")
                .isGreaterThan(20);
        assertThat(TimeUnit.NANOSECONDS.toMillis(at.get(3) - at.get(2)))
                .as("paced")
                .isGreaterThan(20);
    }

    @Test
    void request_thatCannotWaitSoLong_isRefusedHere() throws Exception {
        serve(first(1, 60_000), OverloadSettings.usual().retries(1, 0, 0));
        Response refused = Wait.get(client.send(Request.get("/")));
        assertThat(OverloadControl.isLocal(refused)).isFalse();
        refused.discard();
        Response local = Wait.get(client.send(Request.get("/"), Duration.ofSeconds(5)));
        assertThat(OverloadControl.isLocal(local)).isTrue();
        assertThat(local.status()).isEqualTo(503);
        assertThat(Long.parseLong(local.headers().first("Retry-After-Ms").orElseThrow()))
                .isBetween(30_000L, 65_000L);
        assertThat(times).hasSize(1);
        mayEnd.release();
    }

    @Test
    void timeOut_isSeenByTheServer_lessOnTheSecondAttempt() throws Exception {
        serve(first(1, 200));
        mayEnd.release();
        read(Wait.get(client.send(Request.get("/"), Duration.ofSeconds(8))));
        List<Work> attempts = List.copyOf(seen);
        assertThat(attempts).extracting(Work::attempt).containsExactly(0, 1);
        assertThat(attempts.get(0).canWaitNanos())
                .isBetween(1L, Duration.ofSeconds(8).toNanos());
        assertThat(attempts.get(1).canWaitNanos())
                .isBetween(
                        1L,
                        attempts.get(0).canWaitNanos() - Duration.ofMillis(190).toNanos());
    }

    @Test
    void requestWhoseTimeIsOver_fails_withAndWithoutControl() throws Exception {
        serve(Gate.OPEN);
        assertThat(kind(client.send(Request.get("/"), Duration.ofMillis(100)))).isEqualTo(Kind.TIMEOUT);
        try (HttpClient plain = HttpClient.to("localhost", server.port()).build()) {
            assertThat(kind(plain.send(Request.get("/"), Duration.ofMillis(100))))
                    .isEqualTo(Kind.TIMEOUT);
            assertThatThrownBy(() -> plain.send(Request.get("/"), Duration.ZERO))
                    .hasMessage("a time-out must be > 0 but was PT0S; without one, call send(request)");
            mayEnd.release(1_000);
            read(Wait.get(plain.send(Request.get("/"), Duration.ofDays(1_000_000))));
        }
    }

    // Twelve are refused at once, and all the time; ten retries are there for them.
    @Test
    void retries_areWithinTheBudget() throws Exception {
        Queue<Decision.Later> later = new ConcurrentLinkedQueue<>();
        serve(
                head -> {
                    if (seen.size() > 12) {
                        return refuse(1);
                    }
                    Decision.Later each = new Decision.Later(() -> {});
                    later.add(each);
                    return each;
                },
                OverloadSettings.usual().retries(3, 0.1, 0));
        List<CompletionStage<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(client.send(Request.get("/")));
        }
        Wait.until("all have come", () -> later.size() == 12);
        later.forEach(each -> each.decide(refuse(1)));
        for (CompletionStage<Response> each : answers) {
            Response refused = Wait.get(each);
            assertThat(refused.status()).isEqualTo(503);
            refused.discard();
        }
        assertThat(seen).hasSize(22);
    }

    @Test
    void originThatIsNotThere_isThrottled() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        control = OverloadControl.of(OverloadSettings.usual().retries(1, 0, 0));
        client = HttpClient.to("127.0.0.1", port).overload(control).build();
        int local = 0;
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Response> answer = client.send(Request.get("/")).toCompletableFuture();
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                assertThat(OverloadControl.isLocal(answer.join())).isTrue();
                local++;
            } else {
                assertThat(kind(answer)).isEqualTo(Kind.CONNECT);
            }
        }
        assertThat(local).isGreaterThan(60);
    }

    @Test
    void cancel_whileHeld_andClose_leaveNothing() throws Exception {
        serve(first(1, 5_000));
        CompletableFuture<Response> refused = client.send(Request.get("/")).toCompletableFuture();
        Wait.until("it is held", () -> control.held() == 1);
        CompletableFuture<Response> held = client.send(Request.get("/")).toCompletableFuture();
        assertThat(control.held()).isEqualTo(2);
        held.cancel(false);
        assertThat(control.held()).isEqualTo(1);
        client.close();
        assertThat(kind(refused)).isEqualTo(Kind.BROKEN);
        assertThat(control.held()).isZero();
        assertThat(kind(client.send(Request.get("/")))).isEqualTo(Kind.BROKEN);
        assertThat(times).hasSize(1);
    }
}
