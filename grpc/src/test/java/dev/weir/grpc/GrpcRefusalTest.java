package dev.weir.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Refusal;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A refusal reads as that of the gate of the HTTP server. */
class GrpcRefusalTest {
    @Test
    void refusal_ofATenantThatTakesTooMuch_hasRetryInfo() {
        Refusal why = new Refusal(Refusal.Reason.UNFAIR, "much", Duration.ofMillis(1_500));
        Status status = GrpcRefusal.status(why);
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).isEqualTo("unfair at service");
        Metadata trailers = GrpcRefusal.trailers(why);
        assertThat(trailers.get(GrpcRefusal.PUSHBACK)).isEqualTo("1500");
        assertThat(new String(trailers.get(GrpcRefusal.DETAILS), StandardCharsets.ISO_8859_1))
                .startsWith("\u0008\u0008\u0012\u0011unfair at service\u001a")
                .contains("type.googleapis.com/google.rpc.RetryInfo")
                .endsWith("\n\b\b\u0001\u0010\u0080\u00ca\u00b5\u00ee\u0001");
    }

    @Test
    void refusal_withoutATimeToComeBack_saysNotTo() {
        Refusal why = new Refusal(Refusal.Reason.CLOSED, "over", Duration.ZERO);
        assertThat(GrpcRefusal.trailers(why).getAll(GrpcRefusal.PUSHBACK)).containsExactly("-1");
        assertThat(GrpcRefusal.trailers(why).get(GrpcRefusal.REFUSAL)).isEqualTo("closed;stage=\"service\";retry=?0");
    }
}
