package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Reply OK = new Reply.Answer(200, OptionalLong.empty());
    private static final Reply GONE = new Reply.GaveUp();
    private static final long MS = 1_000_000;

    private final Setup setup = Setups.of(Duration.ofSeconds(4), 1.0, 3.0);
    private final Ledger ledger = new Ledger(setup);

    private void settle(int phase, long intoPhase, Reply reply, long nanos) {
        ledger.sent(phase);
        ledger.settle(new Settled(phase, intoPhase, reply, nanos));
    }

    private static Reply refusal(long seconds) {
        return new Reply.Answer(503, OptionalLong.of(seconds));
    }

    private PhaseResult result(int phase) {
        return ledger.results(setup.runNanos()).get(phase);
    }

    @Test
    void results_ofEachOutcome_countItOnceInItsPhase() {
        settle(0, 1, OK, 20 * MS);
        settle(1, 1, OK, 300 * MS);
        settle(1, 1, GONE, 1000 * MS);
        settle(1, 1, refusal(1), MS);
        settle(1, 1, new Reply.Broken(), MS);

        PhaseResult second = result(1);
        assertThat(List.of(second.offered(), second.inTime(), second.late(), second.refused(), second.failed()))
                .containsExactly(4L, 0L, 2L, 1L, 1L);
        PhaseResult first = result(0);
        assertThat(List.of(first.offered(), first.inTime(), first.late(), first.refused(), first.failed()))
                .containsExactly(1L, 1L, 0L, 0L, 0L);
    }

    @Test
    void results_goodput_isInTimeAsAShareOfTheCapacity() {
        for (int i = 0; i < 1600; i++) {
            settle(1, 1, OK, 20 * MS);
        }
        settle(1, 1, OK, 400 * MS);
        assertThat(result(1).goodputShare()).hasValue(0.5);
        assertThat(result(0).goodputShare()).hasValue(0);
    }

    /** Two seconds of the second phase passed, none of what would follow. */
    @Test
    void results_ofAStoppedRun_measureAPhaseByWhatPassedOfIt() {
        for (int i = 0; i < 1600; i++) {
            settle(1, 1, OK, 20 * MS);
        }
        List<PhaseResult> results = ledger.results(Duration.ofSeconds(6).toNanos());
        assertThat(results.get(1).goodputShare()).hasValue(1);
        assertThat(ledger.results(Duration.ofSeconds(3).toNanos()).get(1).goodputShare())
                .isEmpty();
    }

    @Test
    void results_percentiles_keepAnswersAndRefusalsApart() {
        for (int i = 1; i <= 100; i++) {
            settle(0, 1, OK, i * MS);
            settle(0, 1, refusal(1), i * MS / 100);
        }
        PhaseResult result = result(0);
        assertThat(result.answerP50Ms().orElseThrow()).isCloseTo(50, within(0.1));
        assertThat(result.answerP99Ms().orElseThrow()).isCloseTo(99, within(0.1));
        assertThat(result.refusalP50Ms().orElseThrow()).isCloseTo(0.5, within(0.001));
        assertThat(result.refusalP99Ms().orElseThrow()).isCloseTo(0.99, within(0.001));
    }

    @Test
    void results_ofClientsThatGaveUp_countTheirPatience() {
        settle(0, 1, GONE, Setup.PATIENCE.toNanos());
        assertThat(result(0).answerP50Ms()).hasValue(1000);
    }

    @Test
    void results_whereThereWasNothing_areEmpty() {
        PhaseResult result = result(0);
        assertThat(List.of(result.answerP50Ms(), result.answerP99Ms(), result.refusalP50Ms(), result.refusalP99Ms()))
                .containsOnly(OptionalDouble.empty());
        assertThat(result.retryAfterSeconds()).isEmpty();
    }

    @Test
    void results_retryAfter_isTheMedian() {
        List.of(9L, 1L, 2L, 2L, 8L).forEach(seconds -> settle(0, 1, refusal(seconds), MS));
        assertThat(result(0).retryAfterSeconds()).hasValue(2);
    }

    @Test
    void results_refusedAfter2s_countsByArrivalAndNotByAnswer() {
        settle(0, 1_900 * MS, refusal(1), 500 * MS);
        settle(0, 2_000 * MS, refusal(1), MS);
        settle(0, 2_001 * MS, refusal(1), MS);
        settle(0, 3_000 * MS, OK, MS);
        assertThat(result(0).refused()).isEqualTo(3);
        assertThat(result(0).refusedAfter2s()).isEqualTo(1);
    }

    @Test
    void takenBack_aRequest_wasNotOffered() {
        settle(0, 1, OK, MS);
        ledger.sent(0);
        ledger.takenBack(0);
        assertThat(result(0).offered()).isEqualTo(1);
    }

    @Test
    void takeRecent_again_hasOnlyWhatIsNew() {
        settle(0, 1, OK, MS);
        assertThat(ledger.takeRecent().count(Outcome.IN_TIME)).isEqualTo(1);
        settle(1, 1, GONE, MS);
        Tally recent = ledger.takeRecent();
        assertThat(recent.offered()).isEqualTo(1);
        assertThat(recent.count(Outcome.IN_TIME)).isZero();
        assertThat(recent.count(Outcome.LATE)).isEqualTo(1);
    }
}
