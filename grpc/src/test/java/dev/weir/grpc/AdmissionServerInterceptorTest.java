package dev.weir.grpc;

import static dev.weir.grpc.TestServer.BOTH;
import static dev.weir.grpc.TestServer.BROKEN;
import static dev.weir.grpc.TestServer.DOWN;
import static dev.weir.grpc.TestServer.HEALTH;
import static dev.weir.grpc.TestServer.UNARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Admission;
import dev.weir.admission.Criticality;
import dev.weir.admission.Route;
import dev.weir.admission.Stage;
import dev.weir.admission.Work;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls begin when it is their turn, or are told at once when to come back. After each test nothing is inside. */
@Timeout(60)
class AdmissionServerInterceptorTest {
    private static final Metadata.Key<String> TENANT = Metadata.Key.of("tenant", Metadata.ASCII_STRING_MARSHALLER);

    private Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(20));
    private TestServer server;

    private void serve(AdmissionServerInterceptor interceptor) throws Exception {
        server = new TestServer(interceptor);
    }

    private void serve() throws Exception {
        serve(AdmissionServerInterceptor.of(admission));
    }

    @AfterEach
    void stop() {
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(admission.read().waiting()).isZero();
        server.close();
    }

    private CompletableFuture<String> ask(String request) {
        return TestServer.call(server.channel, UNARY, request);
    }

    private void waiting(int count) {
        Wait.until(count + " wait", () -> admission.read().waiting() == count);
    }

    @Test
    void call_forWhichThereIsRoom_isServed() throws Exception {
        serve();
        assertThat(Wait.get(ask("now"))).isEqualTo("re now");
        assertThat(admission.read().admitted()).isEqualTo(1);
    }

    @Test
    void call_whoseTurnComesLater_isServedThen() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        var second = ask("b");
        waiting(1);
        assertThat(server.begun).isEmpty();
        one.answer();
        assertThat(Wait.get(first)).isEqualTo("re a");
        TestServer.Begun two = server.next();
        assertThat(admission.read().inside()).isEqualTo(1);
        two.answer();
        assertThat(Wait.get(second)).isEqualTo("re b");
    }

    @Test
    void calls_thatWait_holdNoThreads() throws Exception {
        serve(AdmissionServerInterceptor.of(admission)
                .work((call, headers, work) ->
                        call.getMethodDescriptor().getFullMethodName().endsWith("/Health")
                                ? Work.of(Criticality.ALWAYS)
                                : work));
        List<CompletableFuture<String>> all = new ArrayList<>();
        all.add(ask("a"));
        TestServer.Begun one = server.next();
        for (int i = 0; i < 10 * TestServer.THREADS; i++) {
            all.add(ask("now"));
        }
        waiting(10 * TestServer.THREADS);
        assertThat(Wait.get(TestServer.call(server.channel, HEALTH, ""))).isEqualTo("well");
        one.answer();
        for (var each : all) {
            assertThat(Wait.get(each)).startsWith("re ");
        }
    }

    @Test
    void stream_ofTheServer_holdsItsPermitUntilItIsClosed() throws Exception {
        serve();
        for (int i = 0; i < 2; i++) { // one that is let in at once, one that waits
            Conversation first = Conversation.start(server.channel, DOWN).ask("a");
            TestServer.Begun one = server.next();
            one.out().onNext("1");
            assertThat(first.heard()).isEqualTo("1");
            Conversation second = Conversation.start(server.channel, DOWN).ask("b");
            waiting(1);
            one.out().onNext("2");
            assertThat(first.heard()).isEqualTo("2");
            one.out().onCompleted();
            assertThat(first.status().isOk()).isTrue();
            TestServer.Begun two = server.next();
            two.out().onNext("3");
            assertThat(second.heard()).isEqualTo("3");
            assertThat(admission.read().inside()).isEqualTo(1);
            two.out().onCompleted();
            assertThat(second.status().isOk()).isTrue();
            Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        }
    }

    // Its handler speaks first: it may not begin with the first message only.
    @Test
    void stream_inBothDirectionsThatWaits_beginsBeforeItsFirstMessage() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation both = Conversation.start(server.channel, BOTH);
        waiting(1);
        one.answer();
        Wait.get(first);
        assertThat(both.heard()).isEqualTo("hello");
        both.say("x");
        assertThat(both.heard()).isEqualTo("re x");
        assertThat(admission.read().inside()).isEqualTo(1);
        both.end();
        assertThat(both.status().isOk()).isTrue();
    }

    @Test
    void stream_whoseClientEndsItWhileItWaits_isToldSo() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation both = Conversation.start(server.channel, BOTH);
        both.end();
        waiting(1);
        one.answer();
        Wait.get(first);
        assertThat(both.heard()).isEqualTo("hello");
        assertThat(both.status().isOk()).isTrue();
    }

    @Test
    void call_thatIsCancelledWhileItWaits_isTakenOut() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation second = Conversation.start(server.channel, UNARY).ask("b");
        waiting(1);
        second.leave();
        waiting(0);
        assertThat(admission.read().gaveUp()).isEqualTo(1);
        one.answer();
        Wait.get(first);
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(server.begun).isEmpty();
    }

    @Test
    void call_thatIsCancelledWhileItIsServed_givesItsPermitBack() throws Exception {
        serve();
        Conversation first = Conversation.start(server.channel, UNARY).ask("a");
        server.next();
        first.leave();
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(Wait.get(ask("now"))).isEqualTo("re now");
    }

    @Test
    void call_whoseDeadlinePassesWhileItWaits_isTakenOut() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation second = Conversation.start(
                        server.channel,
                        UNARY,
                        CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS),
                        new Metadata())
                .ask("b");
        assertThat(second.status().getCode()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
        waiting(0);
        one.answer();
        Wait.get(first);
        assertThat(server.begun).isEmpty();
    }

    @Test
    void call_ofWhichMoreIsKnown_asksAsThat() throws Exception {
        serve(AdmissionServerInterceptor.of(admission)
                .tenant(TENANT)
                .work((call, headers, work) ->
                        new Work(Criticality.CRITICAL, work.tenant(), work.canWaitNanos(), work.attempt())));
        Metadata headers = new Metadata();
        headers.put(TENANT, "anna");
        headers.put(AdmissionServerInterceptor.ATTEMPTS, "3");
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
        assertThat(Conversation.start(server.channel, UNARY, options, headers)
                        .ask("now")
                        .heard())
                .isEqualTo("re now");
        Work work = admission.trace().getFirst().work();
        assertThat(work.criticality()).isEqualTo(Criticality.CRITICAL);
        assertThat(work.tenant()).isEqualTo("anna");
        assertThat(work.attempt()).isEqualTo(3);
        assertThat(Duration.ofNanos(work.canWaitNanos())).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void call_thatIsRefused_isToldWhenToComeBack() throws Exception {
        admission = admission.waiting(0);
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation refused = Conversation.start(server.channel, UNARY).ask("b");
        assertThat(refused.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.status().getDescription()).isEqualTo("full at service");
        Metadata trailers = refused.trailers();
        assertThat(trailers.get(GrpcRefusal.REFUSAL)).isEqualTo("full;stage=\"service\"");
        assertThat(Long.parseLong(trailers.get(GrpcRefusal.PUSHBACK))).isBetween(1L, 60_000L);
        assertThat(new String(trailers.get(GrpcRefusal.DETAILS), StandardCharsets.ISO_8859_1))
                .startsWith("\b\u000e\u0012\u000ffull at service\u001a")
                .contains("type.googleapis.com/google.rpc.RetryInfo");
        one.answer();
        Wait.get(first);
    }

    // By grpc-java's own retries, which would wait for minutes if it did not understand when to come back.
    @Test
    void call_thatIsRefused_comesBackWhenItWasTold() throws Exception {
        serve(AdmissionServerInterceptor.of(admission)
                .work((call, headers, work) -> work.attempt() == 0 ? work.canWait(Duration.ZERO) : work));
        ManagedChannel channel = server.tryingAgain();
        assertThat(Wait.get(TestServer.call(channel, UNARY, "now"))).isEqualTo("re now");
        assertThat(admission.read().refused()).isEqualTo(1);
        assertThat(admission.trace().getLast().work().attempt()).isEqualTo(1);
        channel.shutdownNow();
    }

    @Test
    void call_thatOtherInstancesCannotServeEither_isToldResourceExhausted() throws Exception {
        admission = Admission.adaptive().waiting(0);
        Route db = admission.route("orders", Stage.named("db").slots(1).shared());
        serve(AdmissionServerInterceptor.of(admission).route(call -> db));
        List<TestServer.Begun> inside = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // a slot, and a little more: see Limit
            var _ = ask("a");
            inside.add(server.next());
        }
        Conversation refused = Conversation.start(server.channel, UNARY).ask("b");
        assertThat(refused.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.trailers().get(GrpcRefusal.REFUSAL)).isEqualTo("full;stage=\"db\";shared");
        inside.forEach(TestServer.Begun::answer);
    }

    @Test
    void call_thatWaitsWhenNothingIsTakenInAnyMore_isToldNotToComeBack() throws Exception {
        serve();
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation second = Conversation.start(server.channel, UNARY).ask("b");
        waiting(1);
        admission.close();
        assertThat(second.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(second.trailers().get(GrpcRefusal.PUSHBACK)).isEqualTo("-1");
        assertThat(second.trailers().get(GrpcRefusal.REFUSAL)).isEqualTo("closed;stage=\"service\";retry=?0");
        one.answer();
        Wait.get(first);
    }

    @Test
    void call_whoseHandlerFails_givesItsPermitBack() throws Exception {
        serve();
        assertThat(ask("fail")
                        .handle((answer, failure) ->
                                Status.fromThrowable(failure).getCode())
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(Status.Code.UNKNOWN);
        assertThat(Conversation.start(server.channel, BROKEN).status().getCode())
                .isEqualTo(Status.Code.UNKNOWN);
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation waited = Conversation.start(server.channel, BROKEN);
        waiting(1);
        var last = ask("fail");
        waiting(2);
        one.answer();
        Wait.get(first);
        assertThat(waited.status().getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(last.handle((answer, failure) ->
                                Status.fromThrowable(failure).getCode())
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(Status.Code.UNKNOWN);
    }

    @Test
    void call_forWhichThereIsNoThreadToBegin_isUnavailable() throws Exception {
        serve(AdmissionServerInterceptor.of(admission).executor(begin -> {
            throw new RejectedExecutionException("on purpose");
        }));
        var first = ask("a");
        TestServer.Begun one = server.next();
        Conversation second = Conversation.start(server.channel, UNARY).ask("b");
        Wait.until("it waits", () -> server.asked.get() == 2); // who is let in while it asks begins there
        waiting(1);
        one.answer();
        Wait.get(first);
        assertThat(second.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(second.status().getDescription()).isEqualTo("no thread to begin on");
    }

    @Test
    void calls_ofAllKinds_leaveNoPermits() throws Exception {
        admission = Admission.adaptive().most(3).waiting(8).maxWait(Duration.ofMillis(200));
        serve();
        List<Conversation> some = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            switch (i % 5) {
                case 0 -> some.add(Conversation.start(server.channel, BROKEN));
                case 1 -> some.add(Conversation.start(server.channel, UNARY).ask("fail"));
                case 2 -> some.add(Conversation.start(server.channel, BOTH).ask("x"));
                case 3 -> {
                    some.add(Conversation.start(server.channel, UNARY).ask("never answered"));
                    some.getLast().leave();
                }
                default -> some.add(Conversation.start(server.channel, DOWN).ask("now"));
            }
            if (some.size() == 40) {
                for (Conversation each : some) {
                    assertThat(each.status()).isNotNull();
                }
                some.clear();
            }
        }
        Wait.until("nothing is inside", () -> admission.read().inside() == 0);
        assertThat(admission.read().peak()).isLessThanOrEqualTo(3);
        assertThat(admission.read().admitted()).isGreaterThan(100);
    }
}
