package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Source;
import dev.weir.http.HttpClientException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client does for an origin that is short of room, on a manual clock. */
class OverloadControlTest {
    private static final OverloadSettings ONCE = OverloadSettings.usual().retries(1, 0, 0);
    private static final Request POST = Request.of("POST", "/a").withBody("x");

    private final ManualOrigin origin = new ManualOrigin();
    private OverloadControl control = origin.control(OverloadSettings.usual());
    private OverloadFilter client = origin.client(control);

    private void with(OverloadSettings settings) {
        control = origin.control(settings);
        client = origin.client(control);
    }

    private CompletableFuture<Response> send(Request request, long millis) {
        long timeout = millis == 0 ? Long.MAX_VALUE : Duration.ofMillis(millis).toNanos();
        return client.send(request, timeout, origin::transmit);
    }

    private CompletableFuture<Response> get(String target) {
        return send(Request.get(target), 0);
    }

    private static Kind kind(CompletableFuture<Response> failed) {
        return ((HttpClientException) failed.exceptionNow()).kind();
    }

    // ---- obeying

    @Test
    void untilThePromisedTime_requestsAreHeld_thenSentOneAfterTheOther() {
        with(ONCE);
        CompletableFuture<Response> refused = get("/1");
        origin.sent.remove().refuse(2_000);
        assertThat(refused.join().status()).isEqualTo(503);
        assertThat(OverloadControl.isLocal(refused.join())).isFalse();
        var _ = get("/2");
        var _ = get("/3");
        assertThat(control.held()).isEqualTo(2);
        origin.pass(1_999);
        assertThat(origin.sent).isEmpty();
        origin.pass(1);
        assertThat(origin.targets()).as("the place of the one that has gone").containsExactly("/2");
        origin.pass(10_000);
        assertThat(origin.targets()).containsExactly("/2", "/3");
        assertThat(control.held()).isZero();
        assertThat(origin.alarms()).isZero();
    }

    @Test
    void callerWhoCannotWaitSoLong_isRefusedHere_withTheTimeThatIsLeft() {
        with(ONCE);
        var _ = get("/1");
        origin.sent
                .remove()
                .answer()
                .complete(
                        Response.of(429).with("Retry-After-Ms", "3000").with("Weir-Refusal", "full;stage=\"service\""));
        origin.pass(500);
        Response local = send(Request.get("/2"), 2_000).join();
        assertThat(OverloadControl.isLocal(local)).isTrue();
        assertThat(local.status()).isEqualTo(429);
        assertThat(local.headers().first("Retry-After-Ms")).contains("2500");
        assertThat(local.headers().first("Retry-After")).contains("3");
        assertThat(local.headers().first("Weir-Refusal")).contains("retry-after;local");
        assertThat(origin.sent).isEmpty();
    }

    @Test
    void patience_isForThoseWithoutATimeOut() {
        with(ONCE.patience(Duration.ofSeconds(1)));
        var _ = get("/1");
        origin.sent.remove().refuse(1_001);
        assertThat(OverloadControl.isLocal(get("/2").join())).isTrue();
    }

    @Test
    void callOfGrpc_isRefusedHereInItsTerms() {
        with(ONCE);
        var _ = get("/1");
        origin.sent.remove().refuse(60_000);
        Response local = send(Request.of("POST", "/s/m").with("content-type", "application/grpc"), 0)
                .join();
        assertThat(OverloadControl.isLocal(local)).isTrue();
        assertThat(local.status()).isEqualTo(200);
        assertThat(local.headers().first("grpc-status")).contains("14");
        assertThat(local.headers().first("grpc-retry-pushback-ms")).contains("60000");
    }

    @Test
    void refusalOfAStage_holdsBackItsRouteOnly() {
        with(ONCE);
        var _ = get("/orders/1");
        origin.sent
                .remove()
                .answer()
                .complete(Response.of(503).with("Retry-After-Ms", "900").with("Weir-Refusal", "full;stage=\"db\""));
        var _ = get("/pages/1");
        var _ = get("/orders?all");
        assertThat(origin.targets()).containsExactly("/pages/1");
        origin.pass(900);
        assertThat(origin.targets()).containsExactly("/pages/1", "/orders?all");
    }

    @Test
    void refusalOfATenant_holdsBackThatTenantOnly() {
        control = control.tenant(request -> request.headers().first("key").orElse(""));
        client = origin.client(control);
        var _ = send(POST.with("key", "a"), 0);
        origin.sent
                .remove()
                .answer()
                .complete(Response.of(429)
                        .with("Retry-After-Ms", "900")
                        .with("Weir-Refusal", "unfair;stage=\"service\""));
        origin.pass(0);
        var _ = send(Request.get("/b").with("key", "b"), 0);
        var _ = send(Request.get("/c").with("key", "a"), 0);
        assertThat(origin.targets()).containsExactly("/b");
    }

