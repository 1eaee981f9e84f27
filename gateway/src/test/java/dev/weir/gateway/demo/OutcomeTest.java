package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Duration DEADLINE = Duration.ofMillis(290);

    private static Outcome of(Reply reply, long nanos) {
        return Outcome.of(reply, nanos, DEADLINE);
    }

    @Test
    void of_200_isInTimeUntilTheDeadlineAndLateAfterIt() {
        Reply ok = new Reply.Answer(200, OptionalLong.empty());
        assertThat(of(ok, 290_000_000)).isEqualTo(Outcome.IN_TIME);
        assertThat(of(ok, 290_000_001)).isEqualTo(Outcome.LATE);
    }

    @Test
    void of_aClientThatGaveUp_isLate() {
        assertThat(of(new Reply.GaveUp(), 1_000_000_000)).isEqualTo(Outcome.LATE);
    }

    @Test
    void of_503_isRefusedOnlyWithATimeToComeBack() {
        assertThat(of(new Reply.Answer(503, OptionalLong.of(2)), 1)).isEqualTo(Outcome.REFUSED);
        assertThat(of(new Reply.Answer(503, OptionalLong.empty()), 1)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void of_anythingElse_isFailed() {
        assertThat(of(new Reply.Broken(), 1)).isEqualTo(Outcome.FAILED);
        assertThat(of(new Reply.Answer(502, OptionalLong.of(2)), 1)).isEqualTo(Outcome.FAILED);
        assertThat(of(new Reply.Answer(204, OptionalLong.empty()), 1)).isEqualTo(Outcome.FAILED);
    }
}
