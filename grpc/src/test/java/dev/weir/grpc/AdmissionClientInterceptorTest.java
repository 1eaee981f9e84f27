package dev.weir.grpc;

import static dev.weir.grpc.TestServer.HEALTH;
import static dev.weir.grpc.TestServer.UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Admission;
import dev.weir.admission.Route;
import dev.weir.admission.Stage;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client comes back when it was told to, and sends less when much is refused. The server is a real one, the time is not. */
@Timeout(60)
class AdmissionClientInterceptorTest {
    private final AtomicLong time = new AtomicLong();
    private double chance = 1;
    private final AdmissionClientInterceptor usual =
            AdmissionClientInterceptor.usual().on(time::get, () -> chance);
    private TestServer server;

    private void serve(Admission admission) throws Exception {
        server = new TestServer(AdmissionServerInterceptor.of(admission));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Conversation ask(Channel channel) {
        return Conversation.start(channel, UNARY).ask("now");
    }

    /** A server whose one place is taken. */
    private void serveNobody() throws Exception {
        serve(Admission.adaptive().most(1).waiting(0));
        var _ = TestServer.call(server.channel, UNARY, "for ever");
        server.next();
    }

    @Test
    void calls_ofAServerWithRoom_goAndComeBack() throws Exception {
        serve(Admission.adaptive());
        Channel channel = server.through(AdmissionClientInterceptor.usual());
        for (int i = 0; i < 100; i++) {
            assertThat(ask(channel).heard()).isEqualTo("re now");
        }
        assertThat(server.arrived.get()).isEqualTo(100);
    }

    @Test
    void calls_afterARefusal_failHereUntilTheTimeHasCome() throws Exception {
        serveNobody();
        Channel channel = server.through(usual);
        Conversation refused = ask(channel);
        assertThat(refused.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        long millis = Long.parseLong(refused.trailers().get(GrpcRefusal.PUSHBACK));
        int before = server.arrived.get();
        time.addAndGet(Duration.ofMillis(millis).toNanos() - 1);
        Conversation kept = ask(channel);
        assertThat(kept.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(kept.status().getDescription())
                .isEqualTo("full at service; not sent, as it was told to come back in 1 ms");
        assertThat(kept.trailers().get(GrpcRefusal.PUSHBACK)).isEqualTo("1");
        assertThat(kept.trailers().get(GrpcRefusal.DETAILS)).isNotEmpty();
        assertThat(kept.trailers().get(GrpcRefusal.REFUSAL)).isEqualTo("full;stage=\"service\"");
        assertThat(server.arrived.get()).isEqualTo(before);
        assertThat(Conversation.start(channel, HEALTH).ask("").status().getCode()) // another method
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(server.arrived.get()).isEqualTo(before + 1);
        time.incrementAndGet();
        assertThat(ask(channel).status().getDescription()).isEqualTo("full at service");
        assertThat(server.arrived.get()).isEqualTo(before + 2);
    }

    @Test
    void calls_ofAChannelWithSeveralInstances_areHeldBackByWhatTheyShareOnly() throws Exception {
        serveNobody();
        Channel channel = server.through(usual.balanced());
        ask(channel).status();
        assertThat(ask(channel).status().getDescription()).isEqualTo("full at service");
        server.close();

        Admission admission = Admission.adaptive().waiting(0);
        Route db = admission.route("orders", Stage.named("db").slots(1).shared());
        server = new TestServer(AdmissionServerInterceptor.of(admission).route(call -> db));
        for (int i = 0; i < 3; i++) {
            var _ = TestServer.call(server.channel, UNARY, "for ever");
            server.next();
        }
        Channel shared = server.through(usual.balanced());
        assertThat(ask(shared).status().getDescription()).isEqualTo("full at db");
        Status kept = ask(shared).status();
        assertThat(kept.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(kept.getDescription()).startsWith("full at db; not sent, as it was told to come back in ");
    }

    @Test
    void calls_ofWhichManyAreRefused_areSentLessOften() throws Exception {
        Admission admission = Admission.adaptive();
        serve(admission);
        Channel channel = server.through(usual);
        for (int i = 0; i < 9; i++) {
            ask(channel).heard();
        }
        admission.close(); // which says -1: there is no time to come back
        for (int i = 0; i < 20; i++) {
            assertThat(ask(channel).status().getDescription()).isEqualTo("closed at service");
        }
        chance = (29 - 2 * 9) / 30.0 - 1e-9; // a little less than the chance is now
        Conversation kept = ask(channel);
        assertThat(kept.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(kept.status().getDescription())
                .isEqualTo("closed at service; not sent, as it was refused too often of late");
        assertThat(kept.trailers().get(GrpcRefusal.PUSHBACK)).isNull();
        assertThat(server.arrived.get()).isEqualTo(29);
        chance = (30 - 2 * 9) / 31.0; // as much as it is now
        ask(channel).status();
        assertThat(server.arrived.get()).isEqualTo(30);
        time.addAndGet(Duration.ofMinutes(3).toNanos());
        chance = 0;
        ask(channel).status();
        assertThat(server.arrived.get()).isEqualTo(31);
    }

    // Those fail as they do without the interceptor: nobody refused them.
    @Test
    void calls_thatFailOtherwise_areSentAsOften() throws Exception {
        serve(Admission.adaptive());
        Channel channel = server.through(usual);
        chance = 0;
        for (int i = 0; i < 50; i++) {
            assertThat(Conversation.start(channel, UNARY).ask("fail").status().getCode())
                    .isEqualTo(Status.Code.UNKNOWN);
        }
        assertThat(server.arrived.get()).isEqualTo(50);
    }

    @Test
    void deadline_ofTheCallOnWhoseBehalfOneIsMade_goesOn() throws Exception {
        serve(Admission.adaptive());
        Channel channel = server.through(usual);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Context.CancellableContext outer = Context.current().withDeadlineAfter(20, TimeUnit.SECONDS, timer)) {
            Conversation asked =
                    outer.call(() -> Conversation.start(channel, UNARY).ask("a"));
            TestServer.Begun begun = server.next();
            assertThat(begun.deadline()).isNotNull();
            assertThat(begun.deadline().timeRemaining(TimeUnit.SECONDS)).isBetween(5L, 20L);
            begun.answer();
            assertThat(asked.heard()).isEqualTo("re a");
        }
    }

    @Test
    void multiple_thatMakesNoSense_isRefused() {
        assertThat(AdmissionClientInterceptor.usual().multiple(1)).isNotNull();
        assertThatThrownBy(() -> AdmissionClientInterceptor.usual().multiple(0.5))
                .hasMessage("the multiple of what is accepted must be 1 to 1000 but was 0.5; the usual one is 2");
    }
}