    @Test
    void refusalThatIsADate_isObeyed() {
        with(ONCE);
        var _ = get("/1");
        origin.sent
                .remove()
                .answer()
                .complete(Response.of(503)
                        .with("Date", "Sun, 01 Mar 2026 12:00:00 GMT")
                        .with("Retry-After", "Sun, 01 Mar 2026 12:00:02 GMT"));
        var _ = get("/2");
        origin.pass(1_999);
        assertThat(origin.sent).isEmpty();
        origin.pass(1_001); // not all at the same time: up to half as long again
        assertThat(origin.targets()).containsExactly("/2");
    }

    // ---- bounds

    @Test
    void moreThanMayBeHeld_areRefusedHere() {
        with(ONCE.bounds(1, 4));
        var _ = get("/1");
        origin.sent.remove().refuse(100);
        assertThat(get("/2")).isNotDone();
        Response local = get("/3").join();
        assertThat(local.headers().first("Weir-Refusal")).contains("held;local");
        origin.pass(100);
        assertThat(control.held()).isZero();
    }

    @Test
    void origins_areKnownToAllClientsOfAControl_andForgottenWhenTheyAreTooMany() {
        with(ONCE.bounds(10, 2).patience(Duration.ZERO));
        var _ = get("/1");
        origin.sent.remove().refuse(60_000);
        OverloadFilter same = origin.client(control);
        assertThat(OverloadControl.isLocal(same.send(Request.get("/"), Long.MAX_VALUE, origin::transmit)
                        .join()))
                .isTrue();
        for (String other : List.of("http://b", "https://origin")) {
            var _ = ManualOrigin.client(control, other).send(Request.get("/"), Long.MAX_VALUE, origin::transmit);
        }
        assertThat(origin.sent).hasSize(2);
        var _ = get("/2");
        assertThat(origin.sent).as("it is a new one").hasSize(3);
    }

    // ---- throttling

    @Test
    void originThatAcceptsNothing_isThrottled() {
        List<Response> local = new ArrayList<>();
        with(ONCE);
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Response> answer = get("/");
            while (!origin.sent.isEmpty()) {
                origin.sent.remove().fail(Kind.CONNECT);
            }
            if (!answer.isCompletedExceptionally()) {
                local.add(answer.join());
            }
        }
        assertThat(local).hasSizeGreaterThan(150).allMatch(OverloadControl::isLocal);
        assertThat(local.getFirst().headers().first("Weir-Refusal")).contains("throttled;local");
        origin.pass(121_000);
        var _ = get("/");
        assertThat(origin.sent).hasSize(1);
    }

    // What is under way has not been refused.
    @Test
    void manyAtOnce_beforeTheFirstAnswer_areNotThrottled() {
        for (int i = 0; i < 100; i++) {
            var _ = get("/");
        }
        assertThat(origin.sent).hasSize(100);
    }

    // ---- retries

    @Test
    void refused_isSentOnceMore_atThePromisedTime_withItsNumber() {
        CompletableFuture<Response> answer = send(POST, 0);
        origin.sent.remove().refuse(700);
        origin.pass(699);
        assertThat(origin.sent).isEmpty();
        origin.pass(1);
        ManualOrigin.Attempt second = origin.sent.remove();
        assertThat(second.request().headers().first("grpc-previous-rpc-attempts"))
                .contains("1");
        second.refuse(1);
        origin.pass(1);
        ManualOrigin.Attempt third = origin.sent.remove();
        assertThat(third.request().headers().first("grpc-previous-rpc-attempts"))
                .contains("2");
        third.refuse(1);
        assertThat(answer.join().status()).as("three are enough").isEqualTo(503);
        assertThat(control.held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "BROKEN"})
    void connectionThatFails_isTriedAgain_afterABackoff(Kind kind) {
        CompletableFuture<Response> answer = get("/1");
        origin.sent.remove().fail(kind);
        assertThat(control.held()).isEqualTo(1);
        origin.pass(101);
        origin.sent.remove().accept();
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void whatMayHaveBeenDone_orCannotBeReadTwice_isNotSentAgain() {
        CompletableFuture<Response> broken = send(POST, 0);
        origin.sent.remove().fail(Kind.BROKEN);
        assertThat(kind(broken)).isEqualTo(Kind.BROKEN);
        CompletableFuture<Response> late = get("/");
        origin.sent.remove().fail(Kind.TIMEOUT);
        assertThat(kind(late)).isEqualTo(Kind.TIMEOUT);
        CompletableFuture<Response> unsaid = send(POST, 0);
        origin.sent.remove().answer().complete(Response.of(503));
        assertThat(unsaid.join().status()).isEqualTo(503);
        CompletableFuture<Response> streamed = send(Request.post("/", Source.of()), 0);
        origin.sent.remove().refuse(1);
        assertThat(streamed.join().status()).isEqualTo(503);
        assertThat(control.held()).isZero();
    }

    @Test
    void toldNotToTryAgain_doesNot() {
        CompletableFuture<Response> answer = get("/");
        origin.sent
                .remove()
                .answer()
                .complete(Response.of(503)
                        .with("Retry-After-Ms", "10")
                        .with("Weir-Refusal", "closed;stage=\"service\";retry=?0"));
        assertThat(answer.join().status()).isEqualTo(503);
    }

    @Test
    void budget_endsRetries() {
        with(OverloadSettings.usual().retries(3, 0.1, 0).throttle(Double.POSITIVE_INFINITY));
        int retried = 0;
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Response> answer = get("/");
            origin.sent.remove().fail(Kind.BROKEN);
            if (!answer.isDone()) {
                retried++;
                origin.pass(200);
                origin.sent.remove().accept();
            }
        }
        assertThat(retried).as("10, and a tenth of what is sent").isBetween(18, 20);
    }

    // ---- deadlines

    @Test
    void timeOut_isToldLessOnEachAttempt_andNoAttemptIsLater() {
        with(OverloadSettings.usual().deadline("x-ms"));
        CompletableFuture<Response> answer = send(Request.get("/"), 1_000);
        assertThat(origin.sent.peek().request().headers().first("x-ms")).contains("1000");
        origin.pass(100);
        origin.sent.remove().refuse(200);
        origin.pass(200);
        assertThat(origin.sent.peek().request().headers().first("x-ms")).contains("700");
        origin.sent.remove().refuse(701);
        assertThat(answer.join().status())
                .as("its own answer, as it cannot wait")
                .isEqualTo(503);
    }

    @Test
    void requestWhoseTimeIsOver_isGivenUp() {
        CompletableFuture<Response> answer = send(Request.get("/").with("grpc-timeout", "1S"), 0);
        assertThat(origin.sent.peek().request().headers().first("grpc-timeout")).contains("1000000u");
        origin.pass(999);
        assertThat(answer).isNotDone();
        origin.pass(1);
        assertThat(kind(answer)).isEqualTo(Kind.TIMEOUT);
        assertThat(answer.exceptionNow()).hasMessageContaining("a response must begin within the time-out");
        assertThat(origin.sent.remove().answer()).isCancelled();
        assertThat(origin.alarms()).isZero();
    }

    @Test
    void requestWhoseTimeIsOverBeforeItBegins_isNotSent() {
        assertThat(kind(send(Request.get("/").with("grpc-timeout", "0n"), 0))).isEqualTo(Kind.TIMEOUT);
        assertThat(origin.sent).isEmpty();
    }

    // ---- leaving

    @Test
    void cancel_whileHeld_andWhileSent_takesItOut() {
        CompletableFuture<Response> refused = get("/1");
        origin.sent.remove().refuse(500);
        CompletableFuture<Response> held = get("/2");
        assertThat(control.held()).isEqualTo(2);
        held.cancel(false);
        refused.cancel(false);
        assertThat(control.held()).isZero();
        origin.pass(20_000);
        assertThat(origin.sent).isEmpty();
        CompletableFuture<Response> sent = get("/3");
        sent.cancel(false);
        assertThat(origin.sent.remove().answer()).isCancelled();
        assertThatThrownBy(sent::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void close_failsWhatIsHeld_andWhatComesLater() {
        CompletableFuture<Response> refused = get("/1");
        origin.sent.remove().refuse(500);
        CompletableFuture<Response> sent = send(Request.get("/2"), 5_000);
        client.close();
        assertThat(kind(refused)).isEqualTo(Kind.BROKEN);
        assertThat(kind(sent)).isEqualTo(Kind.BROKEN);
        assertThat(refused.exceptionNow()).hasMessage("the client was closed");
        assertThat(control.held()).isZero();
        assertThat(get("/3").exceptionNow()).hasMessage("a client must be open to send but was closed");
    }

    // ---- settings

    @Test
    void settings_thatMakeNoSense_areRefused() {
        OverloadSettings usual = OverloadSettings.usual();
        assertThat(control.settings()).isEqualTo(usual);
        assertThatThrownBy(() -> usual.retries(0, 0, 0))
                .hasMessage("attempts must be >= 1 but were 0; 1 is without retries");
        assertThatThrownBy(() -> usual.retries(1, 1.5, 0))
                .hasMessage("the ratio of retries must be in 0..1 but was 1.5");
        assertThatThrownBy(() -> usual.retries(1, 1, -1))
                .hasMessage("retries a second must be in 0..1000000 but were -1.0");
        assertThatThrownBy(() -> usual.throttle(0.5))
                .hasMessage(
                        "the throttle must be >= 1 but was 0.5; with less, what is accepted would be throttled too");
        assertThatThrownBy(() -> usual.patience(Duration.ofDays(2)))
                .hasMessage("patience must be 0 to a day but was PT48H");
        assertThatThrownBy(() -> usual.bounds(-1, 1)).hasMessage("0 requests or more may be held but it was -1");
        assertThatThrownBy(() -> usual.bounds(1, 0)).hasMessage("at least 1 origin must be remembered but it was 0");
    }
}
